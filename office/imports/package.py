"""An Office file opened without trust: its parts judged by their declared size, read tag by tag."""

import csv
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.imports.source import SourceRow

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_PARTS = 1000
MAX_RATIO = 250  # a Word table of 5 000 like rows packs about 40 times
MAX_TABLES = 500
MAX_CELLS = 100_000
MAX_COLUMNS = 64
MAX_TEXT = 20_000_000  # characters of all cells: one long shared string may stand in many of them
MAX_MARKS = 3_000_000  # tags and attributes of one part; Word itself needs 2 200 000 for 5 000 rows
TYPES = "[Content_Types].xml"
MAIN_TYPE = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.(wordprocessingml|spreadsheetml)"
    r"\.(?:document|sheet|template)\.main\+xml"
)
FAMILIES = {"wordprocessingml": "word", "spreadsheetml": "excel"}
HEAD = 65_536  # characters in which a CSV shows its delimiter
REFUSALS = {
    "size": _("The file is larger than 5 MB."),
    "unpacked": _("Unpacked, the file would be larger than 50 MB. Save only the table in a new file."),
    "empty": _("The file is empty."),
    "type": _(
        "This is not a Word, Excel, OpenDocument, RTF or CSV file. Save the table as .docx, .xlsx or .csv."
    ),
    "pdf": _("This is a PDF. Choose the Word or Excel file it was made from."),
    "scan": _(
        "This PDF has no text layer: it is a scan or a photograph. Choose the Word or Excel file it was made "
        "from, or have the text recognised first."
    ),
    "no-lines": _(
        "This PDF has text, but no table with drawn lines, and columns are not guessed. Choose the Word or "
        "Excel file it was made from."
    ),
    "old": _("This is the old Word or Excel format. Open the file and save it as .docx or .xlsx."),
    "unopened": _(
        "This old file could not be opened: it is damaged or has a password. Open it in Word or Excel and "
        "save it as .docx or .xlsx without a password."
    ),
    "open-document": _(
        "This OpenDocument file is no text and no table. Open it and save the table as .docx or .xlsx."
    ),
    "web-page": _(
        "This is a web page with another name. Open it in Word or Excel and save it as .docx or .xlsx."
    ),
    "letters": _(
        "Letters of this file are lost: its program could not write ө, ү, ң. Save the list as .xlsx or as"
        " “CSV UTF-8” and choose it again."
    ),
    "macros": _("The file carries macros. Save it as .docx or .xlsx without macros."),
    "encrypted": _("The file is protected with a password. Remove the password and choose it again."),
    "damaged": _("The file is damaged and cannot be read. Open it, save it anew and choose it again."),
    "time": _(
        "Reading the file took too long and was stopped. Copy only the table into a new file, without empty "
        "rows below it, and choose that."
    ),
    "memory": _(
        "The file needs more memory than a list may and was not read. Copy only the table into a new file "
        "and choose that."
    ),
    "room": _(
        "Files cannot be read at the moment; nothing is lost. Tell the administrator, who finds the reason "
        "in the log."
    ),
    "cells": _("The table is too big: it has more cells than a list of 5 000 rows needs."),
    "columns": _("The table is too wide: it has more than 64 columns."),
    "table": _("There is no table in the file."),
}


class UnreadableFile(Exception):
    """The file is not read at all. `code` is for programs, `message` (lazily translated) for the person."""

    def __init__(self, code: str, message: str | Promise | None = None):
        self.code = code
        self.message = message if message is not None else REFUSALS[code]
        super().__init__(code)

    def __str__(self) -> str:
        return str(self.message)


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


def refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    """Judge the archive by its directory alone; zipfile never unpacks more of a part than the directory
    declares.
    """
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile("encrypted")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnreadableFile("unpacked")
    for part in parts:
        if part.file_size > MAX_BYTES and part.file_size > MAX_RATIO * part.compress_size:
            raise UnreadableFile("unpacked")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableFile("damaged")
    if len({part.filename for part in parts}) != len(parts):
        raise UnreadableFile("damaged")


@dataclass
class ContentTypes:
    """What `[Content_Types].xml` says of the parts: by name, or by how the name ends. Case does not matter
    (ECMA-376 part 2, 7.3).
    """

    named: dict[str, str]
    ends: dict[str, str]

    @classmethod
    def of(cls, archive: zipfile.ZipFile) -> Self:
        data = read_part(archive, TYPES)
        named = TagAttributes("Override").read(data).found
        ends = TagAttributes("Default").read(data).found
        return cls(
            {found.get("PartName", "").lstrip("/").lower(): found.get("ContentType", "") for found in named},
            {found.get("Extension", "").lower(): found.get("ContentType", "") for found in ends},
        )

    def type_of(self, part: str) -> str:
        return self.named.get(part.lower()) or self.ends.get(part.rpartition(".")[2].lower(), "")

    @property
    def all(self) -> set[str]:
        return {*self.named.values(), *self.ends.values()}


def find_part(archive: zipfile.ZipFile, name: str) -> str:
    """The name under which the archive has a part, "" where it has none; case and the slash do not matter."""
    if name in archive.NameToInfo:
        return name
    return next((one for one in archive.namelist() if one.replace("\\", "/").lower() == name.lower()), "")


def main_part(archive: zipfile.ZipFile) -> tuple[str, str]:
    """(family, name) of the part an Office file begins with: "word" or "excel", document or template; ("",
    "") for another file.
    """
    types = ContentTypes.of(archive)
    begins = [part for kind, part in read_relations(archive, "").values() if kind == "officeDocument"]
    for part in [*begins, *types.named]:
        found = MAIN_TYPE.fullmatch(types.type_of(part))
        if found:
            return FAMILIES[found[1]], part
    return "", ""


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(find_part(archive, name) or name) as stream:
        data = stream.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise UnreadableFile("unpacked")
    if data.count(b"<") + data.count(b"=") > MAX_MARKS:
        raise UnreadableFile("cells")
    return data


class PartReader:
    """Reads one XML part tag by tag, without a tree: a file of a few kB can unfold into a tree of gigabytes.

    A document type is refused at once: Office never writes one, entity bombs need one. Prefixes do not
    matter. `starts` and `ends`
    say what to do at a tag, `skipped` what to pass over with all it holds.
    """

    skipped: frozenset[str] = frozenset()
    may_prefix = True  # whether attributes may have a prefix, as those of Word have

    def __init__(self) -> None:
        self.path: list[str] = []
        self.names: dict[str, str] = {}  # each name of a tag without its prefix
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
        raise UnreadableFile("damaged")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = self.names.get(name) or self.names.setdefault(name, bare_name(name))
        self.path.append(name)
        if self.skip:
            return
        if name in self.skipped:
            self.skip = len(self.path)
        elif start := self.starts.get(name):
            if self.may_prefix and ":" in "".join(attributes):
                attributes = {bare_name(key): value for key, value in attributes.items()}
            start(attributes)

    def _end(self, _name: str) -> None:
        name = self.path.pop()
        if self.skip:
            if len(self.path) < self.skip:
                self.skip = 0
        elif end := self.ends.get(name):
            end()

    def _text(self, text: str) -> None:
        if self.listening and not self.skip:
            self.pieces.append(text)

    def listen(self, _attributes: dict[str, str]) -> None:
        self.listening = True

    def pause(self) -> None:
        self.listening = False

    def take_text(self) -> str:
        """Return the character data buffered since the last call, and clear the buffer."""
        if not self.pieces:
            return ""
        text = "".join(self.pieces)
        self.pieces = []
        return text

    def within(self, *names: str) -> bool:
        """Whether the open tag is a direct child of these."""
        return tuple(self.path[-1 - len(names) : -1]) == names


def bare_name(name: str) -> str:
    """The name of a tag or an attribute without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


class TagAttributes(PartReader):
    """The attributes of every tag of one name."""

    def __init__(self, name: str):
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.starts = {name: self.found.append}


@lru_cache(maxsize=1024)
def whole_number(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else default


@dataclass
class CellBudget:
    """Counts what a file has cost so far and refuses when it is more than any list needs."""

    cells: int = 0
    text: int = 0

    def spend(self, row: SourceRow) -> None:
        filled = row.filled()
        self.cells += len(filled)
        self.text += sum(len(row.cells[i]) for i in filled)
        if self.cells > MAX_CELLS or self.text > MAX_TEXT:
            raise UnreadableFile("cells")


def refuse_wide(columns: int) -> None:
    if columns > MAX_COLUMNS:
        raise UnreadableFile("columns")


def read_relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Id → (kind, name of the part) of what a part refers to; of what the package begins with for ""."""
    folder, name = posixpath.split(part)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    if not find_part(archive, links):
        return {}
    return {
        relation.get("Id", ""): (
            posixpath.basename(relation.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in TagAttributes("Relationship").read(read_part(archive, links)).found
        if relation.get("TargetMode") != "External"
    }


def related_parts(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Kind → name of the parts that a part refers to and the archive has."""
    return {kind: name for kind, name in read_relations(archive, part).values() if find_part(archive, name)}
