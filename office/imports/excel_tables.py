"""The worksheets of an .xlsx file as plain rows."""

import re
import zipfile
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

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
    styles = CellStyles().read(read_part(archive, by_kind["styles"])).styles if "styles" in by_kind else []
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
    """Texts that cells share, plain or in runs, without their phonetic reading."""

    skipped = frozenset(("rPh",))

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.starts = {"t": self.listen}
        self.ends = {
            "t": self.pause,
            "si": lambda: self.strings.append(tidy_lines(unescaped(self.take_text()))),
        }


LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^-\]]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')


class NumberFormat:
    """How a cell shows its number, as far as a table of words needs it (ECMA-376 part 1, 18.8.31): days and
    hours, percent,
    leading zeros, thousands, the words beside the figures.
    """

    def __init__(self, code: str) -> None:
        section, *others = split_sections(code)
        self.others = [NumberFormat(other) for other in others[:2]]
        self.elapsed = bool(re.search(r"\[[hms]+\]", section, re.IGNORECASE))
        plain = LITERAL.sub("", section).lower()
        self.time = bool(re.search("h|s|am/pm", plain)) or self.elapsed
        self.day = bool(re.search("[yd]", plain)) or ("m" in plain and not self.time)
        self.months = plain.count("m")
        self.dated, self.yearly = "d" in plain, "y" in plain
        self.seconds = "s" in plain
        self.percent = plain.count("%")
        figures = re.fullmatch(r"([^0#?]*)([0#?,]*(?:\.[0#?]*)?)([^0#?]*)", plain)
        self.fixed = bool(figures and figures[2]) and not re.search("[a-z@/]|,$", plain.rstrip("% "))
        whole, _point, decimals = (figures[2] if figures else "").partition(".")
        self.decimals: str = decimals
        self.zeros, self.thousands = whole.count("0"), bool(re.search("[0#?],[0#?]", whole))
        shown = LITERAL.sub(lambda found: found[1] or found[2] or found[3] or " ", section)
        around = re.split(r"[0#?][0#?,.]*", shown, maxsplit=1)
        self.around = (around[0], around[1]) if len(around) == 2 else ("", "")

    def text(self, raw: str, epoch: datetime) -> str:
        """The number as the cell shows it; one that the format does not show, as it is."""
        value = float(raw)
        if self.others and value < 0:
            return self.others[0].text(raw.strip().lstrip("-"), epoch)
        if len(self.others) > 1 and value == 0:
            return self.others[1].text(raw, epoch)
        if self.day and (epoch == SINCE_1904 or value >= 1) and 0 <= value < LAST_DAY:
            return self._day(value, epoch)
        if self.time and not self.day and 0 <= value < LAST_DAY:
            return self._time(value)
        return self._figures(value) if self.fixed and abs(value) < 1e15 else plain_number(raw)

    def _day(self, value: float, epoch: datetime) -> str:
        moment = epoch + timedelta(days=value)
        if epoch == SINCE_1900 and value < 61:  # Excel takes 1900 for a leap year
            moment += timedelta(days=1)
        if self.dated or self.time:
            return moment.strftime("%d.%m.%Y")
        month = MONTHS[moment.month - 1] if self.months > 2 else f"{moment:%m}"
        parts = [month] * bool(self.months) + [f"{moment:%Y}"] * self.yearly
        return (" " if self.months > 2 else ".").join(parts)

    def _time(self, value: float) -> str:
        seconds = round(value * 86_400)
        hours, rest = divmod(seconds if self.elapsed else seconds % 86_400, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02d}" + (f":{seconds:02d}" if self.seconds else "")

    def _figures(self, value: float) -> str:
        exact = Decimal(repr(value)).scaleb(2 * self.percent)
        rounded = round_half_up(exact, len(self.decimals))
        whole, _point, decimals = f"{abs(rounded):f}".partition(".")
        kept = self.decimals.count("0")
        decimals = decimals[:kept] + decimals[kept:].rstrip("0")
        whole = whole.zfill(self.zeros)
        whole = f"{int(whole):,}".replace(",", "\u00a0") if self.thousands else whole
        shown = whole + (f".{decimals}" if decimals else "")
        return f"{'-' * (rounded < 0)}{self.around[0]}{shown}{self.around[1]}".strip()


def split_sections(code: str) -> list[str]:
    """The sections of a format, for numbers above, below and at zero; a «;» in quotes parts nothing."""
    found = re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code)
    return [section for section in found[:3] if section] or ["General"]


def round_half_up(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=60))


def plain_number(raw: str) -> str:
    """A number in its shortest form: Excel stores 1.1 as 1.1000000000000001."""
    value = float(raw)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}" if 1e-9 < abs(value) < 1e15 else raw


# What the workbook counts its days from (18.17.4.1).
SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_957_003  # the last day that both can count to
LONGEST_FORMAT = 255  # signs, as Excel itself allows
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()
GENERAL = NumberFormat("General")
# The formats that a workbook names by number alone (18.8.30).
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    18: "h:mm am/pm",
    19: "h:mm:ss am/pm",
    20: "h:mm",
    21: "h:mm:ss",
}
BUILT_IN |= {**dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), "dd.mm.yyyy")}
BUILT_IN |= {45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}


class CellStyles(PartReader):
    """`styles`: the number format of each cell style, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.formats = {number: NumberFormat(code) for number, code in BUILT_IN.items()}
        self.styles: list[NumberFormat] = []
        self.starts = {"numFmt": self._format, "xf": self._style}

    def _format(self, found: dict[str, str]) -> None:
        self.formats[whole_number(found.get("numFmtId"), 0)] = NumberFormat(
            found.get("formatCode", "")[:LONGEST_FORMAT]
        )

    def _style(self, found: dict[str, str]) -> None:
        if self.within("cellXfs"):
            self.styles.append(self.formats.get(whole_number(found.get("numFmtId"), 0), GENERAL))


@dataclass(frozen=True)
class Numbers:
    """How the numbers of one workbook are shown: the format of each cell style, and the day it
    counts from.
    """

    styles: list[NumberFormat]
    epoch: datetime

    def text(self, raw: str, style: int) -> str:
        form = self.styles[style] if style < len(self.styles) else GENERAL
        return tidy_lines(form.text(raw, self.epoch))


def unescaped(text: str) -> str:
    """`_x000D_` and its kin as the signs they stand for (22.9.2.19)."""
    if "_x" not in text:
        return text
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Worksheet(PartReader):
    """The rows of one worksheet that hold text or a formula."""

    skipped = frozenset(("rPh",))

    def __init__(self, strings: list[str], numbers: Numbers, budget: CellBudget):
        super().__init__()
        self.strings, self.numbers, self.budget = strings, numbers, budget
        self.concealed: list[tuple[int, int]] = []  # the first and last of columns that are hidden
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
        self._open_row()
        self.column = _column_index(found.get("r"), self.column + 1)
        self.kind, self.style, self.value = found.get("t", "n"), whole_number(found.get("s"), 0), ""
        self.take_text()

    def _value(self) -> None:
        self.pause()
        self.value = self.take_text()

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
        inline = self.take_text()
        raw = inline if self.kind == "inlineStr" and inline else self.value or inline
        text = self._cell_text(raw.strip()) if raw else ""
        if text:
            refuse_wide(self.column + 1)
            self._open_row()
            self.texts[self.column] = text

    def _cell_text(self, raw: str) -> str:
        if self.kind == "s":
            return self.strings[int(raw)]
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
