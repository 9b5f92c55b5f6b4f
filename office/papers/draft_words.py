"""Words by which a paper calls itself unfinished: «(долбоор)», «№ ____» and their kin.

Nothing that is signed carries them. «Долбоор» inside a sentence is a project or a bill and no such word.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from office.registers.workflow import Refused

DRAFT_WORDS_LEFT = _(
    "Words of a draft stand in the order or in the title of an annex: %(words)s. Complete them, or make the "
    "annex anew, before it is signed."
)
NAMES = "долбоор|проект|черновик|draft"
DRAFT_WORDS = re.compile(
    rf"\(\s*(?:{NAMES})[^)]*\)"  # (долбоор), (проект от 12.05)
    rf"|^\s*(?:{NAMES})\s*$"  # a line of its own
    rf"|\s[–—-]\s*(?:{NAMES})\s*$"  # … – долбоор
    r"|№(?:\s*[-–—]+(?=\s|$)|(?=\s*[,;»)]))"  # № without its number
    r"|(?:№\s*)?_{2,}|…{2,}|\.{5,}|\?{3,}",
    re.IGNORECASE | re.MULTILINE,
)


def find_draft_words(text: str) -> list[str]:
    """The words of a draft in a text, as they stand there."""
    return [found.group().strip() for found in DRAFT_WORDS.finditer(text)]


def distinct_draft_words(texts: Iterable[str]) -> list[str]:
    """The words of a draft in several texts, each once, in the order they are met."""
    return list(dict.fromkeys(word for text in texts for word in find_draft_words(text)))


def order_draft_words(order, points: Iterable[str], annexes) -> list[str]:
    """The words of a draft in what an order says itself: its head, its points, the titles of its annexes."""
    titles = [title for annex in annexes for title in (annex.title, annex_heading(annex))]
    return distinct_draft_words([order.title, order.preamble, *points, order.controller, *titles])


def refuse_draft_words(order):
    """Raise Refused while the order or the title of an annex calls itself a draft."""
    points = order.points.values_list("text", flat=True)
    if found := order_draft_words(order, points, order.annexes.all()):
        raise Refused(DRAFT_WORDS_LEFT % {"words": ", ".join(found)})


def annex_heading(annex) -> str:
    """The title printed over the table of an annex; "" where it has none."""
    table = annex.data.get("table")
    return table.get("title", "") if table else ""
