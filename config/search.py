"""One search over what a person may read: registers, plans, the journal for those who keep it, orders, commissions, published papers.

Forgives н for ң, о for ө, case and Latin typing.
"""

from itertools import islice

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from monitoring.urls import monitorings
from office import books
from office.generic import READS, policy
from office.kyrgyz import fold
from plans.urls import measures, plans
from positions.urls import exposures
from risks.urls import risks
from standards.models import Standard
from standards.urls import points
from trustbox.urls import appeals

SHOWN = 20
PLACES = (
    risks,
    exposures,
    plans,
    measures,
    appeals,
    monitorings,
    points,
    books.ORDERS,
    books.COMMISSIONS,
    books.PUBLICATIONS,
)


@policy(None, READS)
def search(request):
    """What holds every word that was typed, register by register, twenty of each at most."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    groups = [group(book, request.user, words) for book in PLACES] if fold(words) else []
    found = [one for one in groups if one["lines"]]
    return render(request, "search.html", {"title": _("Search"), "words": words, "groups": found})


def group(book, person, words):
    """{title, lines [{text, url, state}], more}: `more` is the address of all that was found, when twenty are not all."""
    rows = list(islice(matching(book, person, words), SHOWN + 1))
    return {
        "title": book.title,
        "lines": [line(row) for row in rows[:SHOWN]],
        "more": register(book, words) if len(rows) > SHOWN else "",
    }


def matching(book, person, words):
    """Large registers are asked by their column of folded words; of the others a body has some hundreds: they are compared here."""
    rows = book.rows(person)
    if book is points:
        rows = rows.filter(standard__state=Standard.State.IN_FORCE)
    if hasattr(rows, "text_matches"):
        return rows.text_matches(words).in_order()[: SHOWN + 1]
    return (row for row in rows if holds(str(row), words))


def holds(text, words):
    folded = fold(text)
    return all(word in folded for word in fold(words).split())


def line(row):
    state = row.get_state_display() if hasattr(row, "get_state_display") else ""
    return {"text": getattr(row, "in_a_line", row), "url": row.get_absolute_url(), "state": state}


def register(book, words):
    """The register narrowed by the same words, or "" where it has no such filter."""
    filters = book.filters.base_filters if book.filters else {}
    names = [name for name, one in filters.items() if one.method == "matching"]
    return f"{reverse(f'{book.space}:register')}?{urlencode({names[0]: words})}" if names else ""
