"""One search over what a person may read: risks, points of the standard, orders, commissions, published papers. Forgives н for ң, о for ө, case and Latin typing."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from office import books
from office.generic import READS, policy
from office.kyrgyz import fold
from risks.models import Risk
from risks.urls import risks
from standards.models import Point, Standard
from standards.urls import standards

SHOWN = 20
# A body has some hundreds of these at most: their words are compared here, not in the database.
SMALL = (books.ORDERS, books.COMMISSIONS, books.PUBLICATIONS)


@policy(None, READS)
def search(request):
    """What holds every word that was typed, register by register, twenty of each at most."""
    words = request.GET.get("q", "").replace("\0", "")[:200].strip()
    found = [group for group in groups(request.user, words) if group["rows"]] if fold(words) else []
    return render(request, "search.html", {"title": _("Search"), "words": words, "groups": found})


def groups(person, words):
    rows = Risk.objects.visible_to(person, risks.read).text_matches(words).in_order()[:SHOWN]
    yield {"title": risks.title, "rows": list(rows)}
    points = Point.objects.visible_to(person).filter(standard__state=Standard.State.IN_FORCE)
    yield {"title": standards.title, "rows": list(points.text_matches(words).in_order()[:SHOWN])}
    for book in SMALL:
        rows = book.rows(person)
        yield {"title": book.title, "rows": [row for row in rows if holds(str(row), words)][:SHOWN]}


def holds(text, words):
    folded = fold(text)
    return all(word in folded for word in fold(words).split())
