"""Which row of a table is its heading, and which columns of a register it names."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache

from office.imports.source import SourceRow, SourceTable
from office.imports.text import heading_key, remembered
from office.papers.sheet import Column, Sheet

HEADING_ROWS = 30  # a title and a block «Бекитемин» may stand above the headings, not more
LONGEST_HEADING = 500  # characters; a longer cell is no heading
NOTES = re.compile(r"\[.*\]", re.DOTALL)
NEAR = 0.88  # how alike a misspelt heading must be; below that it is another heading


@dataclass
class Headings:
    """Which columns of a sheet a heading row names: key → place in the row; `near` are those recognised
    though misspelt.
    """

    sheet: Sheet
    places: dict[str, int]
    near: set[str] = field(default_factory=set)

    @property
    def missing(self) -> list[Column]:
        return [column for column in self.sheet.columns if column.key not in self.places]


def match_headings(sheet: Sheet, cells: list[str]) -> Headings:
    """Columns by heading, never by place.

    Case, spaces, punctuation, Latin twins and the body's name do not matter.

    Headings close to a column not found otherwise are taken too, once half of the columns are certain.
    """
    keys = [heading_key(without_notes(cell)[:LONGEST_HEADING]) for cell in cells]
    places: dict[str, int] = {}
    for column in sheet.columns:
        names = [_heading_pattern(name) for name in (column.heading, *column.aliases)]
        found = (i for name in names for i, key in enumerate(keys) if key and name.fullmatch(key))
        place = next((i for i in found if i not in places.values()), None)
        if place is not None:
            places[column.key] = place
    headings = Headings(sheet, places)
    if 2 * len(places) >= len(sheet.columns):
        _match_near(headings, keys)
    return headings


@remembered
def without_notes(text: str) -> str:
    """A heading without the words of its footnotes, which stand in brackets where they are referred to."""
    return NOTES.sub(" ", text).strip() or text


@cache
def _heading_pattern(name: str) -> re.Pattern[str]:
    """`name` as `heading_key` sees it, anything in place of its `{words}`."""
    return re.compile(".*".join(re.escape(heading_key(part)) for part in re.split(r"\{\w+\}", name)))


def _match_near(headings: Headings, keys: list[str]) -> None:
    for column in headings.missing:
        names = [heading_key(re.sub(r"\{\w+\}", "", name)) for name in (column.heading, *column.aliases)]
        free = [i for i, key in enumerate(keys) if len(key) > 5 and i not in headings.places.values()]
        scores = [(_heading_likeness(keys[i], name), i) for i in free for name in names]
        best, place = max(scores, default=(0.0, 0))
        if best >= NEAR:
            headings.places[column.key] = place
            headings.near.add(column.key)


def _heading_likeness(key: str, name: str) -> float:
    return SequenceMatcher(None, key[-len(name) - 2 :], name, autojunk=False).ratio()


@dataclass
class FoundHeadings:
    """Headings found in a table: the places of their first row and of the first row under them, and their
    texts; `left_out` are the columns that are none of the register, place → name. `is_read`: the table is the
    list or a part of it.
    """

    headings: Headings
    top: int = 0
    start: int = 0
    cells: list[str] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    is_read: bool = False


def find_headings(table: SourceTable, sheets: tuple[Sheet, ...]) -> FoundHeadings:
    """The best heading row of a table, in one storey or two, for any form of the register."""
    best = FoundHeadings(Headings(sheets[0], {}))
    for top, row in enumerate(table.rows[:HEADING_ROWS]):
        cells = spread_cells(row)
        below = spread_cells(table.rows[top + 1]) if top + 1 < len(table.rows) else []
        for start, heads in ((top + 1, cells), (top + 2, stack_headings(cells, below))):
            for sheet in sheets:
                headings = match_headings(sheet, heads)
                if len(headings.places) > len(best.headings.places):
                    best = FoundHeadings(headings, top, start, heads)
    return best


def spread_cells(row: SourceRow) -> list[str]:
    """The row's cells with the text of a wide cell in each column it covers."""
    cells = list(row.cells)
    for place, span in row.spans.items():
        for i in range(place, min(place + span, len(cells))):
            cells[i] = cells[place]
    return cells


def stack_headings(above: list[str], below: list[str]) -> list[str]:
    """Headings in two storeys as one row: «Коррупциялык тобокелдиктин» over «деңгээли»."""
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    return [a if a == b else f"{a} {b}".strip() for a, b in zip(above, below, strict=True)]
