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
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import cache

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from defusedxml.ElementTree import XMLParser as DefusedParser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from office import kyrgyz
from office.sheets import Column, Sheet, unguarded

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 1000
MAX_RATIO = 250  # a Word table of 5 000 like rows packs about 40 times
MAX_CELLS = 100_000
MAX_COLUMNS = 64
MAX_TEXT = 20_000_000  # characters of all cells: one long shared string may stand in many of them
HEAD = 65_536

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
    """A Word table, an Excel worksheet or a CSV file. `index` counts from 1 in the file."""

    index: int
    name: str
    rows: list[SourceRow] = field(default_factory=list)
    hidden: bool = False

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
    etree.LxmlError,
    DefusedXmlException,
    ParseError,
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
    root = etree.fromstring(_part(archive, "[Content_Types].xml"), _parser())
    return {
        el.get("ContentType", ""): el.get("PartName", "").lstrip("/")
        for el in root.iterchildren("{*}Override")
    }


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one XML part, refused when it declares a document type: Office never writes one, bombs do."""
    with archive.open(name) as stream:
        data = stream.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise Refused("unpacked")
    DefusedParser(forbid_dtd=True).feed(data[:HEAD])
    return data


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _walk(data: bytes, *names: str, starts: bool = False) -> Iterator[tuple[str, etree._Element]]:
    """(event, element) for elements of these local names, without the whole tree's worth of Python objects."""
    walk = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end") if starts else ("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    yield from walk


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next(element.iterchildren(f"{{*}}{name}"), None) if element is not None else None
    return element


def _value(element: etree._Element | None, default: str = "") -> str:
    """The `val` attribute in whichever of the two Office namespaces."""
    if element is None:
        return default
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == "val"), default)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else default


@dataclass
class _Budget:
    """Counts what a file has cost so far and refuses when it is more than any list needs."""

    cells: int = 0
    text: int = 0

    def spend(self, row: SourceRow) -> None:
        filled = row.filled()
        if filled and filled[-1] >= MAX_COLUMNS:
            raise Refused("columns")
        self.cells += len(filled)
        self.text += sum(len(row.cells[i]) for i in filled)
        if self.cells > MAX_CELLS or self.text > MAX_TEXT:
            raise Refused("cells")


# --- Word ------------------------------------------------------------------------------------------------------------


def _word_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    tables: list[SourceTable] = []
    depth, reader = 0, _WordTable()
    for event, element in _walk(_part(archive, part), "tbl", "tr", starts=True):
        if _local(element) == "tbl":
            depth += 1 if event == "start" else -1
            if depth == 1 and event == "start":
                reader = _WordTable(reader.budget)
                tables.append(SourceTable(len(tables) + 1, ""))
        elif event == "end" and depth == 1:
            row = reader.row(element)
            if row.filled() or "deleted" in row.remarks:
                tables[-1].rows.append(row)
            element.clear()
    return tables


class _WordTable:
    """What the rows of one Word table need to know of those above: open vertical merges and running list numbers."""

    def __init__(self, budget: _Budget | None = None):
        self.budget = budget or _Budget()
        self.above: dict[int, str] = {}
        self.counts: Counter[str] = Counter()
        self.number = 0

    def row(self, tr: etree._Element) -> SourceRow:
        self.number += 1
        row = SourceRow(self.number, [])
        if _child(tr, "trPr", "del") is not None:  # deleted under "track changes": the author wants it gone
            row.remarks.append("deleted")
            return row
        _drop(tr, "Fallback", "moveFrom")
        row.cells += [""] * min(_whole(_value(_child(tr, "trPr", "gridBefore")), 0), MAX_COLUMNS)
        for tc in tr.iter("{*}tc"):
            if next(tc.iterancestors("{*}tr")) is tr:
                self._cell(row, tc)
        self.budget.spend(row)
        return row

    def _cell(self, row: SourceRow, tc: etree._Element) -> None:
        column, text = len(row.cells), self._text(tc)
        merge = _child(tc, "tcPr", "vMerge")
        if merge is not None and _value(merge, "continue") == "continue" and not text:
            text = self.above.get(column, "")
            row.merged_down.add(column)
        self.above[column] = text
        span = max(1, min(_whole(_value(_child(tc, "tcPr", "gridSpan")), 1), MAX_COLUMNS))
        if span > 1:
            row.spans[column] = span
        if _child(tc, "tbl") is not None:
            row.remarks.append("nested")
        row.cells += [text] + [""] * (span - 1)

    def _text(self, tc: etree._Element) -> str:
        text = tidy("".join(_word_pieces(tc)))
        numbering = next(tc.iter("{*}numId"), None)
        if text or numbering is None or _value(numbering) == "0":
            return text
        self.counts[_value(numbering)] += 1  # Word numbers the row itself; the digit is nowhere in the file
        return str(self.counts[_value(numbering)])


def _drop(element: etree._Element, *names: str) -> None:
    """Remove what Word does not show: the twin of a drawing for old programs, text moved elsewhere."""
    for unwanted in list(element.iter(*(f"{{*}}{name}" for name in names))):
        parent = unwanted.getparent()
        if parent is not None:
            parent.remove(unwanted)


PIECES = {"p": "\n", "br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def _word_pieces(tc: etree._Element) -> Iterator[str]:
    for element in tc.iter("{*}t", *(f"{{*}}{name}" for name in PIECES)):
        name = _local(element)
        if name == "t":
            yield element.text or ""
        elif name != "tab" or _local(element.getparent()) == "r":  # <w:tab> in <w:tabs> only sets a stop
            yield PIECES[name]


# --- Excel -----------------------------------------------------------------------------------------------------------


def _excel_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    parts = _relations(archive, part)
    by_kind = dict(parts.values())
    strings = _shared_strings(archive, by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
    dates = _date_styles(archive, by_kind["styles"]) if "styles" in by_kind else set()
    book = _Book(strings, dates, _Budget())
    tables = []
    for index, (_event, sheet) in enumerate(_walk(_part(archive, part), "sheet"), start=1):
        key = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        kind, name = parts.get(key, ("", ""))
        if kind == "worksheet":  # a chart sheet holds no rows
            table = SourceTable(
                index, sheet.get("name", ""), hidden=sheet.get("state", "visible") != "visible"
            )
            table.rows = book.rows(_part(archive, name))
            tables.append(table)
    return tables


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, name of the part) of what a part refers to."""
    folder, name = posixpath.split(part)
    root = etree.fromstring(_part(archive, posixpath.join(folder, "_rels", f"{name}.rels")), _parser())
    return {
        el.get("Id", ""): (
            posixpath.basename(el.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, el.get("Target", ""))).lstrip("/"),
        )
        for el in root.iterchildren("{*}Relationship")
    }


def _shared_strings(archive: zipfile.ZipFile, name: str) -> list[str]:
    strings = []
    for _event, si in _walk(_part(archive, name), "si"):
        strings.append(_rich_text(si))
        _forget(si)
    return strings


def _rich_text(element: etree._Element) -> str:
    """The text of <si> or <is>: plain or in runs, without the phonetic reading."""
    own = (t.text or "" for t in element.iter("{*}t") if _local(t.getparent()) != "rPh")
    return tidy("".join(own))


def _date_styles(archive: zipfile.ZipFile, name: str) -> set[int]:
    """Indexes of cell styles whose numbers are days: built-in formats 14–22 and 45–47, or a custom one with y or d."""
    root = etree.fromstring(_part(archive, name), _parser())
    custom = {_whole(el.get("numFmtId"), 0): el.get("formatCode", "") for el in root.iter("{*}numFmt")}
    formats = _child(root, "cellXfs")
    ids = [_whole(xf.get("numFmtId"), 0) for xf in formats] if formats is not None else []
    days = {*range(14, 23), *range(45, 48)}
    coded = {
        i for i, code in custom.items() if re.search("[yd]", re.sub(r'"[^"]*"|\[[^]]*\]', "", code.lower()))
    }
    return {style for style, number in enumerate(ids) if number in days | coded}


def _forget(element: etree._Element) -> None:
    """Free a read element and those before it, which iterparse would keep."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


@dataclass
class _Book:
    strings: list[str]
    dates: set[int]
    budget: _Budget

    def rows(self, sheet: bytes) -> list[SourceRow]:
        rows: list[SourceRow] = []
        ranges: list[str] = []
        number = 0
        for _event, element in _walk(sheet, "row", "mergeCell"):
            if _local(element) == "mergeCell":
                ranges.append(element.get("ref", ""))
                continue
            number = _whole(element.get("r"), number + 1)
            row = self._row(number, element)
            if row.filled() or row.formulas:
                self.budget.spend(row)
                rows.append(row)
            _forget(element)
        _apply_merges(rows, ranges)
        return rows

    def _row(self, number: int, element: etree._Element) -> SourceRow:
        texts: dict[int, str] = {}
        row = SourceRow(number, [], remarks=["hidden"] if element.get("hidden") in ("1", "true") else [])
        column = -1
        for c in element.iterchildren("{*}c"):
            column = _column(c.get("r"), column + 1)
            formula = _child(c, "f")
            if formula is not None:
                row.formulas[column] = "=" + (formula.text or "…")
            text = self._text(c)
            if text:
                texts[column] = text
        last = max([*texts, *row.formulas], default=-1)
        if last >= MAX_COLUMNS:
            raise Refused("columns")
        row.cells = [texts.get(i, "") for i in range(last + 1)]
        return row

    def _text(self, c: etree._Element) -> str:
        kind = c.get("t", "n")
        if kind == "inlineStr":
            inline = _child(c, "is")
            return _rich_text(inline) if inline is not None else ""
        value = _child(c, "v")
        raw = (value.text or "").strip() if value is not None else ""
        if kind == "s":
            return self.strings[int(raw)] if raw else ""
        if kind == "n" and raw:
            return _number(raw, day=_whole(c.get("s"), 0) in self.dates)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
        return tidy(raw)


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
