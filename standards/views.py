"""What the standard does beside its five pages: its papers and changes, acknowledging, coverage, sheets, the test, the report."""

from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office.copies import NAMES, file, made, printed
from office.forms import with_capitals
from office.generic import act_page, keeping_what_was_typed, policy
from office.papers import template_of
from office.printing import html, pdf
from office.roles import Act, may
from standards import bringing, coverage, diff, moving_pages
from standards.contexts import chapters, sheet_context, standard_context
from standards.forms import AcknowledgeForm, AddressForm
from standards.models import Acknowledgement, AcquaintanceSheet, OfficerReport, Point, Standard
from standards.models.imports import REASONS
from standards.papers import ACQUAINTANCE, OFFICER_REPORT, STANDARD
from standards.reporting import report_context, report_table

READS = ("GET", "HEAD")


def found(request, pk, act=None):
    """The version, 404 for one the person may not read."""
    return get_object_or_404(Standard.objects.visible_to(request.user, act), pk=pk)


def own(request, pk):
    """The version of a body where the person works; 404 for one read from above too."""
    standard = found(request, pk)
    if standard.organisation_id not in request.user.body_ids:
        raise Http404
    return standard


def beside_standards(request, rows):
    """The other rooms of the standard, for those who may enter them."""
    body, person = request.organisation, request.user
    rooms = [
        (_("Results of the test"), "exam_tries:register", True),
        (_("Questions of the test"), "exam_questions:register", may(person, Act.STANDARD, body)),
        (_("Staff lists"), "staff_imports:register", body is not None and may(person, Act.KEEP, body)),
        (_("Reports of the authorised officer"), "officer_reports:register", may(person, Act.READ, body)),
    ]
    return {"rooms": [{"label": label, "url": reverse(route)} for label, route, is_open in rooms if is_open]}


# --- The text ----------------------------------------------------------------------------------------------------------------


def beside_standard(request, standard):
    """The text of the version with what the reader can do about it; `?q=` leaves the points that hold the words."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    points = standard.points.in_order()
    mine = standard.organisation_id in request.user.body_ids
    reads = may(request.user, Act.READ, standard.organisation)
    return {
        "words": words,
        "chapters": chapters(moving_pages.marked(request, points.text_matches(words) if words else points)),
        "keeps": standard.is_editable and may(request.user, Act.STANDARD, standard.organisation),
        "asks_me": standard.is_in_force and mine and coverage.is_due(request.user, standard),
        "my_own": standard.acknowledgements.filter(person=request.user).first(),
        "covered": coverage.figure(standard) if standard.is_in_force and reads else None,
        "takes_exam": standard.is_in_force and mine,
        "papers": papers_of(standard),
        "links": list(links_of(request, standard)),
        "can_undo": moving_pages.can_undo(request, standard),
    }


def papers_of(standard):
    preview = {"label": _("Preview"), "url": reverse("standards:preview", args=[standard.pk]), "icon": "eye"}
    return [preview, *copies("standards:paper", standard)]


def copies(route, row):
    """The PDF and the Word copy of a row's paper."""
    return [
        {"label": NAMES[kind], "url": reverse(route, args=[row.pk, kind]), "icon": icon}
        for kind, icon in (("pdf", "printer"), ("docx", "file-earmark-word"))
    ]


def links_of(request, standard):
    """What the version hangs together with: changes, coverage, sheets, order, results of the test."""
    if diff.earlier(standard):
        yield {"label": _("Changes of the text"), "url": reverse("standards:changes", args=[standard.pk])}
    if standard.is_quiet and may(request.user, Act.READ, standard.organisation):
        yield {"label": _("Who acknowledged it"), "url": reverse("standards:coverage", args=[standard.pk])}
    if standard.order and may(request.user, Act.READ, standard.organisation):
        yield {"label": str(standard.order), "url": standard.order.get_absolute_url()}
    if standard.is_editable and may(request.user, Act.STANDARD, standard.organisation):
        for record in standard.imports.all()[:5]:
            yield {"label": str(record), "url": record.get_absolute_url(), "note": record.get_state_display()}


@policy(None, methods=READS)
def preview(request, pk):
    """The paper of a version in the browser: the same HTML that is printed."""
    return HttpResponse(html(template_of(STANDARD.form), standard_context(found(request, pk))))


@policy(None, methods=READS)
def paper(request, pk, kind):
    """The paper of a version: the stored bytes once its order is signed, until then as the text stands; Word from the same data."""
    standard = found(request, pk)
    name = f"{standard.organisation.code}-standard-{standard.number}"
    if kind == "pdf" and standard.order and standard.order.is_signed:
        return file(bytes(standard.annex.paper.pdf), "pdf", name)
    if kind not in ("pdf", "docx"):
        raise Http404
    make = partial(made, kind, STANDARD.form, standard_context(standard))
    return printed(request, make, kind, name, standard.get_absolute_url())


@policy(None, methods=READS)
def changes(request, pk):
    """What led from an earlier version to this one, point by point."""
    standard = found(request, pk)
    offered = diff.earlier(standard)
    asked = request.GET.get("since", "")
    since = next((one for one in offered if asked in ("", str(one.pk))), None)
    if since is None:
        raise Http404
    context = {
        "title": _("Changes of the text"),
        "standard": standard,
        "since": since,
        "offered": offered,
        "groups": diff.grouped(diff.changes(since, standard)),
        "back": {"label": str(standard), "url": standard.get_absolute_url()},
    }
    return render(request, "standards/changes.html", context)


@policy(Act.STANDARD)
def throw_away_point(request, pk):
    """Take a point out of a draft."""
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


# --- Bringing it to people -----------------------------------------------------------------------------------------------------


@policy(None)
def acknowledge(request, pk):
    """The whole text with a tick under each chapter and one's own name at the end."""
    standard = own(request, pk)
    text = chapters(standard.points.in_order())
    form = AcknowledgeForm(
        request.POST if request.method == "POST" else None,
        person=request.user,
        heads=[head for head, _points in text],
    )
    if (
        form.is_bound
        and form.is_valid()
        and keeping_what_was_typed(form, partial(take, request, standard, form))
    ):
        messages.success(request, _("You have acknowledged the standard. Thank you."))
        return redirect(standard)
    context = {
        "title": _("Read and acknowledge"),
        "standard": standard,
        "form": with_capitals(form),
        "chapters": [(head, points, box) for (head, points), box in zip(text, form.boxes, strict=True)],
        "my_own": standard.acknowledgements.filter(person=request.user).first(),
        "back": {"label": str(standard), "url": standard.get_absolute_url()},
    }
    return render(request, "standards/acknowledge.html", context, status=422 if form.is_bound else 200)


def take(request, standard, form):
    name, day = form.cleaned_data["name"], timezone.localdate()
    return bringing.acknowledge(standard, by=request.user, name=name, day=day)


@policy(Act.READ, methods=READS)
def covered(request, pk):
    """One figure for the body and each unit, who is missing by name; the bodies below by their figures alone."""
    standard = found(request, pk, Act.READ)
    if not may(request.user, Act.READ, standard.organisation):
        raise Http404  # the body above reads the text and the figure, not the names
    lines = coverage.by_unit(standard) if standard.is_in_force else []
    may_bring = standard.is_in_force and may(request.user, Act.BRING, standard.organisation)
    context = {
        "title": _("Coverage"),
        "standard": standard,
        "lines": lines,
        "whole": coverage.whole(lines),
        "below": coverage.below(standard.organisation) if standard.is_in_force else [],
        "history": Acknowledgement.objects.of(standard.organisation)
        .filter(standard=standard)
        .select_related("person", "sheet")[:HISTORY],
        "sheets": standard.sheets.select_related("unit") if may_bring else [],
        "may_bring": may_bring,
        "addressed": [str(one.unit) for one in standard.addressees.select_related("unit")],
        "back": {"label": str(standard), "url": standard.get_absolute_url()},
    }
    return render(request, "standards/coverage.html", context)


HISTORY = (
    1000  # acknowledgements on one page: of a body that has so many employees the table is asked by unit
)


@policy(Act.BRING)
def address(request, pk):
    """To which units a version is brought."""
    standard = found(request, pk, Act.BRING)
    form = AddressForm(request.POST if request.method == "POST" else None, standard=standard)
    return act_page(
        request,
        standard,
        form,
        lambda: bringing.address(
            standard, list(form.cleaned_data["units"]), for_below=form.cleaned_data["for_below"]
        ),
        label=_("To whom the version is brought"),
        consequence=_("The coverage counts those who work in these units today."),
    )


def beside_import(request, record):
    """What was understood of the file, as it will stand, and what was left out."""
    parts, counts = record.found.parts, record.found.counts()
    return {
        "parts": parts,
        "counts": [(label, counts[kind]) for kind, label in record.KINDS],
        "notes": [
            {"reason": REASONS[note.reason], "text": note.text, "line": note.line}
            for note in record.found.notes
        ],
        "heading": record.found.title,
        "already": record.standard.points.count() if record.waits else 0,
        "back": {"label": str(record.standard), "url": record.standard.get_absolute_url()},
    }


def beside_sheet(request, sheet):
    """The people of the sheet, its paper, its scan."""
    paper_url = reverse("sheets:paper", args=[sheet.pk])
    scan = [{"label": str(sheet.scan), "url": sheet.scan.get_absolute_url()}] if sheet.scan else []
    return {
        "lines": sheet.lines.all(),
        "papers": [{"label": "PDF", "url": paper_url, "icon": "printer"}],
        "links": scan,
    }


@policy(Act.BRING, methods=READS)
def sheet_paper(request, pk):
    """The acquaintance sheet to be signed by hand."""
    sheet = get_object_or_404(AcquaintanceSheet.objects.visible_to(request.user, Act.BRING), pk=pk)
    make = partial(pdf, template_of(ACQUAINTANCE.form), sheet_context(sheet))
    name = f"{sheet.organisation.code}-sheet-{sheet.standard.number}-{sheet.number}"
    return printed(request, make, "pdf", name, sheet.get_absolute_url())


# --- The yearly report -------------------------------------------------------------------------------------------------------


def beside_report(request, report):
    """The report as it prints, with its papers."""
    return {"table": report_table(report), "papers": copies("officer_reports:paper", report)}


@policy(Act.READ, methods=READS)
def report_paper(request, pk, kind):
    """The report of a year as PDF or Word."""
    report = get_object_or_404(OfficerReport.objects.visible_to(request.user, Act.READ), pk=pk)
    if kind not in ("pdf", "docx"):
        raise Http404
    make = partial(made, kind, OFFICER_REPORT.form, report_context(report))
    name = f"{report.organisation.code}-officer-report-{report.year}"
    return printed(request, make, kind, name, report.get_absolute_url())
