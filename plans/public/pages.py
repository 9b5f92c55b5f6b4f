"""The open pages of a plan: what is to be done, how far it is, what proves it.

Read by anyone, without a trace.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import Truncator

from office.deferred import load_at_call
from office.files.models import WrongFile
from office.open_pages import (
    Shelf,
    language_of,
    not_found_page,
    public_form,
    public_page,
    render_public,
    table_cards,
)
from office.papers.official import template_of
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.tickets import TooMany
from office.views import download_response
from plans.papers import REPORT
from plans.progress import counts
from plans.public import remarks
from plans.public.models import PlanPage
from plans.reports.papers import plan_report_print_context

strip_photo_metadata = load_at_call("plans.public.photos.strip_photo_metadata")

MEASURES_AT_ONCE = 40  # measures on one page of at most 50 kB; a longer plan is read section by section
TITLE = 70  # characters of a measure over its own page, where it stands in full below
SHORT = 140  # characters of a measure in the list


def open_page_or_404(token) -> PlanPage:
    return get_object_or_404(PlanPage.objects.with_address(token))


def open_page_context(open_page) -> dict:
    return {"page": open_page, "plan": open_page.plan, "body": open_page.organisation}


@public_page
def show_open_plan(request, token):
    """The plan by sections: how far each is, its measures with term and state."""
    open_page = open_page_or_404(token)
    rows = list(counts.measures_with_progress(open_page.plan))
    parts = counts.progress_by_section(open_page.plan, rows)
    chosen = request.GET.get("section", "")
    shows_all = len(rows) <= MEASURES_AT_ONCE
    sections = [
        {
            "part": part,
            "key": str(part.section.pk) if part.section else "outside",
            "number": part.section.number if part.section else "",
            "title": part.section.title if part.section else "",
        }
        for part in parts
    ]
    for section in sections:
        opened = shows_all or section["key"] == chosen
        section["lines"] = (
            [open_measure_line(open_page, row) for row in section["part"].measures] if opened else None
        )
    context = {
        **open_page_context(open_page),
        "title": open_page.plan.title,
        "sections": sections,
        "totals": counts.count_of_plan(rows),
        "reports": open_page.plan.reports.published(),
    }
    return render_public(request, "plans/public/plan.html", context)


def open_measure_line(open_page, measure) -> dict:
    return {
        "measure": measure,
        "text": Truncator(measure.text).chars(SHORT),
        "url": reverse("open:measure", args=[open_page.token, measure.pk]),
    }


@public_page
def show_open_measure(request, token, pk):
    """One measure: term, executors, funding, state, public notes and proofs."""
    open_page = open_page_or_404(token)
    row = open_measure_or_404(open_page, pk)
    context = {
        **open_page_context(open_page),
        "title": Truncator(row.text).chars(TITLE),
        "measure": row,
        "executors": row.executor_words,
        "notes": row.notes.filter(public=True)
        .select_related("instalment__measure")
        .order_by("-told_at", "-pk"),
        "proofs": row.proofs.filter(public=True)
        .select_related("instalment__measure", "order", "file")
        .order_by("-told_at", "-pk"),
        "instalments": row.instalments.all(),
    }
    return render_public(request, "plans/public/measure.html", context)


def open_measure_or_404(open_page, pk):
    return get_object_or_404(counts.measures_with_progress(open_page.plan), pk=pk)


@public_page
def download_open_proof(request, token, pk, proof):
    """The file of a proof that was marked public, to be saved and not shown; a photo without what the camera
    wrote into it.
    """
    row = (
        open_measure_or_404(open_page_or_404(token), pk)
        .proofs.filter(public=True, pk=proof)
        .select_related("file")
        .first()
    )
    if row is None or row.file is None or row.file.is_erased:
        raise Http404
    try:
        content = strip_photo_metadata(row.file.read(), row.file.kind)
    except (WrongFile, FileNotFoundError, ValueError):
        raise Http404 from None
    return download_response(content, row.file.kind, row.file.name)


@public_page
def show_open_report(request, token, year):
    """A published report, word for word as the head accepted it."""
    open_page, row = published_report_or_404(token, year)
    data = plan_report_print_context(row)
    tables = [{"table": table, "groups": table_cards(table)} for table in (data["table"], *data["more"])]
    context = {
        **open_page_context(open_page),
        "report": row,
        "title": str(row),
        "tables": tables,
        "text": data["text"],
    }
    return render_public(request, "plans/public/report.html", context)


@public_page
def download_open_report(request, token, year):
    """The published report as PDF, printed from its stored data."""
    open_page, row = published_report_or_404(token, year)
    made_on = row.accepted_at.date()
    context = with_page(plan_report_print_context(row), open_page.organisation, made_on)
    content = pdf(template_of(REPORT.form), context, made_on=made_on)
    name = f"{open_page.organisation.code}-report-{year}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(False, name)},
    )


def published_report_or_404(token, year):
    open_page = open_page_or_404(token)
    return open_page, get_object_or_404(open_page.plan.reports.published(), year=year)


@public_form
def send_remark(request, token):
    """Write to the organisation about the plan or one of its measures (`?measure=`)."""
    open_page = PlanPage.objects.with_address(token).first()
    if open_page is None:
        return not_found_page(request)
    sent = request.method == "POST"
    form = remarks.RemarkForm(request.POST if sent else None)
    about_measure = remarks.measure_by_key(open_page.plan, request.GET.get("measure"))
    status, trouble = (422 if sent else 200), ""
    if sent and form.is_valid():
        try:
            trouble = remarks.accept_remark(open_page, form, about_measure, request.POST.get("ticket", ""))
        except TooMany as reason:
            status, trouble = 429, str(reason)
        if not trouble:
            return redirect(f"{reverse('open:remark_thanks', args=[token])}{remark_language_query(request)}")
    context = {
        **open_page_context(open_page),
        "measure": about_measure,
        "form": form,
        "ticket": remarks.DESK.issue(open_page.pk),
        "trouble": trouble,
    }
    return render_public(request, "plans/public/remark.html", context, status=status)


def remark_language_query(request):
    return f"?lang={language_of(request)}" if "lang" in request.GET else ""


@public_page
def thank_for_remark(request, token):
    return render_public(request, "plans/public/thanks.html", open_page_context(open_page_or_404(token)))


# --- The organisation's own page ----------------------------------------------------------------------------


def open_plan_lines(organisation) -> list[dict]:
    """The open plans of an organisation for its section, newest first."""
    pages = PlanPage.objects.open_of(organisation).order_by("-plan__first_year", "-pk")
    return [{"text": page.plan.title, "url": page.url, "note": page.plan.years} for page in pages]


PLAN_SHELF = Shelf(lines=open_plan_lines, bodies=lambda: PlanPage.objects.everywhere().values("organisation"))
