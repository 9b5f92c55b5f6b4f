"""What the register does beside its five pages: copies of the list, the live result of a sheet, decisions of an import, papers of an edition."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office.copies import KINDS, exports, made, printed
from office.dryrun import DryRun
from office.editions import EditionPages
from office.generic import policy
from office.models import Signal
from office.printing import pdf
from office.roles import Act, may
from risks import charts, contexts, diff, hearing_pages, library_pages, register
from risks.below_pages import upward
from risks.checks import checks
from risks.filters import RiskFilter
from risks.forms import AssessmentForm
from risks.models import Assessment, Edition, Level, Risk, RiskImport
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS
from risks.review import REVIEW

SHEET = "risks/print/assessment_sheet.html"


# --- Register ----------------------------------------------------------------------------------------------------------------


def beside_register(request, rows):
    """The matrix, the copies of the filtered rows, the ways on."""
    counts = register.counted(register.at_hand(request).in_register())
    keeps = may(request.user, Act.KEEP, request.organisation)
    ways = [
        {"label": _("Import from Word or Excel"), "url": reverse("imports:create"), "icon": "upload"},
        {"label": _("Starter library"), "url": reverse("library"), "icon": "book"},
    ]
    ways = ways if keeps else []
    new = [{"label": _("New risk"), "url": reverse("risks:create"), "primary": True}] if keeps else []
    return {
        "matrix": register.matrix(counts, request.GET),
        "review": REVIEW.reminder(request.organisation) if request.organisation and keeps else None,
        "exports": exports(request, "risks:export"),
        "ways": ways,
        "told": Signal.objects.of(request.organisation).count() if request.organisation else 0,
        "above": bool(request.organisation) and request.organisation.children.working().exists(),
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
        "measures": risk.plan_measures.select_related("plan").prefetch_related("instalments").in_order(),
        "measure_url": f"{reverse('measures:for_risk')}?risk={risk.pk}"
        if may(request.user, Act.KEEP, risk.organisation) and risk.is_editable
        else "",
        "exposed": risk.exposed_posts.select_related("unit").in_order(),
        **hearing_pages.beside_risk(request, risk),
        **library_pages.beside_risk(request, risk),
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


def ground_url(edition):
    """Where the ground of a row is given or corrected."""
    given = {ground.risk_id: ground.pk for ground in edition.grounds.all()}

    def url(told):
        ground = given.get(int(told.row))
        return (
            reverse("grounds:edit", args=[ground]) if ground else reverse("grounds:create", args=[told.row])
        )

    return url


edition_pages = EditionPages(
    model=Edition,
    space="editions",
    form=lambda edition: edition.form,
    context=contexts.edition_context,
    checks=checks,
    earlier=diff.earlier,
    changes=diff.changes,
    comparison=diff.LIST,
    ground_url=ground_url,
)


def beside_edition(request, edition):
    return {**edition_pages.beside(request, edition), **upward(request, edition)}


# --- Drawings ----------------------------------------------------------------------------------------------------------------


@policy(Act.READ, methods=("GET", "HEAD"))
def pictures(request):
    """Heat map before and after control, trend over the editions, levels by method: each drawing with its table."""
    body = request.organisation
    if not may(request.user, Act.READ, body):
        raise Http404
    context = {
        "title": _("Heat map and trend"),
        "heat": charts.heat(body, dict(Level.choices)),
        "trend": charts.trend(body, dict(Level.choices)),
        "levels": Level,
        "back": {"label": _("Register of corruption risks"), "url": reverse("risks:register")},
    }
    return render(request, "risks/pictures.html", context)
