"""The open pages of a plan: what is to be done, how far it is, what proves it. Read by anyone, without a trace."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import Truncator

from office.models import WrongFile
from office.papers import template_of
from office.printing import pdf
from office.public import Shelf, cards, language_of, nothing, open_form, page, show
from office.tickets import TooMany
from office.views import download
from plans import progress, remarks
from plans.models import PlanPage
from plans.papers import REPORT
from plans.photos import for_everyone
from plans.reports import report_context

AT_ONCE = 40  # measures on one page of at most 50 kB; a longer plan is read section by section
TITLE = 70  # characters of a measure over its own page, where it stands in full below
SHORT = 140  # characters of a measure in the list


def found(token) -> PlanPage:
    """The open page of this address, or 404."""
    return get_object_or_404(PlanPage.objects.with_address(token))


def about(open_page) -> dict:
    return {"page": open_page, "plan": open_page.plan, "body": open_page.organisation}


@page
def plan(request, token):
    """The plan by sections: how far each is, its measures with term and state."""
    open_page = found(token)
    rows = list(progress.of_plan(open_page.plan))
    parts = progress.parts(open_page.plan, rows)
    chosen = request.GET.get("section", "")
    whole = len(rows) <= AT_ONCE
    sections = [
        {
            "part": part,
            "key": str(part.section.pk) if part.section else "outside",
            "number": part.section.number if part.section else "",
            "title": part.section.title if part.section else "",
        }
        for part in parts
    ]
    for one in sections:
        opened = whole or one["key"] == chosen
        one["lines"] = [line(open_page, row) for row in one["part"].measures] if opened else None
    context = {
        **about(open_page),
        "title": open_page.plan.title,
        "sections": sections,
        "totals": progress.totals(rows),
        "reports": open_page.plan.reports.published(),
    }
    return show(request, "plans/public/plan.html", context)


def line(open_page, measure) -> dict:
    return {
        "measure": measure,
        "text": Truncator(measure.text).chars(SHORT),
        "url": reverse("open:measure", args=[open_page.token, measure.pk]),
    }


@page
def measure(request, token, pk):
    """One measure: term, executors, funding, how it stands, what was told and given for everyone."""
    open_page = found(token)
    row = measure_of(open_page, pk)
    context = {
        **about(open_page),
        "title": Truncator(row.text).chars(TITLE),
        "measure": row,
        "executors": row.executor_words,
        "notes": row.notes.filter(public=True).select_related("instalment").order_by("-told_at", "-pk"),
        "proofs": row.proofs.filter(public=True)
        .select_related("instalment", "order")
        .order_by("-told_at", "-pk"),
        "instalments": row.instalments.all(),
    }
    return show(request, "plans/public/measure.html", context)


def measure_of(open_page, pk):
    return get_object_or_404(progress.of_plan(open_page.plan), pk=pk)


@page
def proof(request, token, pk, proof):
    """The file of a proof that was marked public, to be saved and not shown; a photo without what the camera wrote into it."""
    row = measure_of(found(token), pk).proofs.filter(public=True, pk=proof).select_related("file").first()
    if row is None or row.file is None:
        raise Http404
    try:
        content = for_everyone(row.file.read(), row.file.kind)
    except (WrongFile, FileNotFoundError, ValueError):
        raise Http404 from None
    return download(content, row.file.kind, row.file.name)


@page
def report(request, token, year):
    """A published report, word for word as the head accepted it."""
    open_page, row = published(token, year)
    data = report_context(row)
    tables = [{"table": table, "groups": cards(table)} for table in (data["table"], *data["more"])]
    context = {**about(open_page), "report": row, "title": str(row), "tables": tables, "text": data["text"]}
    return show(request, "plans/public/report.html", context)


@page
def report_file(request, token, year):
    """The same report as PDF, printed from the data that were kept."""
    open_page, row = published(token, year)
    content = pdf(template_of(REPORT.form), report_context(row), made_on=row.accepted_at.date())
    name = f"{open_page.organisation.code}-report-{year}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, name)},
    )


def published(token, year):
    open_page = found(token)
    return open_page, get_object_or_404(open_page.plan.reports.published(), year=year)


@open_form
def remark(request, token):
    """Write to the body about the plan or one of its measures (`?measure=`)."""
    open_page = PlanPage.objects.with_address(token).first()
    if open_page is None:
        return nothing(request)
    sent = request.method == "POST"
    form = remarks.RemarkForm(request.POST if sent else None)
    about_measure = remarks.measure_named(open_page.plan, request.GET.get("measure"))
    status, trouble = (422 if sent else 200), ""
    if sent and form.is_valid():
        try:
            trouble = remarks.take(open_page, form, about_measure, request.POST.get("ticket", ""))
        except TooMany as reason:
            status, trouble = 429, str(reason)
        if not trouble:
            return redirect(f"{reverse('open:remark_thanks', args=[token])}{lang(request)}")
    context = {
        **about(open_page),
        "measure": about_measure,
        "form": form,
        "ticket": remarks.DESK.issue(open_page.pk),
        "trouble": trouble,
    }
    return show(request, "plans/public/remark.html", context, status=status)


def lang(request):
    return f"?lang={language_of(request)}" if "lang" in request.GET else ""


@page
def thanks(request, token):
    return show(request, "plans/public/thanks.html", about(found(token)))


# --- The body's own page -------------------------------------------------------------------------------------------------------


def lines(organisation) -> list[dict]:
    """The open plans of a body for its section, newest first."""
    pages = PlanPage.objects.open_of(organisation).order_by("-plan__first_year", "-pk")
    return [{"text": page.plan.title, "url": page.url, "note": page.plan.years} for page in pages]


SHELF = Shelf(lines=lines, bodies=lambda: PlanPage.objects.everywhere().values("organisation"))
