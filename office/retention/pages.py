"""Pages of retention beside the five: the rows of a year that has come of age, and the printed act."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from office.papers.official import make_word_copy
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registries import RETENTION
from office.retention.actions import aged_rows_of_year, seen_rows
from office.retention.papers import act_context
from office.retention.registers import DISPOSALS
from office.roles import Act
from office.views import WORD, download_response, printed_response

ACT_TEMPLATE = "office/print/disposal_act.html"
ON_A_PAGE = 100


@policy(Act.READ, READ_METHODS)
def aged_rows_page(request, kind):
    """The rows of one year of a kind («order_scans-2019») that have come of age, as far as the reader may
    see them.
    """
    code, _dash, year = kind.rpartition("-")
    if request.organisation is None or code not in RETENTION or not year.isdecimal():
        raise Http404
    person, organisation = request.user, request.organisation
    rows = aged_rows_of_year(organisation, code, int(year), seen_rows(organisation, person))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": f"{RETENTION[code].label} · {year}",
        "kind": RETENTION[code],
        "page": page,
        "back": {"label": DISPOSALS.title, "url": DISPOSALS.url("register")},
    }
    return render(request, "office/aged_rows.html", context)


@policy(Act.READ, READ_METHODS, register=DISPOSALS)
def print_act(request, pk, kind="pdf"):
    """The act as PDF or as an editable Word copy; a draft until it is approved."""
    disposal = find_row(DISPOSALS, request, pk)
    paper = with_page(act_context(disposal), disposal.organisation, disposal.approved_on)
    name = f"disposal-act-{disposal.pk}.{kind}"
    if kind == "docx":
        return download_response(make_word_copy(paper, ACT_TEMPLATE), WORD, name)
    return printed_response(request, name, lambda: pdf(ACT_TEMPLATE, paper, made_on=disposal.approved_on))
