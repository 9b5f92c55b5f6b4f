"""The mark of a print: address and short code by which whoever holds a paper finds what is known of it.

An annex has its token from the beginning; the text of an order gets one when it is signed. The short code is
the first 60 bits of the token, so that nothing more is kept.
"""

from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.urls import reverse

from office.database.owned import Owned
from office.database.triggers import Guard
from office.papers.models import Annex, Order, token
from office.papers.typed_codes import ALPHABET, format_code, normalise_code

# The prints that may be known to exist by whoever holds one: the text of an order, the annexes that orders
# approve. No other print bears a mark: neither what lies behind a wall nor what is printed for the day.
MARKED = frozenset(
    {
        "office/print/order.html",
        "office/print/text.html",
        "risks/print/village_list.html",
        "risks/print/annex_1.html",
        "risks/print/changes.html",
        "positions/print/annex_2.html",
        "positions/print/changes.html",
        "plans/print/plan.html",
        "plans/print/changes.html",
        "standards/print/standard.html",
        "monitoring/print/rating.html",
        "monitoring/print/table.html",
    }
)
BITS = 5  # of a sign of the code
DIGITS = 15  # of the token that are in the code: 60 bits


class PrintMark(Owned):
    """The token of the text of a signed order: a public address is made of it, never of a serial number."""

    GUARDS = (
        Guard("a_mark_of_a_print_is_never_changed", "UPDATE"),
        Guard("a_mark_of_a_print_is_never_deleted", "DELETE"),
    )

    order = models.OneToOneField(Order, models.PROTECT, related_name="mark")
    token = models.CharField(max_length=32, unique=True, default=token, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return short_code(self.token)


class MarkedPaper(NamedTuple):
    """What a mark stands for: the text of an order (`annex` None) or one of its annexes."""

    order: Order
    annex: Annex | None

    @property
    def organisation(self):
        return self.order.organisation

    @property
    def title(self) -> str:
        return self.annex.title if self.annex else self.order.title

    @property
    def papers(self):
        """The frozen papers, the one that counts now first."""
        return self.order.papers.filter(annex=self.annex).order_by("-stage", "-pk")

    @property
    def token(self) -> str:
        return self.annex.token if self.annex else self.order.mark.token

    @property
    def code(self) -> str:
        return short_code(self.token)


def short_code(mark: str) -> str:
    """«K7M2-9QXR-4T2A»: the first 60 bits of a token, to be typed."""
    number = int(mark[:DIGITS], 16)
    signs = [ALPHABET[number >> shift & 31] for shift in range(4 * DIGITS - BITS, -1, -BITS)]
    return format_code("".join(signs))


def token_start(typed: str) -> str:
    """The digits of a token that a typed code stands for; "" for what is no code."""
    signs = normalise_code(typed)
    if len(signs) * BITS != 4 * DIGITS or not set(signs) <= set(ALPHABET):
        return ""
    number = 0
    for sign in signs:
        number = number << BITS | ALPHABET.index(sign)
    return f"{number:0{DIGITS}x}"


def find_marked(mark: str) -> MarkedPaper:
    """What a token or a short code stands for, in any body: whoever holds the print may ask. LookupError."""
    start = token_start(mark)
    # «g» follows every digit of a token.
    wanted = {"token__gte": start, "token__lt": f"{start}g"} if start else {"token": mark}
    if annex := Annex.unscoped.filter(**wanted).select_related("order", "organisation").first():
        return MarkedPaper(annex.order, annex)
    if row := PrintMark.unscoped.filter(**wanted).select_related("order__organisation").first():
        return MarkedPaper(row.order, None)
    raise LookupError(mark)


def check_page_link(template: str, mark: str) -> dict:
    """`{check: {url, code}}` for the context of a marked print; {} for any other."""
    if template not in MARKED:
        return {}
    code = short_code(mark)
    return {"check": {"url": f"{settings.PUBLIC_ADDRESS}{reverse('open:check', args=[code])}", "code": code}}
