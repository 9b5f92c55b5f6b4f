"""One search over what a person may read: registers, plans, the journal for those who keep it, orders,
commissions, published papers.

Forgives н for ң, о for ө, case and Latin typing.
"""

from itertools import islice

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from monitoring.registers import monitorings
from office.kyrgyz import fold
from office.meetings import registers as meetings_registers
from office.papers import registers as papers_registers
from office.registers.policy import READ_METHODS, policy
from plans.registers import measures, plans
from positions.registers import exposures
from risks.registers import risks
from standards.registers import points
from standards.text.models import Standard
from trustbox.journal.registers import appeals

ROWS_A_REGISTER = 20
PLACES = (
    risks,
    exposures,
    plans,
    measures,
    appeals,
    monitorings,
    points,
    papers_registers.ORDERS,
    meetings_registers.COMMISSIONS,
    papers_registers.PUBLICATIONS,
)


@policy(None, READ_METHODS)
def search_page(request):
    """Rows of every register that contain all words typed, at most twenty of each."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    groups = [search_group(register, request.user, words) for register in PLACES] if fold(words) else []
    found = [one for one in groups if one["lines"]]
    return render(request, "search.html", {"title": _("Search"), "words": words, "groups": found})


def search_group(register, person, words):
    """{title, lines [{text, url, state}], more}: `more` is the address of all that was found, when twenty are
    not all.
    """
    rows = list(islice(matching_rows(register, person, words), ROWS_A_REGISTER + 1))
    return {
        "title": register.title,
        "lines": [search_line(row) for row in rows[:ROWS_A_REGISTER]],
        "more": register_search_url(register, words) if len(rows) > ROWS_A_REGISTER else "",
    }


def matching_rows(register, person, words):
    """Rows that match the words: by the folded search column where there is one, else compared in Python."""
    rows = register.rows(person)
    if register is points:
        rows = rows.filter(standard__in=Standard.objects.visible_to(person).in_force())
    if register in (plans, measures):  # an edition is worked on in a copy: what is in force is found
        rows = rows.without_copies()
    if hasattr(rows, "text_matches"):
        return rows.text_matches(words).in_order()[: ROWS_A_REGISTER + 1]
    return (row for row in rows if holds_words(str(row), words))


def holds_words(text, words):
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


def search_line(row):
    state = row.get_state_display() if hasattr(row, "get_state_display") else ""
    return {"text": getattr(row, "in_a_line", row), "url": row.get_absolute_url(), "state": state}


def register_search_url(register, words):
    """The register narrowed by the same words, or "" where it has no such filter."""
    filters = register.filters.base_filters if register.filters else {}
    names = [name for name, one in filters.items() if one.method == "matching"]
    return f"{reverse(f'{register.space}:register')}?{urlencode({names[0]: words})}" if names else ""
