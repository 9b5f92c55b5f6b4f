"""What the register does beside its five pages: copies of the list, the live result of a sheet, decisions of an import, papers of an edition."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.copies import KINDS, NAMES, exports, file, made, printed
from office.dryrun import DryRun
from office.generic import link, number, policy
from office.models import Signal
from office.papers import signatures, template_of
from office.printing import html, pdf
from office.roles import Act, may
from risks import charts, contexts, diff, hearing_pages, library_pages, register, review
from risks.below_pages import upward
from risks.checks import checks
from risks.filters import RiskFilter
from risks.forms import AssessmentForm
from risks.models import Assessment, Edition, Level, Risk, RiskImport
from risks.papers import CATEGORY_WORDS, CHANGES, FUNCTION_HEADINGS, LEVEL_WORDS

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
        "review": review.reminder(request.organisation) if request.organisation and keeps else None,
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
        "links": list(links_of(edition, may(request.user, Act.READ, edition.organisation))),
        "checks": checks(edition) if not edition.annex else [],
        "since": next(iter(diff.earlier(edition)), None),
        **upward(request, edition),
    }


def paper_link(edition, kind, icon):
    return {"label": NAMES[kind], "url": reverse("editions:paper", args=[edition.pk, kind]), "icon": icon}


def links_of(edition, own):
    """The order, the minutes, the open page, those that are there; who reads from above is shown what is everyone's alone."""
    if own and (order := edition.order):
        yield {"label": str(order), "url": order.get_absolute_url(), "note": order.get_state_display()}
    if own and (meeting := edition.meeting):
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


# --- Review ------------------------------------------------------------------------------------------------------------------

AT_ONCE = 100  # changes on one page; the papers hold them all


def compared(request, edition):
    """The approved editions it can be compared with, and the one asked for by `?since=`, else the nearest; 404 for any other."""
    offered = diff.earlier(edition)
    asked = request.GET.get("since", "")
    if asked and asked not in {str(one.pk) for one in offered}:
        raise Http404
    return offered, next((one for one in offered if not asked or str(one.pk) == asked), None)


@policy(Act.READ, methods=("GET", "HEAD"))
def changes(request, pk):
    """What led from an approved edition to this one, or to the register as it stands: row by row, each with its ground."""
    edition = edition_or_404(request, pk)
    offered, since = compared(request, edition)
    found = diff.changes(edition, since, words=dict(Edition.Ground.choices)) if since else []
    page = max(number(request.GET.get("page"), 1), 1)
    shown = found[(page - 1) * AT_ONCE : page * AT_ONCE]
    given = {ground.risk_id: ground for ground in edition.grounds.all()}
    asks = edition.annex is None and may(request.user, Act.KEEP, edition.organisation)
    context = {
        "title": _("Changes of the list"),
        "edition": edition,
        "since": since,
        "offered": offered,
        "counts": [(label, diff.counted(found)[kind]) for kind, label in CHANGE_LABELS.items()],
        "groups": grouped(shown, given, asks),
        "papers": [
            {"label": NAMES[kind], "url": link_to_paper(edition, kind, since)} for kind in NAMES if found
        ],
        "pages": {
            "previous": link(request, page=page - 1) if page > 1 else None,
            "next": link(request, page=page + 1) if found[page * AT_ONCE :] else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or found[AT_ONCE:] else "",
        },
        "back": {"label": str(edition), "url": edition.get_absolute_url()},
    }
    return render(request, "risks/edition_diff.html", context)


CHANGE_LABELS = {"added": gettext_lazy("added"), "changed": gettext_lazy("changed"), "removed": gettext_lazy("removed")}


def grouped(shown, given, asks):
    """The changes under their kinds; a changed or added row offers its ground while the edition is in work."""
    return [
        {
            "kind": kind,
            "label": label,
            "rows": [
                {"told": told, "whole": diff.whole(told.change), "ground_url": ground_url(told, given, asks)}
                for told in shown
                if told.change.kind == kind
            ],
        }
        for kind, label in CHANGE_LABELS.items()
        if any(told.change.kind == kind for told in shown)
    ]


def ground_url(told, given, asks):
    """Where the ground of this row is given or corrected; "" where it follows from the drop or is fixed."""
    if not asks or told.change.kind == "removed" or not told.risk:
        return ""
    ground = given.get(int(told.risk))
    return reverse("grounds:edit", args=[ground.pk]) if ground else reverse("grounds:create", args=[told.risk])


def link_to_paper(edition, kind, since):
    return f"{reverse('editions:changes_paper', args=[edition.pk, kind])}?since={since.pk}"


@policy(Act.READ, methods=("GET", "HEAD"))
def changes_paper(request, pk, kind):
    """The table of changes as a file; a draft while the edition is not approved."""
    edition = edition_or_404(request, pk)
    _offered, since = compared(request, edition)
    if kind not in KINDS:
        raise Http404
    if since is None:
        return redirect("editions:changes", pk)
    context = {**diff.paper(edition, since), "signatures": signatures(edition.organisation), "draft": not edition.is_approved}
    name = f"{edition.organisation.code}-changes-{since.number}-{edition.number}"
    back = reverse("editions:changes", args=[edition.pk])
    return printed(request, lambda: made(kind, CHANGES.form, context), kind, name, back)


@policy(Act.READ, methods=("GET", "HEAD"))
def edition_checks(request, pk):
    """What stops the order and what asks to be looked at, each with its places."""
    edition = edition_or_404(request, pk)
    context = {
        "title": _("Checks before the order"),
        "edition": edition,
        "checks": checks(edition),
        "back": {"label": str(edition), "url": edition.get_absolute_url()},
    }
    return render(request, "risks/edition_checks.html", context)


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
