"""Pages of the register beside the five: export, live result of a sheet, import, editions, charts."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.imports.pages import DryRun
from office.lists.pages import EditionPages
from office.models.signal import Signal
from office.papers.downloads import MEDIA_TYPES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link, NextStep
from office.registers.policy import policy
from office.roles import Act, may
from risks import charts, contexts
from risks import counts as risks_counts
from risks.assessments.copies import copied_reasons_of
from risks.assessments.forms import AssessmentForm
from risks.editions import changes
from risks.editions.checks import risk_list_findings
from risks.editions.models import Edition
from risks.editions.review import REVIEW
from risks.filters import RiskFilter
from risks.library import pages as library_pages
from risks.models.assessment import Assessment
from risks.models.imports import RiskImport
from risks.models.method import Level
from risks.models.risk import Risk
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS
from risks.signals import pages as signals_pages
from risks.subordinates.pages import submission_context

# --- Register -----------------------------------------------------------------------------------------------


def risk_list_context(request, rows):
    """The matrix, the exports, the links to import and library."""
    counts, at = risks_counts.counts_of_register(risks_counts.readable_risks(request).in_register())
    may_keep = may(request.user, Act.KEEP, request.organisation)
    ways = [
        Link(_("Import from Word or Excel"), reverse("imports:create"), icon="upload"),
        Link(_("Starter library"), reverse("library"), icon="book"),
    ]
    ways = ways if may_keep else []
    new = [Link(_("New risk"), reverse("risks:create"), primary=True)] if may_keep else []
    return {
        "matrix": risks_counts.matrix_strip(counts, request.GET, at),
        "review": REVIEW.reminder(request.organisation) if request.organisation and may_keep else None,
        "exports": export_links(request, "risks:export"),
        "ways": ways,
        "signal_count": Signal.objects.of(request.organisation).count() if request.organisation else 0,
        "has_subordinates": bool(request.organisation) and request.organisation.children.working().exists(),
        "empty": {"text": _("The list of corruption risks is empty."), "actions": new + ways},
    }


@policy(Act.READ, methods=("GET", "HEAD"))
def export_risks(request, kind):
    """The rows of the register under its filters as a file: the very table that prints."""
    if kind not in MEDIA_TYPES or not may(request.user, Act.READ, request.organisation):
        raise Http404
    found = RiskFilter(request.GET, queryset=risks_counts.readable_risks(request), request=request)
    form, organisation = contexts.current_list_form(request.organisation), request.organisation
    context = with_page(
        contexts.risk_list_print_context(form, organisation, found.qs.in_order()), organisation
    )
    name = f"{organisation.code}-risks-{clock.today()}"
    return file_or_redirect(
        request, lambda: make_list_file(kind, form, context), kind, name, reverse("risks:register")
    )


# --- Risk ---------------------------------------------------------------------------------------------------


def risk_context(request, risk):
    """The current, earlier and draft sheets, and the response the act prescribes for the level."""
    sheets = list(risk.assessments.select_related("method"))
    keeps = may(request.user, Act.KEEP, risk.organisation)
    measures = risk.plan_measures.filter(plan__edition=None).select_related("plan")
    measures = list(measures.prefetch_related("instalments").in_order())
    work = next((sheet for sheet in sheets if sheet.is_editable), None)
    scores = may(request.user, Act.ASSESS, risk.organisation) and risk.takes_more
    return {
        "sheet": risk.assessment,
        "earlier": [sheet for sheet in sheets if sheet.pk != risk.assessment_id and sheet != work],
        "work": work,
        "assess_url": reverse("assessments:create", args=[risk.pk]) if scores and not work else "",
        "answer": risks_counts.level_response_text(risk.level, risk.organisation),
        "sources": [found.source for found in risk.found_in.select_related("source")],
        "measures": measures,
        "measure_url": f"{reverse('measures:for_risk')}?risk={risk.pk}" if keeps and risk.is_editable else "",
        "next_step": risk_step(risk, measures) if keeps and risk.level else None,
        "exposed": risk.exposed_posts.select_related("unit").in_order(),
        **signals_pages.risk_signals_context(request, risk),
        **library_pages.risk_library_context(request, risk),
    }


def risk_step(risk, measures):
    """What comes after the level: a measure against a high or medium risk, then the edition."""
    if not risk.is_editable or risk.state != Risk.State.ACTIVE:
        return None
    if risk.level in (Level.HIGH, Level.MEDIUM) and not measures:
        return NextStep(
            _("Add a measure to a plan"),
            f"{reverse('measures:for_risk')}?risk={risk.pk}",
            _("No measure of a plan names this risk yet."),
        )
    return NextStep(
        _("Editions of the list"),
        reverse("editions:register"),
        _("It stands in the register; an edition of the list approves it."),
    )


# --- Assessment sheet ---------------------------------------------------------------------------------------


def assessment_context(request, sheet):
    return {
        "back": Link(str(sheet.risk), sheet.risk.get_absolute_url()),
        "papers": [
            Link("PDF", reverse("assessments:paper", args=[sheet.pk]), icon="printer"),
            Link("Word", reverse("assessments:word", args=[sheet.pk]), icon="file-earmark-word"),
        ],
        "found": [found.indicator for found in sheet.found.select_related("indicator")],
        "answer": risks_counts.level_response_text(sheet.level, sheet.organisation, sheet.assessed_on),
        "copied": copied_reasons_of(sheet),
        "same_hand": sheet.same_hand,
        "is_scorer": sheet.is_editable and sheet.scorer_id == request.user.pk,
    }


@policy(Act.ASSESS, methods=("POST",))
def show_assessment_result(request):
    """The result of a sheet while it is being filled in: a piece of its page, nothing is saved."""
    form = AssessmentForm(
        request.POST, instance=Assessment(), person=request.user, organisation=request.organisation
    )
    return render(request, "risks/assessment_result.html", {"result": form.result})


@policy(Act.READ, methods=("GET", "HEAD"))
def print_assessment(request, pk, kind="pdf"):
    """The assessment sheet as it prints or as an editable Word copy; a draft until it is agreed."""
    sheet = get_object_or_404(Assessment.objects.visible_to(request.user, Act.READ), pk=pk)
    context = contexts.sheets_print_context(sheet.organisation, [sheet], contexts.sheet_signatures(sheet))
    context = with_page({**context, "draft": sheet.is_editable}, sheet.organisation)
    make = partial(make_list_file, kind, "risks/assessment-sheet", context)
    return file_or_redirect(
        request, make, kind, f"{sheet.organisation.code}-sheet-{pk}", sheet.get_absolute_url()
    )


# --- Import -------------------------------------------------------------------------------------------------


dry_run = DryRun(
    model=RiskImport,
    space="imports",
    words={"level": LEVEL_WORDS, "category": CATEGORY_WORDS},
    heading=FUNCTION_HEADINGS.__getitem__,
)


# --- Edition ------------------------------------------------------------------------------------------------


def ground_url_for(edition):
    """Function: change → address to give or correct its ground."""
    ground_by_risk = {ground.risk_id: ground.pk for ground in edition.grounds.all()}

    def url(change):
        ground = ground_by_risk.get(int(change.row))
        return (
            reverse("grounds:edit", args=[ground]) if ground else reverse("grounds:create", args=[change.row])
        )

    return url


edition_pages = EditionPages(
    model=Edition,
    space="editions",
    form=lambda edition: edition.form,
    context=contexts.risk_edition_print_context,
    checks=risk_list_findings,
    earlier=changes.earlier_risk_editions,
    changes=changes.risk_list_changes,
    comparison=changes.RISK_COMPARISON,
    ground_url=ground_url_for,
)


def risk_edition_context(request, edition):
    return {**edition_pages.beside(request, edition), **submission_context(request, edition)}


# --- Drawings -----------------------------------------------------------------------------------------------


@policy(Act.READ, methods=("GET", "HEAD"))
def show_charts(request):
    """Heat map before and after control, trend over the editions, levels by method: each drawing with its
    table.
    """
    organisation = request.organisation
    if not may(request.user, Act.READ, organisation):
        raise Http404
    context = {
        "title": _("Heat map and trend"),
        "heat": charts.heat_map(organisation, dict(Level.choices)),
        "trend": charts.edition_trend(organisation, dict(Level.choices)),
        "levels": Level,
        "back": Link(_("Register of corruption risks"), reverse("risks:register")),
    }
    return render(request, "risks/pictures.html", context)
