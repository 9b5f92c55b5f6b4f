"""Which column of a file is which of a register: what its heading, its words and its contents propose, and
what a person has chosen.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from types import MappingProxyType

from office.imports.excel_tables import column_name
from office.imports.headings import (
    HEADING_ROWS,
    LONGEST_HEADING,
    FoundHeadings,
    Headings,
    is_group_row,
    is_storey,
    lowest_storey,
    match_headings,
    spread_cells,
    spread_over,
    stack_headings,
    without_notes,
)
from office.imports.source import SourceRow, SourceTable
from office.imports.text import heading_key, vocabulary_key
from office.imports.vocabulary import NUMBERED, Vocabulary
from office.kyrgyz import fold
from office.papers.sheet import NUMBER, Column, Sheet

NO_CHOICES: Mapping[str, str] = MappingProxyType({})
SURE = ("heading", "near", "chosen", "empty")
SHOWN_ROWS = 5  # first texts of a column that a person sees
READ_ROWS = 200  # rows whose contents speak for a column
UNDERSTOOD = 0.6  # share of its texts that must be words of a closed column
ALIKE = 0.84  # how alike a misspelt word and a known one must be
LONGEST_STOREYS = 3
HINT_BONUS, FIRST_BONUS = 2.0, 1.5


@dataclass
class FileColumn:
    """A column of a file.

    `id` knows it again in another file, `name` is its heading as it stands or its letter; `key` the column of
    the register that it is, "" for none; `basis` what says so: "heading", "near", "chosen", "words",
    "contents", "unknown", "twice" (chosen for two columns), "empty" (nothing stands in it).
    """

    id: str
    place: int
    name: str
    key: str = ""
    basis: str = "unknown"
    samples: list[str] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        return self.basis in SURE

    @property
    def is_headed(self) -> bool:
        return is_remembered(self.id)


def is_remembered(place: str) -> bool:
    """Whether a choice for the column of this id counts for other files: its heading says what it is."""
    return not place.startswith("@")


def offered_columns(sheets: tuple[Sheet, ...], first: Sheet) -> list[Column]:
    """Every column of the register that a person may choose; those of the file's own form first."""
    columns = {
        column.key: column for sheet in (first, *sheets) for column in (*sheet.columns, *sheet.spare)
    } | {column.key: column for column in first.columns}
    return list(columns.values())


def file_columns(table: SourceTable, heads: FoundHeadings) -> list[FileColumn]:
    """The columns of a table that have a heading, or texts in most rows, in their order."""
    rows = table.rows[heads.start :]
    width = max([len(heads.cells), *(len(row.cells) for row in rows)])
    used: Counter[str] = Counter()
    columns = []
    for place in range(width):
        texts = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
        heading = heads.cells[place] if place < len(heads.cells) else ""
        key = heading_key(without_notes(heading)[:LONGEST_HEADING])
        if not (key or 2 * len(texts) > len(rows)):
            continue
        used[key] += 1
        again = f"#{used[key]}" if used[key] > 1 else ""
        letter = column_name(place) if table.name else str(place + 1)
        identity = f"{key}{again}" if key else f"@{place}"
        name = f"{' '.join(heading.split())}{again}" if heading else letter
        basis = "unknown" if texts else "empty"
        columns.append(FileColumn(identity, place, name, basis=basis, samples=texts[:SHOWN_ROWS]))
    return columns


class ColumnProposals:
    """What each column of one table may be."""

    def __init__(
        self,
        table: SourceTable,
        heads: FoundHeadings,
        vocabulary: Vocabulary,
        offered: list[Column],
        choices: Mapping[str, str],
    ):
        self.rows = table.rows[heads.start :][:READ_ROWS]
        self.vocabulary, self.heads, self.known = vocabulary, heads, heads.headings
        self.keys = [column.key for column in offered]
        self.columns = file_columns(table, heads)
        self._take_choices(choices)
        self._take_known()
        self._take_proposals()

    def apply(self) -> None:
        """Let the headings name the columns as they are chosen and proposed."""
        self.known.places = {column.key: column.place for column in self.columns if column.key}
        self.known.near = {column.key for column in self.columns if column.basis == "near"}
        self.heads.left_out = {column.place: column.name for column in self.columns if not column.key}
        self.heads.is_read = True

    @property
    def used(self) -> set[str]:
        return {column.key for column in self.columns if column.key}

    def _take_choices(self, choices: Mapping[str, str]) -> None:
        for column in self.columns:
            key = choices.get(column.id)
            if key is None or key and key not in self.keys:
                continue
            if key in self.used:
                column.basis = "twice"
            else:
                column.key, column.basis = key, "chosen"

    def _take_known(self) -> None:
        keys = {place: key for key, place in self.known.places.items()}
        for column in self.columns:
            key = keys.get(column.place, "")
            if column.basis in ("unknown", "empty") and key and key not in self.used:
                column.key, column.basis = key, "near" if key in self.known.near else "heading"

    def _take_proposals(self) -> None:
        """The best pairs first; of equals the more particular column, then the one further left."""
        free = [column for column in self.columns if column.basis == "unknown"]
        order = [key for key in self.vocabulary.hints if key in self.keys]
        order += [key for key in self.keys if key not in order]
        scores = []
        for column in free:
            hinted, weight = self._hint(column)
            texts = [row.cells[column.place] for row in self.rows if column.place < len(row.cells)]
            texts = [text for text in texts if text]
            for rank, key in enumerate(order):
                contents = contents_score(key, texts, self.vocabulary)
                score = weight * (key == hinted) + contents
                if score > 0:
                    basis = "words" if key == hinted else "contents"
                    scores.append((-score, rank, column.place, key, basis, column))
        for _score, _rank, _place, key, basis, column in sorted(scores, key=lambda found: found[:3]):
            if not column.key and key not in self.used:
                column.key, column.basis = key, basis

    def _hint(self, column: FileColumn) -> tuple[str, float]:
        """The key that the words over a column speak of and how much they count: those of a wide cell over
        several columns say less than the name under it.
        """
        if not column.is_headed:
            return "", 0.0
        own = "".join(self.heads.lowest[column.place : column.place + 1])
        key = hinted_key(own, self.vocabulary)
        if key or heading_key(own) == heading_key(column.name):
            return key, HINT_BONUS
        return hinted_key(column.name, self.vocabulary), HINT_BONUS / 2


def hinted_key(heading: str, vocabulary: Vocabulary) -> str:
    """The column of the register that the words of a heading speak of: the most particular one; "" for none.

    Words are compared without case, endings and the letters that keyboards lack.
    """
    words = _words(heading[:LONGEST_HEADING])
    for key, hints in vocabulary.hints.items():
        if any(is_hint(word, stem) for stem in hints.split() for word in words):
            return key
    return ""


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() or sign == "№" else " " for sign in fold(text)).split()


def is_hint(word: str, stem: str) -> bool:
    """Whether a folded word begins with a stem, or nearly does; «=да» asks for the whole word."""
    if stem.startswith("="):
        return word == fold(stem[1:])
    stem = fold(stem)
    if word.startswith(stem):
        return True
    return len(stem) > 5 and SequenceMatcher(None, word[: len(stem)], stem, autojunk=False).ratio() >= ALIKE


def contents_score(key: str, texts: list[str], vocabulary: Vocabulary) -> float:
    """How much the texts under a heading speak for a closed column: up to 1.5, below 0 against it."""
    if key == NUMBER:
        return 1.2 if is_numbered(texts) else 0.0
    words = vocabulary.codes.get(key) or vocabulary.checked.get(key)
    if words is None or not texts:
        return 0.0
    share = sum(words.code(text) is not None for text in texts) / len(texts)
    if share >= UNDERSTOOD:
        return 0.5 + share
    return -0.5 if share < 0.1 and len(texts) > 2 else 0.0


def is_numbered(texts: list[str]) -> bool:
    """Whether texts are numbers of rows: nearly all of them numbers, and no two alike one after another."""
    numbers = [text for text in texts if NUMBERED.fullmatch(text)]
    steps = sum(a != b for a, b in zip(numbers, numbers[1:], strict=False))
    return bool(numbers) and len(numbers) >= 0.8 * len(texts) and steps == len(numbers) - 1


# --- The row of headings of a table whose headings are strange ----------------------------------------------


def strange_headings(table: SourceTable, sheets: tuple[Sheet, ...], vocabulary: Vocabulary) -> FoundHeadings:
    """The likeliest heading row of a table: the first row that is as full as the rows are, unless the words
    of one just under it speak of more columns.

    A table whose first full row is one of the list has no headings.
    """
    usual = usual_width(table)
    full = [
        top
        for top, row in enumerate(table.rows[:HEADING_ROWS])
        if 2 * len({row.cells[place] for place in row.filled()}) >= usual
    ][:3]
    best, best_score = FoundHeadings(Headings(sheets[0], {})), 0.0
    for top in full:
        above = table.rows[top - 1] if top else None
        first = top - 1 if above and is_group_row(above, table.rows[top]) else top
        start, cells, lowest = storeys(table, first, top)
        headings = max(
            (match_headings(sheet, cells) for sheet in sheets), key=lambda found: len(found.places)
        )
        hinted = {hinted_key(cell, vocabulary) for cell in {*cells, *lowest}} - {""}
        score = len(hinted | set(headings.places)) + FIRST_BONUS * (top == full[0])
        score -= 2 * data_cells(table.rows[top], vocabulary)
        if score > best_score:
            best, best_score = FoundHeadings(headings, first, start, cells, lowest), score
    return best


def usual_width(table: SourceTable) -> int:
    """How many cells of a row are filled in most rows of the table's beginning."""
    sizes = sorted(len(row.filled()) for row in table.rows[:READ_ROWS])
    return sizes[len(sizes) // 2] if sizes else 0


def storeys(table: SourceTable, top: int, full: int) -> tuple[int, list[str], list[str]]:
    """(place of the first row under the headings, their texts, those of the lowest storey): heads in two or
    three rows are one. `full`: the row up to which they are read in any case.
    """
    width, last = table.width, top
    cells = lowest = spread_cells(table.rows[top], width)
    while last + 1 < len(table.rows) and last + 1 - top < LONGEST_STOREYS:
        row, below = table.rows[last], table.rows[last + 1]
        if last >= full and not is_storey(row, below):
            break
        if last == top:
            cells = spread_over(row, below, width)
        lower = spread_cells(below, width)
        cells, lowest, last = stack_headings(cells, lower), lowest_storey(lowest, lower), last + 1
    return last + 1, cells, lowest


def data_cells(row: SourceRow, vocabulary: Vocabulary) -> int:
    """How many cells of a row are no headings: words of a closed column, or a number. One of them may be a
    heading by chance, so it counts only beside others.
    """
    closed = [*vocabulary.codes.values(), *vocabulary.checked.values()]
    texts = {row.cells[place] for place in row.filled()}
    count = sum(
        any(words.code(text) is not None for words in closed) or vocabulary_key(text).isdigit()
        for text in texts
    )
    return count if count > 1 and 3 * count > len(texts) else 0
