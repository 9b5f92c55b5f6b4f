"""What the register does beside its five pages: copies of the list, the live result of a sheet, decisions of an import, papers of an edition."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office.copies import KINDS, NAMES, exports, file, made, printed
from office.dryrun import DryRun
from office.generic import policy
from office.papers import template_of
from office.printing import html, pdf
from office.roles import Act, may
from risks import contexts, register
from risks.filters import RiskFilter
from risks.forms import AssessmentForm
from risks.models import Assessment, Edition, Risk, RiskImport
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS

SHEET = "risks/print/assessment_sheet.html"


# --- Register ----------------------------------------------------------------------------------------------------------------


def beside_register(request, rows):
    """The matrix, the copies of the filtered rows, the ways on."""
    counts = register.counted(register.at_hand(request).in_register())
    keeps = may(request.user, Act.KEEP, request.organisation)
    ways = [{"label": _("Import from Word or Excel"), "url": reverse("imports:create")}] if keeps else []
    new = [{"label": _("New risk"), "url": reverse("risks:create"), "primary": True}] if keeps else []
    return {
        "matrix": register.matrix(counts, request.GET),
        "exports": exports(request, "risks:export"),
        "ways": ways,
        "empty": {"text": _("The list of corruption risks is empty."), "actions": new + ways},
    }


@policy(Act.READ, methods=("GET", "HEAD"))
def export(request, kind):
    """The rows of the register under its filters as a file: the very table that prints."""
    if kind not in KINDS or not may(request.user, Act.READ, request.organisation):
        raise Http404
    found = RiskFilter(request.GET, queryset=register.at_hand(request), request=request)
    form, body = contexts.form_of(request.organisation), request.organisation
    context = contexts.list_context(form, body, found.qs.in_order())
    name = f"{body.code}-risks-{timezone.localdate()}"
    return printed(request, lambda: made(kind, form, context), kind, name, reverse("risks:register"))


# --- Risk --------------------------------------------------------------------------------------------------------------------


def beside_risk(request, risk):
    """The current sheet, the earlier ones, the sheet in work, what the act wants done about the level."""
    sheets = list(risk.assessments.select_related("method"))
    work = next((sheet for sheet in sheets if sheet.is_editable), None)
    scores = may(request.user, Act.ASSESS, risk.organisation) and risk.takes_more
    return {
        "sheet": risk.assessment,
        "earlier": [sheet for sheet in sheets if sheet.pk != risk.assessment_id and sheet != work],
        "work": work,
        "assess_url": reverse("assessments:create", args=[risk.pk]) if scores and not work else "",
        "answer": register.answer(risk.level),
        "sources": [found.source for found in risk.found_in.select_related("source")],
    }


# --- Assessment sheet --------------------------------------------------------------------------------------------------------


def beside_sheet(request, sheet):
    return {
        "back": {"label": str(sheet.risk), "url": sheet.risk.get_absolute_url()},
        "papers": [{"label": "PDF", "url": reverse("assessments:paper", args=[sheet.pk]), "icon": "printer"}],
        "found": [found.indicator for found in sheet.found.select_related("indicator")],
        "answer": register.answer(sheet.level),
    }


@policy(Act.ASSESS, methods=("POST",))
def live(request):
    """The result of a sheet while it is being filled in: a piece of its page, nothing is saved."""
    form = AssessmentForm(
        request.POST, instance=Assessment(), person=request.user, organisation=request.organisation
    )
    return render(request, "risks/assessment_result.html", {"result": form.result})


@policy(Act.READ, methods=("GET", "HEAD"))
def sheet_paper(request, pk):
    """The assessment sheet as it prints; a draft until it is agreed."""
    sheet = get_object_or_404(Assessment.objects.visible_to(request.user, Act.READ), pk=pk)
    context = contexts.sheets_context(sheet.organisation, [sheet])
    make = partial(pdf, SHEET, context, draft=sheet.is_editable)
    return printed(request, make, "pdf", f"{sheet.organisation.code}-sheet-{pk}", sheet.get_absolute_url())


# --- Import ------------------------------------------------------------------------------------------------------------------


def already(record):
    """What the register holds while the file waits."""
    count = Risk.objects.of(record.organisation).in_the_list().count()
    text = _("The register already holds %(already)s risks: the rows are added after them.")
    return text % {"already": count} if count else ""


dry_run = DryRun(
    model=RiskImport,
    space="imports",
    words={"level": LEVEL_WORDS, "category": CATEGORY_WORDS},
    heading=FUNCTION_HEADINGS.__getitem__,
    already=already,
)


# --- Edition -----------------------------------------------------------------------------------------------------------------


def beside_edition(request, edition):
    """The list as it stands or stood, its papers, what it hangs on, what to look at before the order."""
    return {
        "state": edition.status,
        "table": contexts.edition_context(edition)["table"],
        "papers": [
            {"label": _("Preview"), "url": reverse("editions:preview", args=[edition.pk]), "icon": "eye"},
            paper_link(edition, "pdf", "printer"),
            paper_link(edition, "docx", "file-earmark-word"),
        ],
        "links": list(links_of(edition)),
        "checks": register.checks(edition) if not edition.annex else [],
    }


def paper_link(edition, kind, icon):
    return {"label": NAMES[kind], "url": reverse("editions:paper", args=[edition.pk, kind]), "icon": icon}


def links_of(edition):
    """The order, the minutes, the open page, those that are there."""
    if order := edition.order:
        yield {"label": str(order), "url": order.get_absolute_url(), "note": order.get_state_display()}
    if meeting := edition.meeting:
        yield {"label": str(meeting), "url": meeting.get_absolute_url()}
    if edition.published:
        url = reverse("open:paper", args=[edition.organisation.code, edition.published])
        yield {"label": _("The page everyone can read"), "url": url}


def edition_or_404(request, pk):
    return get_object_or_404(Edition.objects.visible_to(request.user, Act.READ), pk=pk)


@policy(Act.READ, methods=("GET", "HEAD"))
def preview(request, pk):
    """The paper of an edition in the browser: the same HTML that is printed."""
    edition = edition_or_404(request, pk)
    return HttpResponse(html(template_of(edition.form), contexts.edition_context(edition)))


@policy(Act.READ, methods=("GET", "HEAD"))
def edition_paper(request, pk, kind):
    """The paper of an edition: the stored bytes once approved, until then a draft made now; Word from the same data."""
    edition = edition_or_404(request, pk)
    name = f"{edition.organisation.code}-{edition.form.split('/')[1]}-{edition.number}"
    if kind == "pdf" and edition.is_approved:
        return file(bytes(edition.annex.paper.pdf), "pdf", name)
    context = contexts.edition_context(edition)
    if kind not in ("pdf", "docx"):
        raise Http404
    make = partial(made, kind, edition.form, context)
    return printed(request, make, kind, name, edition.get_absolute_url())
