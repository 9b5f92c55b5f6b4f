"""The worksheets of an .xlsx file as plain rows."""

import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from office.imports.list_numbers import OFF
from office.imports.number_formats import (
    BUILT_IN,
    GENERAL,
    LONGEST_FORMAT,
    SINCE_1900,
    SINCE_1904,
    NumberFormat,
)
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
from office.imports.text import remembered, tidy_lines


def read_excel_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    parts = read_relations(archive, part)
    by_kind = related_parts(archive, part)
    strings, styles = SharedStrings(), CellStyles()
    if "sharedStrings" in by_kind:
        strings.read(read_part(archive, by_kind["sharedStrings"]))
    if "styles" in by_kind:
        styles.read(read_part(archive, by_kind["styles"]))
    workbook = TagAttributes("workbookPr").read(read_part(archive, part)).found
    since_1904 = any(found.get("date1904", "0") in ("1", "true", "on") for found in workbook)
    numbers = Numbers(styles, SINCE_1904 if since_1904 else SINCE_1900)
    budget = CellBudget()
    tables = []
    for index, sheet in enumerate(TagAttributes("sheet").read(read_part(archive, part)).found, start=1):
        kind, name = parts.get(sheet.get("id", ""), ("", ""))
        if kind == "worksheet":  # a chart sheet holds no rows
            hidden = sheet.get("state", "visible") != "visible"
            found = Worksheet(strings, numbers, budget).read(read_part(archive, name))
            table = SourceTable(index, sheet.get("name", ""), found.merged_rows(), hidden)
            table.hidden_columns = found.hidden_columns()
            tables.append(table)
    return tables


class SharedStrings(PartReader):
    """Texts that cells share, plain or in runs, without their phonetic reading; of which of them a run is
    struck out.
    """

    skipped = frozenset(("rPh",))

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.struck: set[int] = set()
        self.starts = {"t": self.listen, "strike": self._strike}
        self.ends = {
            "t": self.pause,
            "si": lambda: self.strings.append(tidy_lines(unescaped(self.take_text()))),
        }

    def _strike(self, found: dict[str, str]) -> None:
        if self.within("si", "r", "rPr") and is_on(found):
            self.struck.add(len(self.strings))


class CellStyles(PartReader):
    """The number format of each cell style, in their order, and what a person should know of its cells: their
    words are struck out, or nothing is shown (format «;;;»).
    """

    def __init__(self) -> None:
        super().__init__()
        self.formats = {number: NumberFormat(code) for number, code in BUILT_IN.items()}
        self.hiding: set[int] = set()  # the formats that show nothing
        self.fonts: list[bool] = []  # whether each strikes out
        self.styles: list[NumberFormat] = []
        self.remarks: list[list[str]] = []
        self.starts = {"numFmt": self._format, "xf": self._style, "font": self._font, "strike": self._strike}

    def _format(self, found: dict[str, str]) -> None:
        number, code = whole_number(found.get("numFmtId"), 0), found.get("formatCode", "")[:LONGEST_FORMAT]
        self.formats[number] = NumberFormat(code)
        if self.formats[number].hides:
            self.hiding.add(number)

    def _font(self, _found: dict[str, str]) -> None:
        if self.within("fonts"):
            self.fonts.append(False)

    def _strike(self, found: dict[str, str]) -> None:
        if self.within("fonts", "font"):
            self.fonts[-1] = is_on(found)

    def _style(self, found: dict[str, str]) -> None:
        if self.within("cellXfs"):
            form, font = whole_number(found.get("numFmtId"), 0), whole_number(found.get("fontId"), 0)
            self.styles.append(self.formats.get(form, GENERAL))
            struck = font < len(self.fonts) and self.fonts[font]
            self.remarks.append(["hidden-text"] * (form in self.hiding) + ["struck-text"] * struck)


@dataclass(frozen=True)
class Numbers:
    """How the numbers of one workbook are shown: the format of each cell style, and the day it
    counts from.
    """

    styles: CellStyles
    epoch: datetime

    def text(self, raw: str, style: int) -> str:
        form = self.styles.styles[style] if style < len(self.styles.styles) else GENERAL
        return tidy_lines(form.text(raw, self.epoch))

    def remarks(self, style: int) -> list[str]:
        """What a person should know of a cell of this style."""
        return self.styles.remarks[style] if style < len(self.styles.remarks) else []


def is_on(found: dict[str, str]) -> bool:
    """Whether a tag such as `<strike/>` says yes."""
    return found.get("val", "1") not in OFF


def unescaped(text: str) -> str:
    """`_x000D_` and its kin as the signs they stand for (22.9.2.19)."""
    if "_x" not in text:
        return text
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Worksheet(PartReader):
    """The rows of one worksheet that hold text or a formula."""

    skipped = frozenset(("rPh",))
    may_prefix = False  # what stands with one is an extension, and nothing here asks for it

    def __init__(self, strings: SharedStrings, numbers: Numbers, budget: CellBudget):
        super().__init__()
        self.strings, self.numbers, self.budget = strings, numbers, budget
        self.concealed: list[tuple[int, int]] = []  # the first and last of columns that are hidden
        self.rows: list[SourceRow] = []
        self.ranges: list[str] = []
        self.number, self.column = 0, -1
        self.has_remarks = bool(strings.struck) or any(numbers.styles.remarks)
        self.row: SourceRow | None = None  # cells stand in rows; a sheet where they do not is damaged
        self.starts = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "f": self.listen,
            "v": self.listen,
            "t": self.listen,
            "strike": self._strike,
            "col": self._columns,
            "mergeCell": lambda found: self.ranges.append(found.get("ref", "")),
        }
        self.ends = {
            "f": self._formula,
            "v": self._value,
            "t": self.pause,
            "c": self._cell_ends,
            "row": self._row_ends,
        }

    def _begin_row(self, found: dict[str, str]) -> None:
        self.number = whole_number(found.get("r"), self.number + 1)
        self.column = -1
        self.texts: dict[int, str] = {}
        unseen = found.get("hidden") in ("1", "true") or is_zero(found.get("ht"))
        self.row = SourceRow(self.number, [], remarks=["hidden"] if unseen else [])

    def _open_row(self) -> SourceRow:
        if self.row is None:
            raise UnreadableFile("damaged")
        return self.row

    def _begin_cell(self, found: dict[str, str]) -> None:
        if self.row is None:
            self._open_row()
        self.column = _column_index(found.get("r"), self.column + 1)
        style = found.get("s")
        self.kind, self.style = found.get("t", "n"), whole_number(style, 0) if style else 0
        self.value, self.struck = "", False
        self.pieces.clear()

    def _strike(self, found: dict[str, str]) -> None:
        if self.within("is", "r", "rPr") and is_on(found):
            self.struck = True

    def _value(self) -> None:
        self.listening = False
        self.value = "".join(self.pieces)
        self.pieces.clear()

    def _columns(self, found: dict[str, str]) -> None:
        if found.get("hidden") in ("1", "true") or is_zero(found.get("width")):
            self.concealed.append((whole_number(found.get("min"), 1), whole_number(found.get("max"), 1)))

    def hidden_columns(self) -> str:
        """The names of the hidden columns that hold anything: «C, D»."""
        filled = {column for row in self.rows for column in row.filled()}
        return ", ".join(
            column_name(column)
            for column in sorted(filled)
            if any(first <= column + 1 <= last for first, last in self.concealed)
        )

    def _formula(self) -> None:
        self.pause()
        refuse_wide(self.column + 1)
        self._open_row().formulas[self.column] = "=" + (self.take_text() or "…")

    def _cell_ends(self) -> None:
        raw = self.value
        if self.pieces:
            inline = self.take_text()
            raw = inline if self.kind == "inlineStr" else raw or inline
        if not raw:
            return
        text = self.strings.strings[int(raw)] if self.kind == "s" else self._cell_text(raw.strip())
        if text:
            refuse_wide(self.column + 1)
            if self.struck or self.has_remarks:
                self._remark(self._open_row(), raw)
            self.texts[self.column] = text

    def _remark(self, row: SourceRow, raw: str) -> None:
        """Note what a person should know of the cell, once a row."""
        struck = self.struck or self.kind == "s" and int(raw) in self.strings.struck
        of_style = self.numbers.remarks(self.style)
        if not (struck or of_style):
            return
        found = [*of_style, *["struck-text"] * struck]
        row.remarks += [one for one in dict.fromkeys(found) if one not in row.remarks]

    def _cell_text(self, raw: str) -> str:
        if self.kind == "n":
            return self.numbers.text(raw, self.style)
        if self.kind == "d":
            return _iso_day(raw)
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        return tidy_lines(unescaped(raw))

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
    found = _place_of_letters((reference or "").rstrip("0123456789"))
    return default if found is None else found


@remembered
def _place_of_letters(letters: str) -> int | None:
    """«A» is 0, «AB» 27; None where no column begins the reference of a cell."""
    match = re.match("[A-Z]{1,3}", letters)
    if not match:
        return None
    number = 0
    for letter in match[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(index: int) -> str:
    """Column 0 is «A», 8 is «I», the way Excel names them."""
    return column_name(index // 26 - 1) + chr(65 + index % 26) if index >= 26 else chr(65 + index)


def is_zero(size: str | None) -> bool:
    """Whether a width or a height is none at all."""
    return bool(size and re.fullmatch(r"0+(?:\.0*)?", size))


def _iso_day(raw: str) -> str:
    """A cell that keeps its day as «2021-01-01» or «2021-01-01T10:10:10»."""
    found = re.match(r"\d{4}-\d\d-\d\d(?=T|$)", raw)
    return f"{date.fromisoformat(found[0]):%d.%m.%Y}" if found else tidy_lines(raw)


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
