"""A file beside a frozen paper: the paper itself, its words, or other words, and where they differ.

Pure: texts and tables in, differences out; what a file holds was read in the locked room.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from office.imports.source import SourceTable
from office.papers.sheet import Table, column_keys, unguard_formula

CHANGED, MISSING, ADDED = "changed", "missing", "added"
LONGEST = 1_000  # words or lines between the first and the last difference that are matched one with another
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\ufeff"))  # places to break a word, marks of order


@dataclass(frozen=True)
class Difference:
    """One place where a file differs from the paper.

    `row` counts the rows of the list from 1 (0: outside the list), `group` is the heading over them, `column`
    the heading of the cell ("": the whole row); `page` counts the pages of a PDF (0: none), `key` names a
    value of canonical data. `was` stands in the paper, `became` in the file.
    """

    kind: str = CHANGED
    row: int = 0
    group: str = ""
    column: str = ""
    page: int = 0
    key: str = ""
    was: str = ""
    became: str = ""


@dataclass(frozen=True)
class ListLine:
    """A line of a list: its heading, the heading of a group (`row` 0), or a row."""

    row: int
    group: str
    cells: tuple[str, ...]


def plain(text: object) -> str:
    return " ".join(str(text if text is not None else "").translate(INVISIBLE).split())


def list_lines(table: Table) -> list[ListLine]:
    """The lines of a frozen table in the order of its print, the headings of its columns first."""
    keys = column_keys(table)
    lines = [ListLine(0, "", tuple(plain(column["heading"]) for column in table["columns"]))]
    row = 0
    for group in table["groups"]:
        heading = plain(group["heading"])
        if heading:
            lines.append(ListLine(0, heading, (heading, *[""] * (len(keys) - 1))))
        for cells in group["rows"]:
            row += 1
            lines.append(ListLine(row, heading, tuple(plain(cells.get(key)) for key in keys)))
    return lines


def compare_tables(table: Table, found: Iterable[SourceTable]) -> list[Difference]:
    """Where the list of a Word, Excel or CSV file differs from a frozen table."""
    expected = list_lines(table)
    best = max(
        (file_lines(one, len(table["columns"])) for one in found),
        key=lambda lines: len({line.cells for line in expected} & set(lines)),
    )
    return list(compare_lines(expected, list_part(expected, best, table)))


def file_lines(found: SourceTable, width: int) -> list[tuple[str, ...]]:
    """The lines of a table of a file, each as wide as the paper at least."""
    lines = []
    for row in found.rows:
        cells = [plain(unguard_formula(cell)) for cell in row.cells]
        while len(cells) > width and not cells[-1]:
            cells.pop()
        lines.append(tuple(cells + [""] * (width - len(cells))))
    return [line for line in lines if any(line)]


def list_part(expected: list[ListLine], lines: list[tuple[str, ...]], table: Table) -> list[tuple[str, ...]]:
    """The lines without the title above the list and the notes below it, as Excel has them."""
    around = {plain(text) for text in (table["title"], *table.get("intro", ()), *table.get("notes", ()))}
    known = {line.cells for line in expected}
    return [line for line in lines if line in known or "".join(line[1:]) or line[0] not in around]


def compare_lines(expected: list[ListLine], lines: list[tuple[str, ...]]) -> Iterator[Difference]:
    headings = expected[0].cells
    for start, end, first, last in differing_spans([line.cells for line in expected], lines):
        pairs = min(end - start, last - first)
        for line, cells in zip(expected[start:end], lines[first:last], strict=False):
            yield from compare_cells(line, cells, headings)
        for line in expected[start + pairs : end]:
            yield Difference(MISSING, line.row, line.group, was=" | ".join(filter(None, line.cells)))
        for cells in lines[first + pairs : last]:
            before = expected[end - 1]
            yield Difference(ADDED, before.row, before.group, became=" | ".join(filter(None, cells)))


def compare_cells(line: ListLine, cells: Sequence[str], headings: Sequence[str]) -> Iterator[Difference]:
    for heading, was, became in zip_longest(headings, line.cells, cells[: len(line.cells)], fillvalue=""):
        if was != became:
            yield Difference(CHANGED, line.row, line.group, heading, was=was, became=became)
    for beyond in cells[len(line.cells) :]:
        yield Difference(ADDED, line.row, line.group, became=beyond)


# --- Canonical data ----------------------------------------------------------------------------------------


def compare_data(content: Mapping[str, Any], data: object) -> list[Difference]:
    """Where the JSON of a file differs from the data a paper was printed from."""
    if not isinstance(data, Mapping):
        return [Difference(CHANGED, key="JSON", became=type(data).__name__)]
    differences = []
    if is_table(content.get("table")) and is_table(data.get("table")):
        differences += compare_lines(
            list_lines(content["table"]), [line.cells for line in list_lines(data["table"])]
        )
    for key in sorted({*content, *data}):
        was, became = content.get(key), data.get(key)
        if was != became and not (key == "table" and differences):
            differences.append(Difference(CHANGED, key=key, was=plain(was), became=plain(became)))
    return differences


def is_table(value: object) -> bool:
    """Whether a value has the shape of a table; what a file says is not believed."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("columns"), list)
        and isinstance(value.get("groups"), list)
        and all(
            isinstance(column, Mapping) and "heading" in column and isinstance(column.get("key"), str)
            for column in value["columns"]
        )
        and all(
            isinstance(group, Mapping)
            and "heading" in group
            and isinstance(group.get("rows"), list)
            and all(isinstance(row, Mapping) for row in group["rows"])
            for group in value["groups"]
        )
    )


# --- Words of a PDF ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    text: str
    page: int
    start: int  # letters before it in the whole text
    ends_line: bool = False


def page_words(pages: Iterable[str]) -> list[Word]:
    words, start = [], 0
    for page, text in enumerate(pages, 1):
        for line in text.translate(INVISIBLE).splitlines():
            parts = line.split()
            for place, part in enumerate(parts, 1):
                words.append(Word(part, page, start, place == len(parts)))
                start += len(part)
    return words


def is_cut_alike(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether two runs of words say the same and only the ends of their lines part them differently."""
    return any(
        one == other and hard <= all_others and other_hard <= everywhere
        for one, hard, everywhere in readings(ours)
        for other, other_hard, all_others in readings(theirs)
    )


def readings(words: Sequence[Word]) -> Iterator[tuple[str, set[int], set[int]]]:
    """(letters, places of the blanks inside lines, places of all blanks) of a run of words; a hyphen at the
    end of a line may belong to its word or not.
    """
    for drops in (False, True):
        letters, inside, everywhere = "", set(), set()
        for word in words:
            cut = drops and word.ends_line and len(word.text) > 1 and word.text.endswith("-")
            letters += word.text[:-1] if cut else word.text
            everywhere.add(len(letters))
            if not word.ends_line:
                inside.add(len(letters))
        # The end of the run is the end of a word on both sides.
        yield letters, inside - {len(letters)}, everywhere


def compare_pages(pages: list[str], found: list[str], table: Table | None) -> list[Difference]:
    """Where the words of a PDF differ from those of the frozen one; the cell, where it lies in the list."""
    ours, theirs = page_words(pages), page_words(found)
    cells = cell_places(ours, table) if table else []
    return [
        find_place(ours, theirs, spans, cells)
        for spans in differing_spans([word.text for word in ours], [word.text for word in theirs])
        if not is_cut_alike(ours[spans[0] : spans[1]], theirs[spans[2] : spans[3]])
    ]


def differing_spans(ours: list, theirs: list) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, first, last): words or lines of the paper, and of the file what stands in their place."""
    head = 0
    while head < min(len(ours), len(theirs)) and ours[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(ours), len(theirs)) - head and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if max(len(ours), len(theirs)) > LONGEST:
        yield head, head + len(ours), head, head + len(theirs)
        return
    for action, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if action != "equal":
            yield head + start, head + end, head + first, head + last


def cell_places(words: list[Word], table: Table) -> list[tuple[int, int, ListLine, str]]:
    """(start, end, line, heading) of each cell of the list in the letters of the whole text."""
    letters = "".join(word.text for word in words)
    lines, places, at = list_lines(table), [], 0
    for line in lines:
        for heading, cell in zip(lines[0].cells, line.cells, strict=True):
            start = letters.find(cell.replace(" ", ""), at) if cell else -1
            if start >= 0:
                at = start + len(cell.replace(" ", ""))
                places.append((start, at, line, heading))
    return places


def find_place(ours, theirs, spans, cells) -> Difference:
    start, end, first, last = spans
    page = (ours[start] if start < len(ours) else theirs[first] if first < len(theirs) else ours[-1]).page
    was = " ".join(word.text for word in ours[start:end])
    became = " ".join(word.text for word in theirs[first:last])
    # What only the file has stands after the word before it.
    letter = ours[start].start if start < end else ours[start - 1].start if start else 0
    for begins, ends, line, heading in cells:
        if begins <= letter < ends:
            return Difference(CHANGED, line.row, line.group, heading, page, was=was, became=became)
    return Difference(CHANGED, page=page, was=was, became=became)
