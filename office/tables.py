"""The tables of a Word, Excel or CSV file as plain rows, read without trust in the file.

One reader for every importer. Nothing of the file is executed, no part of it is opened before its declared size was looked at,
and whatever is wrong with it becomes `Refused` with a sentence a clerk can act on. Pure: no database, no models.
"""

import csv
import io
import posixpath
import re
import struct
import unicodedata
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Self
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office import kyrgyz
from office.sheets import Column, Sheet, unguarded

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 1000
MAX_RATIO = 250  # a Word table of 5 000 like rows packs about 40 times
MAX_TABLES = 500
MAX_CELLS = 100_000
MAX_COLUMNS = 64
MAX_TEXT = 20_000_000  # characters of all cells: one long shared string may stand in many of them
MAX_MARKS = 3_000_000  # tags and attributes of one part; Word itself needs 2 200 000 for 5 000 rows
HEAD = 65_536  # characters in which a CSV shows its delimiter

REFUSALS = {
    "size": _("The file is larger than 5 MB."),
    "unpacked": _("Unpacked, the file would be larger than 50 MB. Save only the table in a new file."),
    "empty": _("The file is empty."),
    "type": _("This is not a Word, Excel or CSV file. Save the table as .docx, .xlsx or .csv."),
    "pdf": _("This is a PDF. Choose the Word or Excel file it was made from."),
    "old": _("This is the old Word or Excel format. Open the file and save it as .docx or .xlsx."),
    "open-document": _("This is an OpenDocument file. Open it and save it as .docx or .xlsx."),
    "web-page": _(
        "This is a web page with another name. Open it in Word or Excel and save it as .docx or .xlsx."
    ),
    "macros": _("The file carries macros. Save it as .docx or .xlsx without macros."),
    "encrypted": _("The file is protected with a password. Remove the password and choose it again."),
    "damaged": _("The file is damaged and cannot be read. Open it, save it anew and choose it again."),
    "cells": _("The table is too big: it has more cells than a list of 5 000 rows needs."),
    "columns": _("The table is too wide: it has more than 64 columns."),
    "table": _("There is no table in the file."),
}


class Refused(Exception):
    """The file is not read at all. `code` is for programs, `message` (lazily translated) for the person."""

    def __init__(self, code: str, message: str | Promise | None = None):
        self.code = code
        self.message = message if message is not None else REFUSALS[code]
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


@dataclass(slots=True)
class SourceRow:
    """One row as it stands in the file: `number` counts from 1 the way Word or Excel does, `cells` are texts by column."""

    number: int
    cells: list[str]
    spans: dict[int, int] = field(default_factory=dict)  # first column → how many columns the cell covers
    formulas: dict[int, str] = field(default_factory=dict)  # column → formula; the cell holds its last value
    merged_down: set[int] = field(
        default_factory=set
    )  # columns whose text belongs to a cell begun in a row above
    remarks: list[str] = field(
        default_factory=list
    )  # "hidden", "nested", "deleted": what a reader should know

    def filled(self) -> list[int]:
        return [i for i, text in enumerate(self.cells) if text]


@dataclass(slots=True)
class SourceTable:
    """A Word table, an Excel worksheet or a CSV file. `index` counts from 1 in the file; `above` are the paragraphs over a Word table."""

    index: int
    name: str
    rows: list[SourceRow] = field(default_factory=list)
    hidden: bool = False
    above: str = ""

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


# --- words -----------------------------------------------------------------------------------------------------------

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FOREIGN = re.compile(r"[^\W\d_\u0400-\u04ff]")  # a letter that is not Cyrillic


def tidy(text: str) -> str:
    """`text` without what the eye cannot see: soft hyphens, no-break and doubled spaces, empty lines. Lines stay lines."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def mend(text: str) -> str:
    """A tidy `text` with Latin letters inside Cyrillic words replaced by their Cyrillic twins; wholly Latin words stay."""
    return "\n".join(kyrgyz.tidy(line) for line in text.split("\n")) if FOREIGN.search(text) else text


def fold(text: str) -> str:
    """The key by which words of a closed vocabulary are compared: no case, no doubled space, no Latin twins."""
    return kyrgyz.tidy(text).casefold()


def letters(text: str) -> str:
    """The key by which headings are compared: `fold` with letters and digits only, so a slash or a (*) does not matter."""
    return "".join(c for c in fold(unicodedata.normalize("NFKC", text)) if c.isalnum())


# --- the file --------------------------------------------------------------------------------------------------------

# What reading a hostile or broken archive or XML part is known to raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    csv.Error,
)


def read_tables(data: bytes, filename: str) -> list[SourceTable]:
    """Every table of the file, in its order, with at least one row of text each.

    The kind of file is decided by its content; `filename` only tells a CSV from other text. Raises `Refused`.
    """
    try:
        tables = [table for table in _tables(data, filename) if table.rows]
    except BROKEN as error:
        raise Refused("damaged") from error
    if not tables:
        raise Refused("table")
    if len(tables) > MAX_TABLES:
        raise Refused("cells")
    return tables


def _tables(data: bytes, filename: str) -> list[SourceTable]:
    if not data.strip(b"\0 \r\n\t"):
        raise Refused("empty")
    if len(data) > MAX_BYTES:
        raise Refused("size")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_tables(data)
    _refuse_by_content(data)
    if not filename.lower().endswith(".csv"):
        raise Refused("type")
    return [_csv_table(data)]


def _refuse_by_content(data: bytes) -> None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    ):  # OLE: a password turns .docx into this container too
        raise Refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old")
    if head.startswith(b"%pdf"):
        raise Refused("pdf")
    if head.startswith((b"{\\rtf", b"<?xml")):
        raise Refused("type")
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<body")):
        raise Refused("web-page")


def _packed_tables(data: bytes) -> list[SourceTable]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_bomb(archive.infolist())
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names:
            raise Refused("open-document" if "mimetype" in names else "type")
        kinds = _content_types(archive)
        if any("macroenabled" in kind.lower() for kind in kinds) or any(
            n.endswith("vbaProject.bin") for n in names
        ):
            raise Refused("macros")
        for kind, reader in (
            ("wordprocessingml.document", _word_tables),
            ("spreadsheetml.sheet", _excel_tables),
        ):
            part = kinds.get(f"application/vnd.openxmlformats-officedocument.{kind}.main+xml")
            if part:
                return reader(archive, part)
    raise Refused("type")


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """Judge the archive by its directory alone; zipfile never unpacks more of a part than the directory declares."""
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("encrypted")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("unpacked")
    for part in parts:
        if part.file_size > MAX_BYTES and part.file_size > MAX_RATIO * part.compress_size:
            raise Refused("unpacked")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
    if len({part.filename for part in parts}) != len(parts):
        raise Refused("damaged")


def _content_types(archive: zipfile.ZipFile) -> dict[str, str]:
    overrides = _Attributes("Override").read(_part(archive, "[Content_Types].xml")).found
    return {found.get("ContentType", ""): found.get("PartName", "").lstrip("/") for found in overrides}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise Refused("unpacked")
    if data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise Refused("cells")
    return data


class _Part:
    """Reads one XML part tag by tag, without a tree: a file of a few kB can unfold into a tree of gigabytes.

    A document type is refused at once: Office never writes one, entity bombs need one. Prefixes do not matter. `starts` and `ends`
    say what to do at a tag, `skipped` what to pass over with all it holds.
    """

    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.path: list[str] = []
        self.skip = 0
        self.pieces: list[str] = []
        self.listening = False
        self.starts: dict[str, Callable[[dict[str, str]], Any]] = {}
        self.ends: dict[str, Callable[[], Any]] = {}

    def read(self, data: bytes) -> Self:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)
        return self

    @staticmethod
    def _doctype(*_declared: Any) -> None:
        raise Refused("damaged")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.path.append(name)
        if name in self.skipped and not self.skip:
            self.skip = len(self.path)
        if name in self.starts and not self.skip:
            self.starts[name]({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def _end(self, _name: str) -> None:
        name = self.path.pop()
        if name in self.ends and not self.skip:
            self.ends[name]()
        if len(self.path) < self.skip:
            self.skip = 0

    def _text(self, text: str) -> None:
        if self.listening and not self.skip:
            self.pieces.append(text)

    def listen(self, _attributes: dict[str, str]) -> None:
        self.listening = True

    def pause(self) -> None:
        self.listening = False

    def heard(self) -> str:
        """The text since the last time, as it stands in the file."""
        text = "".join(self.pieces)
        self.pieces = []
        return text

    def within(self, *names: str) -> bool:
        """Whether the tag now open stands directly in these."""
        return tuple(self.path[-1 - len(names) : -1]) == names


class _Attributes(_Part):
    """The attributes of every tag of one name."""

    def __init__(self, name: str):
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.starts = {name: self.found.append}


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else default


@dataclass
class _Budget:
    """Counts what a file has cost so far and refuses when it is more than any list needs."""

    cells: int = 0
    text: int = 0

    def spend(self, row: SourceRow) -> None:
        filled = row.filled()
        self.cells += len(filled)
        self.text += sum(len(row.cells[i]) for i in filled)
        if self.cells > MAX_CELLS or self.text > MAX_TEXT:
            raise Refused("cells")


def _refuse_wide(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise Refused("columns")


# --- Word ------------------------------------------------------------------------------------------------------------


def _word_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    return _WordDocument().read(_part(archive, part)).tables


class _WordDocument(_Part):
    """The outer tables of a document. A table inside a cell is read as text of that cell."""

    # what Word does not show: the twin of a drawing for old programs, text moved elsewhere
    skipped = frozenset(("Fallback", "moveFrom"))

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[SourceTable] = []
        self.budget = _Budget()
        self.depth = 0
        self.cell: _WordCell | None = None
        self.row = SourceRow(0, [])
        self.starts = {
            "tbl": self._table,
            "tr": self._begin_row,
            "del": self._row_deleted,
            "gridBefore": lambda found: self._columns_before(_whole(found.get("val"), 0)),
            "tc": self._begin_cell,
            "gridSpan": self._span,
            "vMerge": self._merge,
            "numId": self._numbering,
            "t": self.listen,
            "tab": self._tab,
            **{
                name: self._piece(text)
                for name, text in {"p": "\n", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()
            },
        }
        self.ends = {"tbl": self._table_ends, "tr": self._row_ends, "tc": self._cell_ends, "t": self.pause}

    def _table(self, _found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.tables.append(SourceTable(len(self.tables) + 1, "", above=tidy(self.heard())))
            self.above: dict[int, str] = {}  # text of the cell above, by column, for vertical merges
            self.counts: Counter[str] = Counter()
            self.number = 0
        elif "nested" not in self.row.remarks:
            self.row.remarks.append("nested")

    def _table_ends(self) -> None:
        self.depth -= 1

    def _begin_row(self, _found: dict[str, str]) -> None:
        if self.depth == 1:
            self.number += 1
            self.row = SourceRow(self.number, [])

    def _row_deleted(self, _found: dict[str, str]) -> None:
        """Deleted under «track changes»: the author wants it gone."""
        if self.depth == 1 and self.within("trPr"):
            self.row.remarks.append("deleted")

    def _columns_before(self, columns: int) -> None:
        if self.depth == 1 and self.within("trPr"):
            _refuse_wide(columns)
            self.row.cells += [""] * columns

    def _row_ends(self) -> None:
        if self.depth != 1:
            return
        if "deleted" in self.row.remarks:
            self.row.cells = []
        if self.row.filled() or "deleted" in self.row.remarks:
            self.budget.spend(self.row)
            self.tables[-1].rows.append(self.row)

    def _open_row(self) -> SourceRow:
        if self.row is None:
            raise Refused("damaged")
        return self.row

    def _begin_cell(self, _found: dict[str, str]) -> None:
        if self.depth == 1:
            self.cell = _WordCell()
            self.heard()

    def _span(self, found: dict[str, str]) -> None:
        if self.cell and self.depth == 1:
            self.cell.span = max(1, _whole(found.get("val"), 1))
            _refuse_wide(self.cell.span)

    def _merge(self, found: dict[str, str]) -> None:
        if self.cell and self.depth == 1:
            self.cell.continues = found.get("val", "continue") == "continue"

    def _numbering(self, found: dict[str, str]) -> None:
        if self.cell and not self.cell.numbering:
            self.cell.numbering = found.get("val", "0")

    def _tab(self, _found: dict[str, str]) -> None:
        if self.within("r"):  # <w:tab> in <w:tabs> only sets a stop
            self.pieces.append(" ")

    def _piece(self, text: str) -> Callable[[dict[str, str]], None]:
        return lambda _found: self.pieces.append(text)

    def _cell_ends(self) -> None:
        if self.depth != 1 or not self.cell:
            return
        cell, self.cell = self.cell, None
        column, text = len(self.row.cells), tidy(self.heard()) or self._list_number(cell.numbering)
        if cell.continues and not text:
            text = self.above.get(column, "")
            self.row.merged_down.add(column)
        self.above[column] = text
        if cell.span > 1:
            self.row.spans[column] = cell.span
        self.row.cells += [text] + [""] * (cell.span - 1)
        _refuse_wide(len(self.row.cells))

    def _list_number(self, numbering: str) -> str:
        """The number Word itself gives an empty paragraph of a numbered list; the digit is nowhere in the file."""
        if numbering in ("", "0"):
            return ""
        self.counts[numbering] += 1
        return str(self.counts[numbering])


@dataclass(slots=True)
class _WordCell:
    span: int = 1
    continues: bool = False
    numbering: str = ""


# --- Excel -----------------------------------------------------------------------------------------------------------


def _excel_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    parts = _relations(archive, part)
    by_kind = dict(parts.values())
    strings = (
        _Strings().read(_part(archive, by_kind["sharedStrings"])).strings
        if "sharedStrings" in by_kind
        else []
    )
    dates = _Styles().read(_part(archive, by_kind["styles"])).dates if "styles" in by_kind else set()
    budget = _Budget()
    tables = []
    for index, sheet in enumerate(_Attributes("sheet").read(_part(archive, part)).found, start=1):
        kind, name = parts.get(sheet.get("id", ""), ("", ""))
        if kind == "worksheet":  # a chart sheet holds no rows
            hidden = sheet.get("state", "visible") != "visible"
            rows = _Worksheet(strings, dates, budget).read(_part(archive, name)).merged_rows()
            tables.append(SourceTable(index, sheet.get("name", ""), rows, hidden))
    return tables


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, name of the part) of what a part refers to."""
    folder, name = posixpath.split(part)
    found = (
        _Attributes("Relationship")
        .read(_part(archive, posixpath.join(folder, "_rels", f"{name}.rels")))
        .found
    )
    return {
        relation.get("Id", ""): (
            posixpath.basename(relation.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in found
    }


class _Strings(_Part):
    """Texts that cells share, plain or in runs, without their phonetic reading."""

    skipped = frozenset(("rPh",))

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.starts = {"t": self.listen}
        self.ends = {"t": self.pause, "si": lambda: self.strings.append(tidy(self.heard()))}


class _Styles(_Part):
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
            self.formats.add(_whole(found.get("numFmtId"), 0))

    def _style(self, found: dict[str, str]) -> None:
        if self.within("cellXfs"):
            if _whole(found.get("numFmtId"), 0) in self.formats:
                self.dates.add(self.count)
            self.count += 1


class _Worksheet(_Part):
    """The rows of one worksheet that hold text or a formula."""

    skipped = frozenset(("rPh",))

    def __init__(self, strings: list[str], dates: set[int], budget: _Budget):
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
        self.number = _whole(found.get("r"), self.number + 1)
        self.column = -1
        self.texts: dict[int, str] = {}
        self.row = SourceRow(
            self.number, [], remarks=["hidden"] if found.get("hidden") in ("1", "true") else []
        )

    def _open_row(self) -> SourceRow:
        if self.row is None:
            raise Refused("damaged")
        return self.row

    def _begin_cell(self, found: dict[str, str]) -> None:
        self._open_row()
        self.column = _column(found.get("r"), self.column + 1)
        self.kind, self.day = found.get("t", "n"), _whole(found.get("s"), 0) in self.dates
        self.heard()

    def _formula(self) -> None:
        self.pause()
        _refuse_wide(self.column + 1)
        self._open_row().formulas[self.column] = "=" + (self.heard() or "…")

    def _cell_ends(self) -> None:
        raw = self.heard()
        text = self._cell_text(raw.strip()) if raw else ""
        if text:
            _refuse_wide(self.column + 1)
            self._open_row()
            self.texts[self.column] = text

    def _cell_text(self, raw: str) -> str:
        if self.kind == "s":
            return self.strings[int(raw)]
        if self.kind == "n":
            return _number(raw, day=self.day)
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        return tidy(raw)

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


def _column(reference: str | None, default: int) -> int:
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


def _number(raw: str, *, day: bool) -> str:
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
            raise Refused("cells")
        if match and first < last and numbers[first] == int(match[2]):
            left = _column(match[1], 0)
            _merge(rows[first], rows[first + 1 : last], left, _column(match[3], 0) - left + 1)


def _merge(top: SourceRow, below: list[SourceRow], left: int, span: int) -> None:
    text = top.cells[left] if left < len(top.cells) else ""
    for row in [top, *below]:
        if span > 1:
            row.spans[left] = span
    for row in below if text else []:
        row.cells += [""] * (left + 1 - len(row.cells))
        row.cells[left] = text
        row.merged_down.add(left)


# --- CSV -------------------------------------------------------------------------------------------------------------


def _csv_table(data: bytes) -> SourceTable:
    text = _decoded(data)
    table, budget = SourceTable(1, ""), _Budget()
    for number, cells in enumerate(
        csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), start=1
    ):
        row = SourceRow(number, [tidy(unguarded(cell)) for cell in cells])
        _refuse_wide(1 + max(row.filled(), default=-1))
        if row.filled():
            budget.spend(row)
            table.rows.append(row)
    return table


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or cp1251, which old Excel writes in this country."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251")
    if "\0" in text:
        raise Refused("type")
    return text


def _delimiter(text: str) -> str:
    head = text[:HEAD]
    return max(",;\t", key=head.count)


# --- headings --------------------------------------------------------------------------------------------------------

LONGEST_HEADING = 500  # characters; a longer cell is no heading
NEAR = 0.88  # how alike a misspelt heading must be; below that it is another heading


@dataclass
class Headings:
    """Which columns of a sheet a heading row names: key → place in the row; `near` are those recognised though misspelt."""

    sheet: Sheet
    places: dict[str, int]
    near: set[str] = field(default_factory=set)

    @property
    def missing(self) -> list[Column]:
        return [column for column in self.sheet.columns if column.key not in self.places]


def match_headings(sheet: Sheet, cells: list[str]) -> Headings:
    """Columns by heading, never by place. Case, spaces, punctuation, Latin twins and the body's name do not matter.

    Headings close to a column not found otherwise are taken too, once half of the columns are certain.
    """
    keys = [letters(cell[:LONGEST_HEADING]) for cell in cells]
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


@cache
def _heading_pattern(name: str) -> re.Pattern[str]:
    """`name` as `letters` sees it, anything in place of its `{words}`."""
    return re.compile(".*".join(re.escape(letters(part)) for part in re.split(r"\{\w+\}", name)))


def _match_near(headings: Headings, keys: list[str]) -> None:
    for column in headings.missing:
        names = [letters(re.sub(r"\{\w+\}", "", name)) for name in (column.heading, *column.aliases)]
        free = [i for i, key in enumerate(keys) if len(key) > 5 and i not in headings.places.values()]
        scores = [(_likeness(keys[i], name), i) for i in free for name in names]
        best, place = max(scores, default=(0.0, 0))
        if best >= NEAR:
            headings.places[column.key] = place
            headings.near.add(column.key)


def _likeness(key: str, name: str) -> float:
    return SequenceMatcher(None, key[-len(name) - 2 :], name, autojunk=False).ratio()
