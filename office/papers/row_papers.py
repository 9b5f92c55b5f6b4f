"""Papers of one row (an act, minutes, a certificate), as `./portal manage paper` makes them."""

from collections.abc import Callable
from dataclasses import dataclass

from office.models.commission import Meeting
from office.papers.circulation import acquaintance_context, distribution_context
from office.papers.models import Annex, Order
from office.papers.official import minutes_context, paper_of
from office.papers.text_annex import TEXT
from office.papers.translation_prints import translation_context
from office.papers.translations import OrderTranslation
from office.papers.whole_package import sheet_page


@dataclass(frozen=True)
class RowPaper:
    """`rows(organisation)` gives the rows that have the paper, the newest first; `fill(row, code)` the
    context of its print template, LookupError with a sentence where there is none; `code` is what only the
    paper's owner knows. `frozen(row)` gives the bytes that were kept when it was signed, or None.
    """

    title: str
    rows: Callable
    fill: Callable
    frozen: Callable = lambda row: None


def order_bytes(order):
    """The very bytes of a signed order; None for a draft."""
    frozen = paper_of(order, 0)[2]
    return bytes(frozen.pdf) if frozen else None


def orders_of(organisation):
    return Order.objects.of(organisation).order_by("-pk")


ROW_PAPERS = {
    "office/order": RowPaper(
        "Буйрук",
        orders_of,
        lambda order, code: paper_of(order, 0)[1],
        order_bytes,
    ),
    "office/acquaintance": RowPaper(
        "Буйрук менен таанышуу баракчасы",
        orders_of,
        lambda order, code: sheet_page(order, acquaintance_context),
    ),
    "office/distribution": RowPaper(
        "Буйрукту таратуу тизмеси",
        orders_of,
        lambda order, code: sheet_page(order, distribution_context),
    ),
    "office/order-translation": RowPaper(
        "Буйруктун орусча котормосу",
        lambda organisation: OrderTranslation.objects.of(organisation).order_by("-pk"),
        lambda row, code: translation_context(row),
    ),
    TEXT.form: RowPaper(
        "Буйруктун тиркемеси: жобо же башка текст",
        lambda organisation: Annex.objects.of(organisation).filter(form=TEXT.form).order_by("-pk"),
        lambda annex, code: paper_of(annex.order, annex.number)[1],
        lambda annex: bytes(annex.paper.pdf) if annex.paper else None,
    ),
    "office/minutes": RowPaper(
        "Комиссиянын протоколу",
        lambda organisation: Meeting.objects.of(organisation).order_by("-held_on", "-pk"),
        lambda meeting, code: minutes_context(meeting),
    ),
}
