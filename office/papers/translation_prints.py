"""The Russian copy of an order as a paper: marked as a translation, without seal, signature line or code."""

from hashlib import sha256
from typing import NamedTuple

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from office.papers.models import Order
from office.papers.official import KINDS, letterhead, make_word_copy, paper_of
from office.papers.page_style import with_page
from office.papers.printing import PrintError, pdf
from office.papers.sheet import canonical_json
from office.papers.translations import translation_of

TEMPLATE = "office/print/order_translation.html"
HEADINGS = {
    **{kind: words["ru"] for kind, (words, _line) in KINDS.items()},
    Order.Kind.RESOLUTION: "ПОСТАНОВЛЕНИЕ",
}
CHANGED_AFTER = _(
    "The Kyrgyz text was changed after the Russian copy was entered. Look at the Russian text again and "
    "keep it."
)


class KyrgyzWords(NamedTuple):
    """The words of an order as its Kyrgyz paper prints them."""

    title: str
    preamble: str
    points: list[str]

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of all the words."""
        return sha256(canonical_json(self._asdict())).hexdigest()


def kyrgyz_words(order) -> KyrgyzWords:
    """The words that are translated: of a signed order those that were frozen."""
    _template, paper, _frozen = paper_of(order, 0)
    # An order that was frozen by an earlier portal may lack what came later.
    before = " ".join(filter(None, [paper.get("preamble"), paper.get("formula")]))
    points = [point["text"] for point in paper.get("points", ())]
    return KyrgyzWords(paper.get("title") or order.title, before, points)


def is_outdated(row) -> bool:
    """Whether the Kyrgyz text is another than the one the translation was kept with."""
    return row.source_sha256 != kyrgyz_words(row.order).digest


def translation_context(row) -> dict:
    """Context of `office/print/order_translation.html`. PrintError while the translation is outdated."""
    order = row.order
    if is_outdated(row):
        raise PrintError(CHANGED_AFTER)
    names = letterhead(order.organisation)
    context = {
        "title": row.title,
        "language": "ru",
        "translation": True,
        "draft": not order.is_signed,
        "letterhead": names["ru"] or names["ky"],
        "kind": HEADINGS[order.kind],
        "number": order.number,
        "date": russian_day(order.date),
        "preamble": row.preamble,
        "points": row.points.splitlines(),
        "ended_on": russian_day(order.ended_on),
    }
    return with_page(context, order.organisation, order.date)


def russian_day(day) -> str:
    """«19 мая 2026 г.»; "" for no day."""
    with translation.override("ru"):
        return date_format(day, "j E Y г.") if day else ""


def kept_translation(order):
    """The translation of the order; LookupError when there is none."""
    if (row := translation_of(order)) is None:
        raise LookupError(order.pk)
    return row


def translation_pdf(order) -> bytes:
    """LookupError, PrintError."""
    return pdf(TEMPLATE, translation_context(kept_translation(order)))


def translation_word(order) -> bytes:
    """LookupError, PrintError."""
    return make_word_copy(translation_context(kept_translation(order)), TEMPLATE)
