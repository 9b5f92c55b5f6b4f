"""What the standard does beside its five pages: its papers and changes, acknowledging, coverage, sheets, the
test, the report.
"""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.papers.downloads import KIND_NAMES, file_or_redirect, file_response, make_list_file
from office.papers.official import template_of
from office.papers.printing import html, pdf
from office.registers.forms import with_capitals
from office.registers.links import Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.registers.submission import run_with_form_errors
from office.roles import Act, may
from standards.acquaintance import actions, coverage
from standards.acquaintance.models import Acknowledgement, AcquaintanceSheet
from standards.contexts import group_by_chapter, sheet_context, standard_context
from standards.forms import AcknowledgeForm, AddressForm
from standards.officer_report.models import OfficerReport
from standards.officer_report.paper import officer_report_context, officer_report_table
from standards.papers import ACQUAINTANCE, OFFICER_REPORT, STANDARD
from standards.text import diff, reorder_pages
from standards.text.import_models import REASONS
from standards.text.models import Point, Standard

READS = ("GET", "HEAD")


def find_standard(request, pk, act=None):
    """The version, 404 for one the person may not read."""
    return get_object_or_404(Standard.objects.visible_to(request.user, act), pk=pk)


def find_own_standard(request, pk):
    """The version of an organisation where the person works; 404 for one read from above too."""
    standard = find_standard(request, pk)
    if standard.organisation_id not in request.user.body_ids:
        raise Http404
    return standard


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
            reorder_pages.mark_moved(request, points.text_matches(words) if words else points)
        ),
        "keeps": standard.is_editable and may(request.user, Act.STANDARD, standard.organisation),
        "must_acknowledge": standard.is_in_force and mine and coverage.is_due(request.user, standard),
        "own_acknowledgement": standard.acknowledgements.filter(person=request.user).first(),
        "coverage": coverage.standard_coverage(standard) if standard.is_in_force and reads else None,
        "takes_exam": standard.is_in_force and mine,
        "papers": standard_paper_links(standard),
        "links": list(standard_links(request, standard)),
        "can_undo": reorder_pages.can_undo(request, standard),
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
    """What the version hangs together with: changes, coverage, sheets, order, results of the test."""
    if diff.earlier_versions(standard):
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
    make = partial(make_list_file, kind, STANDARD.form, standard_context(standard))
    return file_or_redirect(request, make, kind, name, standard.get_absolute_url())


@policy(None, methods=READS)
def show_changes(request, pk):
    """What led from an earlier version to this one, point by point."""
    standard = find_standard(request, pk)
    offered = diff.earlier_versions(standard)
    asked = request.GET.get("since", "")
    since = next((one for one in offered if asked in ("", str(one.pk))), None)
    if since is None:
        raise Http404
    context = {
        "title": _("Changes of the text"),
        "standard": standard,
        "since": since,
        "offered": offered,
        "groups": diff.group_text_changes(diff.text_changes(since, standard)),
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


# --- Bringing it to people ----------------------------------------------------------------------------------


@policy(None)
def acknowledge_standard(request, pk):
    """The whole text with a tick under each chapter and one's own name at the end."""
    standard = find_own_standard(request, pk)
    text = group_by_chapter(standard.points.in_order())
    form = AcknowledgeForm(
        request.POST if request.method == "POST" else None,
        person=request.user,
        heads=[head for head, _points in text],
    )
    if (
        form.is_bound
        and form.is_valid()
        and run_with_form_errors(form, partial(save_acknowledgement, request, standard, form))
    ):
        messages.success(request, _("You have acknowledged the standard. Thank you."))
        return redirect(standard)
    context = {
        "title": _("Read and acknowledge"),
        "standard": standard,
        "form": with_capitals(form),
        "chapters": [(head, points, box) for (head, points), box in zip(text, form.boxes, strict=True)],
        "own_acknowledgement": standard.acknowledgements.filter(person=request.user).first(),
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/acknowledge.html", context, status=422 if form.is_bound else 200)


def save_acknowledgement(request, standard, form):
    name, day = form.cleaned_data["name"], clock.today()
    return actions.add_acknowledgement(standard, by=request.user, name=name, day=day)


@policy(Act.READ, methods=READS)
def show_coverage(request, pk):
    """One figure for the organisation and each unit, who is missing by name; the organisations
    below by their figures alone.
    """
    standard = find_standard(request, pk, Act.READ)
    if not may(request.user, Act.READ, standard.organisation):
        raise Http404  # the organisation above reads the text and the figure, not the names
    lines = coverage.coverage_by_unit(standard) if standard.is_in_force else []
    may_bring = standard.is_in_force and may(request.user, Act.BRING, standard.organisation)
    context = {
        "title": _("Coverage"),
        "standard": standard,
        "lines": lines,
        "total": coverage.total_coverage(lines),
        "subordinates": coverage.coverage_below(standard.organisation) if standard.is_in_force else [],
        "history": Acknowledgement.objects.of(standard.organisation)
        .filter(standard=standard)
        .select_related("person", "sheet")[:HISTORY],
        "sheets": standard.sheets.select_related("unit") if may_bring else [],
        "may_bring": may_bring,
        "addressed": [str(one.unit) for one in standard.addressees.select_related("unit")],
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/coverage.html", context)


HISTORY = (
    # acknowledgements on one page: of an organisation that has so many employees the table is asked by unit
    1000
)


@policy(Act.BRING)
def edit_addressees(request, pk):
    standard = find_standard(request, pk, Act.BRING)
    form = AddressForm(request.POST if request.method == "POST" else None, standard=standard)
    return act_page(
        request,
        standard,
        form,
        lambda: actions.set_addressees(
            standard, list(form.cleaned_data["units"]), for_below=form.cleaned_data["for_below"]
        ),
        label=_("To whom the version is brought"),
        consequence=_("The coverage counts those who work in these units today."),
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


def acquaintance_sheet_context(request, sheet):
    """The people of the sheet, its paper, its scan."""
    paper_url = reverse("sheets:paper", args=[sheet.pk])
    scan = [Link(str(sheet.scan), sheet.scan.get_absolute_url())] if sheet.scan else []
    return {
        "lines": sheet.lines.all(),
        "papers": [Link("PDF", paper_url, icon="printer")],
        "links": scan,
    }


@policy(Act.BRING, methods=READS)
def acquaintance_sheet_paper(request, pk):
    """The acquaintance sheet to be signed by hand."""
    sheet = get_object_or_404(AcquaintanceSheet.objects.visible_to(request.user, Act.BRING), pk=pk)
    make = partial(pdf, template_of(ACQUAINTANCE.form), sheet_context(sheet))
    name = f"{sheet.organisation.code}-sheet-{sheet.standard.number}-{sheet.number}"
    return file_or_redirect(request, make, "pdf", name, sheet.get_absolute_url())


# --- The yearly report --------------------------------------------------------------------------------------


def officer_report_page_context(request, report):
    return {
        "table": officer_report_table(report),
        "papers": paper_copy_links("officer_reports:paper", report),
    }


@policy(Act.READ, methods=READS)
def officer_report_paper(request, pk, kind):
    """The report of a year as PDF or Word."""
    report = get_object_or_404(OfficerReport.objects.visible_to(request.user, Act.READ), pk=pk)
    if kind not in ("pdf", "docx"):
        raise Http404
    make = partial(make_list_file, kind, OFFICER_REPORT.form, officer_report_context(report))
    name = f"{report.organisation.code}-officer-report-{report.year}"
    return file_or_redirect(request, make, kind, name, report.get_absolute_url())
