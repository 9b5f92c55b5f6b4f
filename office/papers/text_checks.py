"""Slips that stand in the text of an order or of its annexes, each with its place. Nothing is corrected."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from office.kyrgyz import MONTH_STEMS

# «ушул № 122 буйрук»: the order speaks of itself; «2026-жылдагы № 122 буйругуна 2-тиркеме»: so does an annex.
ITSELF = re.compile(r"\b(?:ушул|бул)\s+№\s*(?P<number>[\w/.-]*\w)\s+(?:буйр|токтом)", re.IGNORECASE)
MARK = re.compile(
    r"№\s*(?P<number>[\w/.-]*\w)\s+(?:буйругуна|токтомуна)\s*(?:карата\s+)?(?:\d+-)?тиркеме\b", re.IGNORECASE
)
# «тиркемеге ылайык» is an annex of this order; «Жобонун 2-тиркемесине ылайык» that of another act.
NAMED_ANNEX = re.compile(r"(?:(?P<number>\d+)\s*-\s*)?тиркеме(?:ге|де|ден)\b", re.IGNORECASE)
DIGITS = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?![\d]|\.\d)")
IN_WORDS = re.compile(
    rf"(?P<year>\d{{4}})\s*-?\s*жыл\w*\s+(?P<day>\d{{1,2}})\s*-\s*(?P<month>{'|'.join(MONTH_STEMS)})\w*",
    re.IGNORECASE,
)
# Hyphened by mistake: «Иш-планы», «Иш-пландын»; «иш-чара» is one word with its hyphen.
HYPHENED_PLAN = re.compile(r"\bиш-план\w*", re.IGNORECASE)
# A title that calls the paper a draft without brackets: «Долбоор. Тизмек», «Жобонун долбоору».
DRAFT_TITLE = re.compile(r"^\W*(?:долбоор|проект)\b(?!\s+(?:менен|боюнча))|\bдолбоору\W*$", re.IGNORECASE)


class Passage(NamedTuple):
    """A text of an order and where it stands."""

    place: str | Promise
    text: str


def order_passages(order, points: Iterable[str]) -> Iterator[Passage]:
    """What the order says itself."""
    yield Passage(_("title"), order.title)
    yield Passage(_("preamble"), order.preamble)
    for number, text in enumerate(points, 1):
        yield Passage(_("point %(number)s") % {"number": number}, text)
    yield Passage(_("control is put on"), order.controller)


def annex_passages(annex) -> Iterator[Passage]:
    """Title, lines above and below the table, cells by rows."""
    yield from annex_titles(annex)
    table = annex.data.get("table") or {}
    place = _("annex %(number)s") % {"number": annex.number}
    for line in (*table.get("intro", ()), *table.get("notes", ()), *annex.data.get("text", ())):
        yield Passage(place, str(line))
    rows = [row for group in table.get("groups", ()) for row in group["rows"]]
    for at, row in enumerate(rows, 1):
        yield Passage(row_place(annex, at), "\n".join(str(cell) for key, cell in row.items() if key != "id"))


def row_place(annex, at: int) -> str:
    """Where the row stands, counted from 1 over all groups."""
    return _("annex %(number)s, row %(row)s") % {"number": annex.number, "row": at}


def annex_titles(annex) -> Iterator[Passage]:
    """The title of an annex and that printed over its table."""
    place = _("title of annex %(number)s") % {"number": annex.number}
    yield Passage(place, annex.title)
    yield Passage(place, (annex.data.get("table") or {}).get("title", ""))


def foreign_numbers(
    passages: Iterable[Passage], number: str, spoken: re.Pattern[str] = ITSELF
) -> Iterator[tuple[Passage, str]]:
    """Numbers by which a text speaks of its own order, other than the one in its head; none while that is not
    known.
    """
    for passage in passages if number else ():
        for found in spoken.finditer(passage.text):
            if found["number"].casefold() != number.casefold():
                yield passage, f"№ {found['number']}"


def absent_annexes(passages: Iterable[Passage], numbers: set[int]) -> Iterator[tuple[Passage, str]]:
    """Annexes that a text names and the order does not have."""
    for passage in passages:
        for found in NAMED_ANNEX.finditer(passage.text):
            if not numbers or (found["number"] and int(found["number"]) not in numbers):
                yield passage, found.group()


def impossible_dates(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Days that no calendar has: 30.02.2026, «2026-жылдын 31-апрели»."""
    for passage in passages:
        for found in (*DIGITS.finditer(passage.text), *IN_WORDS.finditer(passage.text)):
            if not is_day(*found.group("year", "month", "day")):
                yield passage, found.group()


def is_day(year: str, month: str, day: str) -> bool:
    """Whether there is such a day; the month is a number or one of MONTH_STEMS."""
    number = int(month) if month.isdigit() else MONTH_STEMS.index(month.casefold()) + 1
    try:
        date(int(year), number, int(day))
    except ValueError:
        return False
    return True


def hyphened_plans(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """«Иш-планы» for «иш планы»."""
    for passage in passages:
        for found in HYPHENED_PLAN.finditer(passage.text):
            yield passage, found.group()


def draft_titles(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Titles that call their paper a draft without brackets."""
    for passage in passages:
        if found := DRAFT_TITLE.search(passage.text):
            yield passage, found.group().strip()


def with_places(found: Iterable[tuple[Passage, str]], most: int = 5) -> str:
    """«30.02.2026 (point 2), 31.04.2026 (annex 1, row 3)»: what was found, each once, the first few."""
    words = list(dict.fromkeys(f"{word} ({passage.place})" for passage, word in found))
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")
