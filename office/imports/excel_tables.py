"""The worksheets of an .xlsx file as plain rows."""

import re
import zipfile
from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta

from office.imports.package import (
    MAX_CELLS,
    CellBudget,
    PartReader,
    TagAttributes,
    UnreadableFile,
    read_part,
    read_relations,
    refuse_wide,
    related_parts,
    whole_number,
)
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines


def read_excel_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    parts = read_relations(archive, part)
    by_kind = related_parts(archive, part)
    strings = (
        SharedStrings().read(read_part(archive, by_kind["sharedStrings"])).strings
        if "sharedStrings" in by_kind
        else []
    )
    dates = CellStyles().read(read_part(archive, by_kind["styles"])).dates if "styles" in by_kind else set()
    budget = CellBudget()
    tables = []
    for index, sheet in enumerate(TagAttributes("sheet").read(read_part(archive, part)).found, start=1):
        kind, name = parts.get(sheet.get("id", ""), ("", ""))
        if kind == "worksheet":  # a chart sheet holds no rows
            hidden = sheet.get("state", "visible") != "visible"
            rows = Worksheet(strings, dates, budget).read(read_part(archive, name)).merged_rows()
            tables.append(SourceTable(index, sheet.get("name", ""), rows, hidden))
    return tables


class SharedStrings(PartReader):
    """Texts that cells share, plain or in runs, without their phonetic reading."""

    skipped = frozenset(("rPh",))

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.starts = {"t": self.listen}
        self.ends = {"t": self.pause, "si": lambda: self.strings.append(tidy_lines(self.heard()))}


class CellStyles(PartReader):
    """`dates`: indexes of cell styles whose numbers are days: formats 14–22 and 45–47, or a custom one with y or d."""

    def __init__(self) -> None:
        super().__init__()
        self.formats = {*range(14, 23), *range(45, 48)}
        self.dates: set[int] = set()
        self.count = 0
        self.starts = {"numFmt": self._format, "xf": self._style}

    def _format(self, found: dict[str, str]) -> None:
        code = re.sub(r'"[^"]*"|\[[^]]*\]', "", found.get("formatCode", "").lower())
        if re.search("[yd]", code):
            self.formats.add(whole_number(found.get("numFmtId"), 0))

    def _style(self, found: dict[str, str]) -> None:
        if self.within("cellXfs"):
            if whole_number(found.get("numFmtId"), 0) in self.formats:
                self.dates.add(self.count)
            self.count += 1


class Worksheet(PartReader):
    """The rows of one worksheet that hold text or a formula."""

    skipped = frozenset(("rPh",))

    def __init__(self, strings: list[str], dates: set[int], budget: CellBudget):
        super().__init__()
        self.strings, self.dates, self.budget = strings, dates, budget
        self.rows: list[SourceRow] = []
        self.ranges: list[str] = []
        self.number, self.column = 0, -1
        self.row: SourceRow | None = None  # cells stand in rows; a sheet where they do not is damaged
        self.starts = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self.listen,
            "v": self.listen,
            "t": self.listen,
            "mergeCell": lambda found: self.ranges.append(found.get("ref", "")),
        }
        self.ends = {
            "f": self._formula,
            "v": self.pause,
            "t": self.pause,
            "c": self._cell_ends,
            "row": self._row_ends,
        }

    def _begin_row(self, found: dict[str, str]) -> None:
        self.number = whole_number(found.get("r"), self.number + 1)
        self.column = -1
        self.texts: dict[int, str] = {}
        self.row = SourceRow(
            self.number, [], remarks=["hidden"] if found.get("hidden") in ("1", "true") else []
        )

    def _open_row(self) -> SourceRow:
        if self.row is None:
            raise UnreadableFile("damaged")
        return self.row

    def _begin_cell(self, found: dict[str, str]) -> None:
        self._open_row()
        self.column = _column_index(found.get("r"), self.column + 1)
        self.kind, self.day = found.get("t", "n"), whole_number(found.get("s"), 0) in self.dates
        self.heard()

    def _formula(self) -> None:
        self.pause()
        refuse_wide(self.column + 1)
        self._open_row().formulas[self.column] = "=" + (self.heard() or "…")

    def _cell_ends(self) -> None:
        raw = self.heard()
        text = self._cell_text(raw.strip()) if raw else ""
        if text:
            refuse_wide(self.column + 1)
            self._open_row()
            self.texts[self.column] = text

    def _cell_text(self, raw: str) -> str:
        if self.kind == "s":
            return self.strings[int(raw)]
        if self.kind == "n":
            return _number_text(raw, day=self.day)
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        return tidy_lines(raw)

    def _row_ends(self) -> None:
        row, self.row = self._open_row(), None
        columns = 1 + max([*self.texts, *row.formulas], default=-1)
        row.cells = [self.texts.get(column, "") for column in range(columns)]
        if columns:
            self.budget.spend(row)
            self.rows.append(row)

    def merged_rows(self) -> list[SourceRow]:
        _apply_merges(self.rows, self.ranges)
        return self.rows


def _column_index(reference: str | None, default: int) -> int:
    match = re.match("[A-Z]{1,3}", reference or "")
    if not match:
        return default
    number = 0
    for letter in match[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(index: int) -> str:
    """Column 0 is «A», 8 is «I», the way Excel names them."""
    return column_name(index // 26 - 1) + chr(65 + index % 26) if index >= 26 else chr(65 + index)


def _number_text(raw: str, *, day: bool) -> str:
    value = float(raw)
    if day and 1 <= value < 2_958_466:
        return (datetime(1899, 12, 30) + timedelta(days=value)).strftime("%d.%m.%Y")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else raw


def _apply_merges(rows: list[SourceRow], ranges: list[str]) -> None:
    """Note how far merged cells reach and repeat the text of a vertical merge in each row it covers."""
    numbers = [row.number for row in rows]
    merged = 0
    for reference in ranges:
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", reference)
        first, last = (
            (bisect_left(numbers, int(match[2])), bisect_right(numbers, int(match[4]))) if match else (0, 0)
        )
        merged += 1 + last - first
        if merged > MAX_CELLS:
            raise UnreadableFile("cells")
        if match and first < last and numbers[first] == int(match[2]):
            left = _column_index(match[1], 0)
            _merge_cells(rows[first], rows[first + 1 : last], left, _column_index(match[3], 0) - left + 1)


def _merge_cells(top: SourceRow, below: list[SourceRow], left: int, span: int) -> None:
    text = top.cells[left] if left < len(top.cells) else ""
    for row in [top, *below]:
        if span > 1:
            row.spans[left] = span
    for row in below if text else []:
        row.cells += [""] * (left + 1 - len(row.cells))
        row.cells[left] = text
        row.merged_down.add(left)
