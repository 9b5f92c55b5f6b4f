"""Which row of a table is its heading, and which columns of a register it names."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest

from office.imports.source import SourceRow, SourceTable
from office.imports.text import heading_key, remembered
from office.imports.vocabulary import NUMBERED
from office.papers.sheet import Column, Sheet

HEADING_ROWS = 30  # a title and a block «Бекитемин» may stand above the headings, not more
LONGEST_HEADING = 500  # characters; a longer cell is no heading
NOTES = re.compile(r"\[.*\]", re.DOTALL)
LONGEST_GROUP_HEAD = 60  # characters of a heading over several columns
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
    """Headings found in a table: the places of their first row and of the first row under them, their texts,
    and those of the lowest storey; `left_out` are the columns that are none of the register, place → name.
    `is_read`: the table is the list or a part of it.
    """

    headings: Headings
    top: int = 0
    start: int = 0
    cells: list[str] = field(default_factory=list)
    lowest: list[str] = field(default_factory=list)
    left_out: dict[int, str] = field(default_factory=dict)
    is_read: bool = False


def find_headings(table: SourceTable, sheets: tuple[Sheet, ...]) -> FoundHeadings:
    """The best heading row of a table, in one storey or two, for any form of the register; where a wide cell
    stands over the names of columns, they may be the form's alone.
    """
    best, width = FoundHeadings(Headings(sheets[0], {})), table.width
    for top, row in enumerate(table.rows[:HEADING_ROWS]):
        cells = spread_cells(row, width)
        found = [(top + 1, cells, cells, cells)]
        if top + 1 < len(table.rows):
            below = table.rows[top + 1]
            lower = spread_cells(below, width)
            stacked = stack_headings(spread_over(row, below, width), lower)
            found.append((top + 2, stacked, stacked, lower))
            if is_parted(row, below):
                found[0] = (top + 2, cells, stacked, lower)
            if is_storey(row, below) or is_group_row(row, below):
                lowest = lowest_storey(cells, lower)
                found.append((top + 2, lowest, stacked, lowest))
        for start, names, heads, lowest in found:
            for sheet in sheets:
                headings = match_headings(sheet, names)
                if len(headings.places) > len(best.headings.places):
                    best = FoundHeadings(headings, top, start, heads, lowest)
    return best


def spread_cells(row: SourceRow, width: int = 0) -> list[str]:
    """The row's cells with the text of a wide cell in each column it covers, up to the width of the table."""
    cells = list(row.cells)
    if row.spans:
        cells += [""] * (width - len(cells))
    for place, span in row.spans.items():
        for i in range(place, min(place + span, len(cells))):
            cells[i] = cells[place]
    return cells


def wide_columns(row: SourceRow, below: SourceRow) -> dict[int, range]:
    """The columns of a heading row whose names stand in the row below, by the place of the cell over them:
    its wide cells, and where no cell is merged a cell with empty ones after it, when just they have texts
    below.
    """
    merged = {
        place: range(place, place + span)
        for place, span in row.spans.items()
        if span > 1 and "".join(row.cells[place : place + 1])
    }
    new = {place for place in below.filled() if place not in below.merged_down}
    filled = row.filled()
    if merged or not filled or len(new) < 2:
        return {place: columns for place, columns in merged.items() if new & set(columns)}
    ends = [*filled[1:], max(len(row.cells), max(new) + 1)]
    ranges = {place: range(place, end) for place, end in zip(filled, ends, strict=True) if end - place > 1}
    return {place: columns for place, columns in ranges.items() if new >= set(columns)}


def wide_places(row: SourceRow, below: SourceRow) -> set[int]:
    return {column for columns in wide_columns(row, below).values() for column in columns}


def spread_over(row: SourceRow, below: SourceRow, width: int) -> list[str]:
    """The cells of the upper storey of a head, each over all the columns that it names."""
    cells = spread_cells(row, width)
    if is_storey(row, below) or is_group_row(row, below):
        cells += [""] * (width - len(cells))
        for place, columns in wide_columns(row, below).items():
            for column in columns[: width - place]:
                cells[column] = cells[place]
    return cells


def is_group_row(row: SourceRow, below: SourceRow) -> bool:
    """Whether a row holds nothing but short names over several columns of the full row under it: «Тобокелдик»
    over «ыктымалдык» and «кесепет». A title begins further left, at the first column.
    """
    filled, wide = row.filled(), wide_places(row, below)
    return (
        bool(filled)
        and filled[0] > min(below.filled(), default=0)
        and set(filled) <= wide
        and below.number - row.number == 1
        and all(len(row.cells[place]) <= LONGEST_GROUP_HEAD for place in filled)
    )


def is_storey(row: SourceRow, below: SourceRow) -> bool:
    """Whether the row under a heading parts its wide cells: it has texts there, and nowhere else but where
    a cell comes down from above. One text over everything is a title.
    """
    if len(row.filled()) < 2:
        return False
    new, wide = set(below.filled()) - below.merged_down, wide_places(row, below)
    return bool(new) and bool(wide) and new <= wide and not has_number(below)


def has_number(row: SourceRow) -> bool:
    """Whether a cell of the row is a number, as no heading is."""
    return any(NUMBERED.fullmatch(row.cells[place]) for place in row.filled())


def is_parted(row: SourceRow, below: SourceRow) -> bool:
    """Whether the row below names every column under a wide cell, and so belongs to the head even where the
    row above says enough alone.
    """
    wide = [range(place, place + span) for place, span in row.spans.items() if span > 1]
    return is_storey(row, below) and any(set(columns) <= set(below.filled()) for columns in wide)


def lowest_storey(cells: list[str], below: list[str]) -> list[str]:
    """The names of columns that stand nearest to the rows."""
    pairs = zip_longest(cells, below, fillvalue="")
    return [low or high for high, low in pairs]


def stack_headings(above: list[str], below: list[str]) -> list[str]:
    """Headings in two storeys as one row: «Коррупциялык тобокелдиктин» over «деңгээли»."""
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    pairs = zip(above, below, strict=True)
    return [a if a == b or a.endswith(f" {b}") else f"{a} {b}".strip() for a, b in pairs]
