"""Pages of a version: list and record, preview, paper, changes, a point thrown away, an imported text."""

from functools import partial

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office.lists.pages import order_step
from office.papers.downloads import KIND_NAMES, file_or_redirect, file_response, make_list_file
from office.papers.official import template_of
from office.papers.page_style import with_page
from office.papers.printing import html
from office.registers.links import Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.roles import Act, may
from standards.acquaintance import coverage
from standards.text import comparison, sequence_pages
from standards.text.contexts import group_by_chapter, standard_context
from standards.text.import_models import REASONS
from standards.text.models import Point, Standard
from standards.text.papers import STANDARD

READS = ("GET", "HEAD")


def find_standard(request, pk, act=None):
    """The version, 404 for one the person may not read."""
    return get_object_or_404(Standard.objects.visible_to(request.user, act), pk=pk)


def standard_list_context(request, rows):
    """List context: links to the section's other registers."""
    organisation, person = request.organisation, request.user
    rooms = [
        (_("Results of the test"), "exam_tries:register", True),
        (_("Questions of the test"), "exam_questions:register", may(person, Act.STANDARD, organisation)),
        (
            _("Staff lists"),
            "staff_imports:register",
            organisation is not None and may(person, Act.KEEP, organisation),
        ),
        (
            _("Reports of the authorised officer"),
            "officer_reports:register",
            may(person, Act.READ, organisation),
        ),
    ]
    return {"rooms": [Link(label, reverse(route)) for label, route, is_open in rooms if is_open]}


# --- The text -----------------------------------------------------------------------------------------------


def standard_page_context(request, standard):
    """The text of the version with what the reader can do about it; `?q=` leaves the points that hold the
    words.
    """
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    points = standard.points.in_order()
    mine = standard.organisation_id in request.user.body_ids
    reads = may(request.user, Act.READ, standard.organisation)
    return {
        "words": words,
        "chapters": group_by_chapter(
            sequence_pages.mark_moved(request, points.text_matches(words) if words else points)
        ),
        "keeps": standard.is_editable and may(request.user, Act.STANDARD, standard.organisation),
        "must_acknowledge": standard.is_in_force and mine and coverage.is_due(request.user, standard),
        "own_acknowledgement": standard.acknowledgements.filter(person=request.user).first(),
        "coverage": coverage.standard_coverage(standard) if standard.is_in_force and reads else None,
        "takes_exam": standard.is_in_force and mine,
        "papers": standard_paper_links(standard),
        "links": list(standard_links(request, standard)),
        "next_step": order_step(standard.order, request.user),
        "can_undo": sequence_pages.can_undo(request, standard),
    }


def standard_paper_links(standard):
    preview = Link(_("Preview"), reverse("standards:preview", args=[standard.pk]), icon="eye")
    return [preview, *paper_copy_links("standards:paper", standard)]


def paper_copy_links(route, row):
    """The PDF and the Word copy of a row's paper."""
    return [
        Link(KIND_NAMES[kind], reverse(route, args=[row.pk, kind]), icon=icon)
        for kind, icon in (("pdf", "printer"), ("docx", "file-earmark-word"))
    ]


def standard_links(request, standard):
    """Links of the record: changes, coverage, sheets, order, results of the test."""
    if comparison.earlier_versions(standard):
        yield Link(_("Changes of the text"), reverse("standards:changes", args=[standard.pk]))
    if standard.is_quiet and may(request.user, Act.READ, standard.organisation):
        yield Link(_("Who acknowledged it"), reverse("standards:coverage", args=[standard.pk]))
    if standard.order and may(request.user, Act.READ, standard.organisation):
        yield Link(str(standard.order), standard.order.get_absolute_url())
    if standard.is_editable and may(request.user, Act.STANDARD, standard.organisation):
        for row in standard.imports.all()[:5]:
            yield Link(str(row), row.get_absolute_url(), note=row.get_state_display())


@policy(None, methods=READS)
def preview_standard(request, pk):
    """The paper of a version in the browser: the same HTML that is printed."""
    return HttpResponse(html(template_of(STANDARD.form), standard_context(find_standard(request, pk))))


@policy(None, methods=READS)
def standard_paper(request, pk, kind):
    """The paper of a version: the stored bytes once its order is signed, until then as the text stands; Word
    from the same data.
    """
    standard = find_standard(request, pk)
    name = f"{standard.organisation.code}-standard-{standard.number}"
    if kind == "pdf" and standard.order and standard.order.is_signed:
        return file_response(bytes(standard.annex.paper.pdf), "pdf", name)
    if kind not in ("pdf", "docx"):
        raise Http404
    context = with_page(standard_context(standard), standard.organisation)
    make = partial(make_list_file, kind, STANDARD.form, context)
    return file_or_redirect(request, make, kind, name, standard.get_absolute_url())


@policy(None, methods=READS)
def show_changes(request, pk):
    """Changes from an earlier version to this one, point by point."""
    standard = find_standard(request, pk)
    offered = comparison.earlier_versions(standard)
    asked = request.GET.get("since", "")
    since = next((one for one in offered if asked in ("", str(one.pk))), None)
    if since is None:
        raise Http404
    context = {
        "title": _("Changes of the text"),
        "standard": standard,
        "since": since,
        "offered": offered,
        "groups": comparison.group_text_changes(comparison.text_changes(since, standard)),
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/changes.html", context)


@policy(Act.STANDARD)
def throw_away_point(request, pk):
    point = get_object_or_404(Point.objects.visible_to(request.user, Act.STANDARD), pk=pk)
    form = Form(request.POST if request.method == "POST" else None)
    return act_page(
        request,
        point.standard,
        form,
        lambda: bool(point.delete()),
        label=_("Take the point out of the text"),
        consequence=str(point),
        danger=True,
    )


def text_import_context(request, row):
    """What was understood of the file, as it will stand, and what was left out."""
    parts, counts = row.found.parts, row.found.counts()
    return {
        "parts": parts,
        "counts": [(label, counts[kind]) for kind, label in row.KINDS],
        "notes": [
            {"reason": REASONS[note.reason], "text": note.text, "line": note.line} for note in row.found.notes
        ],
        "heading": row.found.title,
        "already": row.standard.points.count() if row.is_waiting else 0,
        "back": Link(str(row.standard), row.standard.get_absolute_url()),
    }
