"""The tables of an OpenDocument file (.odt, .ods) as plain rows: what its program shows in them."""

import re
import zipfile
from dataclasses import dataclass, field

from office.imports.package import (
    MAX_COLUMNS,
    CellBudget,
    PartReader,
    UnreadableFile,
    find_part,
    read_part,
    refuse_wide,
    whole_number,
)
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines

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
    reader = OpenDocument(named=kind == "spreadsheet")
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
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        found = ISO_DAY.fullmatch(self.day)
        if found:
            return f"{found[3]}.{found[2]}.{found[1]}"
        return tidy_lines("\n".join(self.lines))


class OpenDocument(PartReader):
    """The outer tables of a document or the sheets of a workbook. A table inside a cell is its text."""

    skipped = frozenset(
        {
            "tracked-changes",
            "annotation",
            "shapes",
            "table-of-content",
            "title",
            "desc",
            "forms",
            "calculation-settings",
        }
    )

    def __init__(self, *, named: bool) -> None:
        super().__init__()
        self.named = named
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.depth = self.number = self.repeated_rows = 0
        self.cell: OpenCell | None = None
        self.cells: list[OpenCell] = []
        self.remarks: list[str] = []
        self.down: dict[int, tuple[int, str]] = {}  # column → (rows it still covers, text)
        self.above: list[str] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.numbering: dict[str, tuple[str, str]] = {}  # list style → (what stands before, after a number)
        self.counts: dict[str, int] = {}
        self.lists: list[str] = []
        self.item = ""
        self.starts = {
            "style": self._begin_style,
            "table-properties": self._table_style,
            "list-style": self._begin_style,
            "list-level-style-number": self._list_style,
            "table": self._begin_table,
            "table-row": self._begin_row,
            "table-cell": self._begin_cell,
            "covered-table-cell": self._begin_covered,
            "list": self._begin_list,
            "list-item": self._begin_item,
            "p": self._begin_line,
            "h": self._begin_line,
            "s": lambda found: self.pieces.append(" " * min(whole_number(found.get("c"), 1), 100)),
            "tab": lambda _found: self.pieces.append(" "),
            "line-break": lambda _found: self.pieces.append("\n"),
        }
        self.ends = {
            "table": self._end_table,
            "table-row": self._end_row,
            "table-cell": self._end_cell,
            "covered-table-cell": self._end_cell,
            "list": self._end_list,
            "p": self._end_line,
            "h": self._end_line,
        }

    def close(self) -> None:
        """Words under the last table belong to it."""
        if self.tables:
            self.tables[-1].below = "\n".join(self.above)

    # --- styles: what is hidden, what is numbered

    def _begin_style(self, found: dict[str, str]) -> None:
        self.style = found.get("name", "")

    def _table_style(self, found: dict[str, str]) -> None:
        if found.get("display") == "false":
            self.hidden_styles.add(self.style)

    def _list_style(self, found: dict[str, str]) -> None:
        if found.get("level") == "1" and found.get("num-format"):
            self.numbering[self.style] = (found.get("num-prefix", ""), found.get("num-suffix", ""))

    def _begin_list(self, found: dict[str, str]) -> None:
        style = found.get("style-name", "") if not self.lists else ""
        if style in self.numbering and not (
            found.get("continue-numbering") == "true" or found.get("continue-list")
        ):
            self.counts[style] = 0
        self.lists.append(style)

    def _end_list(self) -> None:
        self.lists.pop()

    def _begin_item(self, _found: dict[str, str]) -> None:
        style = self.lists[-1] if self.lists else ""
        if style in self.numbering:
            before, after = self.numbering[style]
            self.counts[style] = self.counts.get(style, 0) + 1
            self.item = f"{before}{self.counts[style]}{after} "

    # --- text

    def _begin_line(self, _found: dict[str, str]) -> None:
        self.pieces.append(f"\n{self.item}")
        self.item, self.listening = "", True

    def _end_line(self) -> None:
        if any(name in ("p", "h") for name in self.path):
            return  # a line in a frame inside a line
        self.listening = False
        line = tidy_lines(self.take_text())
        if not line:
            return
        if self.cell:
            self.cell.lines.append(line)
        elif not self.depth:
            self.above.append(line)

    # --- tables

    def _begin_table(self, found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            if "nested" not in self.remarks:
                self.remarks.append("nested")
            return
        name = found.get("name", "") if self.named else ""
        hidden = found.get("style-name", "") in self.hidden_styles
        above, self.above = "\n".join(self.above), []
        self.tables.append(SourceTable(len(self.tables) + 1, name, hidden=hidden, above=above))
        self.number, self.down = 0, {}

    def _end_table(self) -> None:
        self.depth -= 1

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
