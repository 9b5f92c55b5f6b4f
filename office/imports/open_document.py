"""The tables of an OpenDocument file (.odt, .ods) as plain rows: what its program shows in them."""

import re
import zipfile
from dataclasses import dataclass, field

from office.imports.excel_tables import column_name
from office.imports.open_styles import OpenLists, Styles, StylesReader
from office.imports.package import (
    MAX_COLUMNS,
    CellBudget,
    UnreadableFile,
    find_part,
    read_part,
    refuse_wide,
    whole_number,
)
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines
from office.imports.word_text import PRIVATE, symbol

KIND = re.compile(r"application/vnd\.oasis\.opendocument\.(text|spreadsheet)(-template)?")
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")
LAST_ROW = 5_000_000


def document_kind(archive: zipfile.ZipFile) -> str:
    """ "text", "spreadsheet", or "" for another OpenDocument file."""
    found = KIND.fullmatch(read_part(archive, "mimetype").decode("ascii", "replace").strip())
    return found[1] if found else ""


def read_open_document(archive: zipfile.ZipFile, kind: str) -> list[SourceTable]:
    manifest = "META-INF/manifest.xml"
    if find_part(archive, manifest) and b"encryption-data" in read_part(archive, manifest):
        raise UnreadableFile("encrypted")
    styles = Styles()
    if find_part(archive, "styles.xml"):
        StylesReader(styles).read(read_part(archive, "styles.xml"))
    reader = OpenDocument(styles, named=kind == "spreadsheet")
    reader.read(read_part(archive, "content.xml"))
    reader.close()
    return reader.tables


@dataclass
class OpenCell:
    """One cell while it is read, and what its tag says."""

    span: int = 1
    rows: int = 1
    repeated: int = 1
    formula: str = ""
    day: str = ""
    covered: bool = False
    style: str = ""
    number: str = ""  # of an empty paragraph in a list
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        found, shown = ISO_DAY.fullmatch(self.day), tidy_lines("\n".join(self.lines))
        if found and (not shown or shows_day(shown, *map(int, found.group(1, 2, 3)))):
            return f"{found[3]}.{found[2]}.{found[1]}"
        return shown or self.number


def shows_day(shown: str, year: int, month: int, day: int) -> bool:
    """Whether a cell shows the day of its month, not «апрель 2026» or «2026» alone."""
    figures = [int(figure) for figure in re.findall(r"\d{1,4}", shown)]
    in_words = any(sign.isalpha() for sign in shown)
    for other in (year if year in figures else year % 100, *([] if in_words else [month])):
        if other in figures:
            figures.remove(other)
    return day in figures


class OpenDocument(StylesReader):
    """The outer tables of a document or the sheets of a workbook. A table inside a cell is its text."""

    skipped = frozenset(
        {
            "tracked-changes",
            "annotation",
            "shapes",
            "table-of-content",
            "title",
            "desc",
            "note-citation",
            "forms",
            "calculation-settings",
        }
    )

    def __init__(self, styles: Styles, *, named: bool) -> None:
        super().__init__(styles)
        self.named = named
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.depth = self.number = self.repeated_rows = 0
        self.cell: OpenCell | None = None
        self.cells: list[OpenCell] = []
        self.remarks: list[str] = []
        self.down: dict[int, tuple[int, str]] = {}  # column → (rows it still covers, text)
        self.above: list[str] = []
        self.lists = OpenLists(styles)
        self.runs: list[tuple[str, int]] = []  # styles now open, and where their words begin
        self.number_only = ""  # the number of the paragraph now open, where it is in a list
        self.note = 0  # where the words of the note now open begin
        self.column, self.concealed, self.column_styles = 0, set[int](), list[str]()
        self.starts |= {
            "table": self._begin_table,
            "table-column": self._begin_column,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_covered,
            "list": self.lists.begin,
            "list-item": self.lists.item,
            "p": self._begin_line,
            "h": self._begin_line,
            "span": self._begin_run,
            "note-body": lambda _found: setattr(self, "note", len(self.pieces)),
            "s": lambda found: self.pieces.append(" " * min(whole_number(found.get("c"), 1), 100)),
            "tab": lambda _found: self.pieces.append(" "),
            "line-break": lambda _found: self.pieces.append("\n"),
        }
        self.ends = {
            "table": self._end_table,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "list": self.lists.end,
            "span": self._end_run,
            "note-body": self._end_note,
            "p": self._end_line,
            "h": self._end_line,
        }

    def close(self) -> None:
        """Words under the last table belong to it."""
        if self.tables:
            self.tables[-1].below = "\n".join(self.above)

    # --- text

    def _begin_line(self, found: dict[str, str]) -> None:
        number = self.lists.number() if self.within("list-item") else ""
        self.pieces.append("\n")
        self._begin_run(found)
        if number:
            self.pieces.append(f"{number} ")
        self.number_only, self.listening = number, True

    def _end_line(self) -> None:
        self._end_run()
        if any(name in ("p", "h") for name in self.path):
            return  # a line in a frame inside a line
        self.listening = False
        line = tidy_lines(self.take_text())
        if not line:
            return
        if self.cell and line == self.number_only:
            self.cell.number = self.cell.number or line.rstrip(".")
        elif self.cell:
            self.cell.lines.append(line)
        elif not self.depth:
            self.above.append(line)

    def _begin_run(self, found: dict[str, str]) -> None:
        self.runs.append((found.get("style-name", ""), len(self.pieces)))

    def _end_run(self) -> None:
        """What the style of the words says of them; the signs of symbol fonts are signs."""
        style, begun = self.runs.pop()
        text = "".join(self.pieces[begun:])
        if not text.strip():
            return
        self._remark(style)
        if PRIVATE.search(text):
            font = self.styles.font_of(style)
            self.pieces[begun:] = [
                PRIVATE.sub(lambda sign: symbol(ord(sign[0]), font) if font else sign[0], text)
            ]

    def _remark(self, style: str) -> None:
        if self.depth:
            self.remarks += sorted(self.styles.remarks_of(style) - set(self.remarks))

    def _end_note(self) -> None:
        """A note stands in brackets where it is referred to."""
        words = " ".join(tidy_lines("".join(self.pieces[self.note :])).split())
        self.pieces[self.note :] = [f" [{words}]"] if words else []

    # --- tables

    def _begin_table(self, found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            if "nested" not in self.remarks:
                self.remarks.append("nested")
            return
        name = found.get("name", "") if self.named else ""
        hidden = found.get("style-name", "") in self.styles.hidden
        above, self.above = "\n".join(self.above), []
        self.tables.append(SourceTable(len(self.tables) + 1, name, hidden=hidden, above=above))
        self.number, self.down = 0, {}
        self.column, self.concealed, self.column_styles = 0, set(), []

    def _end_table(self) -> None:
        self.depth -= 1
        if not self.depth and self.concealed:
            filled = {column for row in self.tables[-1].rows for column in row.filled()}
            names = [column_name(column) for column in sorted(filled & self.concealed)]
            self.tables[-1].hidden_columns = ", ".join(names)

    def _begin_column(self, found: dict[str, str]) -> None:
        if self.depth > 1:
            return
        times = min(whole_number(found.get("number-columns-repeated"), 1), MAX_COLUMNS - self.column)
        places = range(self.column, self.column + max(times, 0))
        if found.get("visibility") in ("collapse", "filter"):
            self.concealed |= set(places)
        self.column_styles += [found.get("default-cell-style-name", "")] * len(places)
        self.column += len(places)

    def _begin_row(self, found: dict[str, str]) -> None:
        if self.depth > 1:
            return
        self.cells, self.remarks = [], []
        self.repeated_rows = whole_number(found.get("number-rows-repeated"), 1)
        if found.get("visibility") in ("collapse", "filter"):
            self.remarks.append("hidden")

    def _begin_cell(self, found: dict[str, str]) -> None:
        if self.depth > 1:
            return
        self.cell = OpenCell(
            span=whole_number(found.get("number-columns-spanned"), 1),
            rows=whole_number(found.get("number-rows-spanned"), 1),
            repeated=whole_number(found.get("number-columns-repeated"), 1),
            formula=found.get("formula", "").removeprefix("of:"),
            day=found.get("date-value", ""),
            style=found.get("style-name", ""),
        )

    def _begin_covered(self, found: dict[str, str]) -> None:
        self._begin_cell(found)
        if self.depth == 1 and self.cell:
            self.cell.covered = True

    def _end_cell(self) -> None:
        if self.depth == 1 and self.cell:
            self.cells.append(self.cell)
            self.cell = None

    def _end_row(self) -> None:
        if self.depth > 1:
            return
        row = self._row()
        times = self.repeated_rows if row.filled() else min(self.repeated_rows, len(row.formulas))
        for _time in range(times):
            self.number += 1
            self.budget.spend(row)
            self.tables[-1].rows.append(SourceRow(self.number, list(row.cells), *self._rest(row)))
        self.number = min(self.number + self.repeated_rows - times, LAST_ROW)

    @staticmethod
    def _rest(row: SourceRow) -> tuple:
        return dict(row.spans), dict(row.formulas), set(row.merged_down), list(row.remarks)

    def _row(self) -> SourceRow:
        row = SourceRow(self.number + 1, [], remarks=self.remarks)
        place = 0
        for cell in self.cells:
            text = cell.text
            if not (text or cell.formula or cell.covered):
                place += cell.repeated
                row.cells += [""] * min(cell.repeated, MAX_COLUMNS + 1)
                continue
            if text and not cell.covered:
                of_column = self.column_styles[place] if place < len(self.column_styles) else ""
                self._remark(cell.style or of_column)
            for _time in range(min(cell.repeated, MAX_COLUMNS + 1)):
                self._put(row, place, cell, text)
                place += 1
        while self.named and row.cells and not row.cells[-1]:
            row.cells.pop()
        refuse_wide(len(row.cells))
        return row

    def _put(self, row: SourceRow, place: int, cell: OpenCell, text: str) -> None:
        if cell.covered:
            left, above = self.down.get(place, (0, ""))
            if left:
                self.down[place] = (left - 1, above)
                row.merged_down |= {place} if above else set()
            row.cells.append(above if left else "")
            return
        row.cells.append(text)
        if cell.span > 1:
            row.spans[place] = cell.span
        if cell.rows > 1:
            self.down[place] = (cell.rows - 1, text)
        if cell.formula:
            row.formulas[place] = cell.formula
