"""Several tables on one worksheet, under or beside each other: each with a head of its own is a table."""

import re
from dataclasses import replace

from office.imports.columns import data_cells, hinted_key
from office.imports.headings import HEADING_ROWS, match_headings, spread_cells
from office.imports.package import MAX_COLUMNS
from office.imports.source import SourceRow, SourceTable, follows_gap
from office.imports.text import heading_key
from office.imports.vocabulary import NUMBERED, Vocabulary
from office.papers.sheet import NUMBER, Sheet

LONGEST_HEAD = 80  # characters; a longer cell is a text of the list
TITLE_ROWS = 4  # rows with one text each over a head, nothing empty between
LONGEST_NUMBER = 5  # digits, as in `NUMBERED`
BESIDE = 2  # columns that two tables beside each other must both have
FIRST = re.compile(r"1[.)]?")
NUMBER_SIGN = re.compile(r"[№#]|(?:п|т|к|no|номер)\b", re.I)  # how the head of a column of numbers begins


class SheetParts:
    """Parts the tables of a file by the words of one register."""

    def __init__(self, sheets: tuple[Sheet, ...], vocabulary: Vocabulary):
        self.sheets, self.vocabulary = sheets, vocabulary
        numbers = {column for sheet in sheets for column in sheet.columns if column.key == NUMBER}
        names = {"№", *(name for column in numbers for name in (column.heading, *column.aliases))}
        self.number_names = {heading_key(name) for name in names}

    def separate(self, tables: list[SourceTable]) -> list[SourceTable]:
        """The tables in their order; their numbers are new where one was parted."""
        parts = [part for table in tables for part in self._parts(table)]
        if len(parts) == len(tables):
            return tables
        places = {id(part): place for place, part in enumerate(sorted(parts, key=lambda one: one.index), 1)}
        return [replace(part, index=places[id(part)]) for part in parts]

    def _parts(self, table: SourceTable) -> list[SourceTable]:
        return [low for part in self._beside(table) for low in self._under(part)]

    # --- one under another

    def _under(self, table: SourceTable) -> list[SourceTable]:
        heads: dict[int, tuple[str, ...]] = {}
        own: set[tuple[str, ...]] = set()  # heads of the part at hand, which may stand again on each page
        cuts = []
        for place, row in enumerate(table.rows):
            if not (place < HEADING_ROWS and not heads or self._may_begin(table.rows, place)):
                continue
            if place - 1 in heads and not follows_gap(table.rows, place):
                heads[place] = heads[place - 1]  # its lower storey
            elif self._is_head(table.rows, place):
                head = tuple(map(heading_key, row.cells))
                if heads and head not in own:
                    cuts.append(place)
                    own = set()
                heads[place] = head
                own.add(head)
        if not cuts:
            return [table]
        begins = [0, *(title_place(table.rows, cut) for cut in cuts)]
        ends = [*begins[1:], len(table.rows)]
        tops = [0, *cuts]
        return [
            replace(
                table,
                rows=table.rows[top:end],
                above="\n".join(row.text for row in table.rows[begin:top])
                or (table.above if not top else ""),
                below=table.below if end == len(table.rows) else "",
                hidden_columns="" if top else table.hidden_columns,
                has_head=bool(top),
            )
            for begin, top, end in zip(begins, tops, ends, strict=True)
        ]

    def _may_begin(self, rows: list[SourceRow], place: int) -> bool:
        """Whether a table may begin in this row: an empty row stands above it or its title, or its first
        cell is the head of a column of numbers.
        """
        row = rows[place]
        if row.cells and row.cells[0].isdigit() and len(row.cells[0]) <= LONGEST_NUMBER:
            return False  # a row of a list begins so, which `_is_head` finds with more work
        if follows_gap(rows, title_place(rows, place)):
            return True
        first = next((text for text in rows[place].cells if text), "")
        return bool(NUMBER_SIGN.match(first)) and heading_key(first) in self.number_names

    def _is_head(self, rows: list[SourceRow], place: int) -> bool:
        """Whether the row is the head of a list, of this register or another: short texts that are no data,
        one of them «№», or most of them the names of columns, or «1» under them.
        """
        row = rows[place]
        texts = {row.cells[column] for column in row.filled()}
        if len(texts) < 2 or row.formulas or any(len(text) > LONGEST_HEAD for text in texts):
            return False
        if any(NUMBERED.fullmatch(text) for text in texts) or self._closed(texts):
            return False
        if any(heading_key(text) in self.number_names for text in texts):
            return True
        below = rows[place + 1] if place + 1 < len(rows) else None
        first = next(iter(below.filled()), -1) if below else -1
        if below and FIRST.fullmatch(below.cells[first]) and first in row.filled():
            return True
        return 2 * len(self._keys(row)) > len(texts) and len(self._keys(row)) > 1

    def _closed(self, texts: set[str]) -> bool:
        closed = [*self.vocabulary.codes.values(), *self.vocabulary.checked.values()]
        return any(words.code(text) is not None for text in texts for words in closed)

    def _keys(self, row: SourceRow) -> set[str]:
        cells = spread_cells(row)
        named = max((match_headings(sheet, cells).places for sheet in self.sheets), key=len)
        return set(named) | {hinted_key(cell, self.vocabulary) for cell in set(cells)} - {""}

    # --- one beside another

    def _beside(self, table: SourceTable) -> list[SourceTable]:
        head = next(
            (
                row
                for place, row in enumerate(table.rows[:HEADING_ROWS])
                if len(row.filled()) > 3 and not data_cells(row, self.vocabulary)
                if self._is_head(table.rows, place)
            ),
            None,
        )
        if head is None or not table.name:
            return [table]
        for cuts in (empty_cuts(table, head), self._number_cuts(head)):
            parts = [columns_of(table, *edges) for edges in zip([0, *cuts], [*cuts, None], strict=True)]
            if cuts and self._are_lists(parts, head, cuts):
                return [part for part in parts if part.rows]
        return [table]

    def _number_cuts(self, head: SourceRow) -> list[int]:
        places = [place for place in head.filled() if heading_key(head.cells[place]) in self.number_names]
        return places[1:]

    def _are_lists(self, parts: list[SourceTable], head: SourceRow, cuts: list[int]) -> bool:
        """Whether each part is a list of its own: with the same columns as the one beside it, or numbered and
        of another length.
        """
        heads = [columns_of_row(head, *edges) for edges in zip([0, *cuts], [*cuts, None], strict=True)]
        if any(len(one.filled()) < 2 for one in heads):
            return False
        names = [{heading_key(text) for text in one.cells if text} for one in heads]
        if all(len(left & right) >= BESIDE for left, right in zip(names, names[1:], strict=False)):
            return True
        keys = [self._keys(one) for one in heads]
        if all(len((left & right) - {NUMBER}) >= BESIDE for left, right in zip(keys, keys[1:], strict=False)):
            return True
        ends = {part.rows[-1].number for part in parts if part.rows}
        gaps = all(not "".join(head.cells[cut - 1 : cut]) for cut in cuts)
        return gaps and all(NUMBER in one for one in keys) and len(ends) == len(parts)


def title_place(rows: list[SourceRow], head: int) -> int:
    """The place of the first of the rows with one text each that stand right over a head.

    Right under rows of another list, what begins further right than the head goes on with a cell of it.
    """
    place = head
    while (
        place > 0
        and head - place < TITLE_ROWS
        and rows[place].number - rows[place - 1].number == 1
        and len(rows[place - 1].filled()) == 1
    ):
        place -= 1
    first = min(rows[head].filled(), default=0)
    while 0 < place < head and not follows_gap(rows, place) and rows[place].filled()[0] > first:
        place += 1
    return place


def empty_cuts(table: SourceTable, head: SourceRow) -> list[int]:
    """The columns after one in which nothing stands anywhere."""
    filled = {column for row in table.rows for column in row.filled()}
    wide = {column for place, span in head.spans.items() for column in range(place, place + span)}
    filled |= wide
    return [place for place in sorted(filled)[1:] if place - 1 not in filled]


def columns_of(table: SourceTable, first: int, last: int | None) -> SourceTable:
    """The table with these columns alone, in the rows where anything stands in them."""
    rows = [columns_of_row(row, first, last) for row in table.rows]
    kept = [row for row in rows if row.filled() or row.formulas]
    return replace(
        table,
        rows=kept,
        above="" if first else table.above,
        below="" if first else table.below,
        hidden_columns="" if first else table.hidden_columns,
    )


def columns_of_row(row: SourceRow, first: int, last: int | None) -> SourceRow:
    inside = range(first, MAX_COLUMNS if last is None else last)
    return SourceRow(
        row.number,
        row.cells[first:last],
        {
            place - first: min(span, inside.stop - place)
            for place, span in row.spans.items()
            if place in inside
        },
        {place - first: formula for place, formula in row.formulas.items() if place in inside},
        {place - first for place in row.merged_down if place in inside},
        list(row.remarks),
        {place - first: cuts for place, cuts in row.cuts.items() if place in inside},
    )
