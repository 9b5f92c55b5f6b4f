"""The paragraphs of a Word or plain text file, read without trust in the file, as `office/imports/tables.py`
reads its tables. Pure.
"""

import io
import zipfile
from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from office.imports import package, tables
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.text import tidy_lines

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPE = _("This is not a Word or plain text file. Save the text as .docx or .txt.")


def read_lines(data: bytes, filename: str) -> list[str]:
    """Every line of a plain text, tidied, empty ones too; every paragraph of a Word file, with a line break
    at its end. Raises UnreadableFile.

    Numbers that Word itself gives to the paragraphs of a list are nowhere in the file: they are counted here
    («3.», «3.1.»).
    """
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableFile("empty")
    if len(data) > MAX_BYTES:
        raise UnreadableFile("size")
    try:
        if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return word_lines(data)
        tables.refuse_by_content(data)
        if not filename.lower().endswith((".txt", ".md")):
            raise UnreadableFile("type", TYPE)
        return [tidy_lines(line).strip() for line in tables.decode_text(data).splitlines()]
    except package.BROKEN as error:
        raise UnreadableFile("damaged") from error


def word_lines(data: bytes) -> list[str]:
    """The paragraphs of a .docx that hold anything."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package.refuse_bomb(archive.infolist())
        if "[Content_Types].xml" not in archive.namelist():
            raise UnreadableFile("type", TYPE)
        part = package.content_types(archive).get(WORD)
        if not part:
            raise UnreadableFile("type", TYPE)
        return Paragraphs().read(package.read_part(archive, part)).found


class Paragraphs(package.PartReader):
    """The paragraphs of a document in their order, those in tables too."""

    skipped = frozenset(("Fallback", "moveFrom", "del"))

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.counts: Counter[tuple[str, int]] = Counter()
        self.list, self.level = "", 0
        self.starts = {
            "p": self.begin,
            "numId": self.in_list,
            "ilvl": self.at_level,
            "t": self.listen,
            "tab": lambda _found: self.pieces.append(" "),
            "br": lambda _found: self.pieces.append(" "),
            "noBreakHyphen": lambda _found: self.pieces.append("-"),
        }
        self.ends = {"p": self.end, "t": self.pause}

    def begin(self, _found: dict[str, str]) -> None:
        self.take_text()
        self.list, self.level = "", 0

    def in_list(self, found: dict[str, Any]) -> None:
        self.list = found.get("val", "0")

    def at_level(self, found: dict[str, Any]) -> None:
        self.level = min(int(found.get("val", "0") or 0), 8)

    def end(self) -> None:
        text = tidy_lines(self.take_text()).replace("\n", " ").strip()
        if text:
            self.found.append(f"{self.number()}{text}\n" if not text[0].isdigit() else f"{text}\n")

    def number(self) -> str:
        """«3.» or «3.1.» of a paragraph in a numbered list, "" of any other."""
        if self.list in ("", "0"):
            return ""
        self.counts[self.list, self.level] += 1
        for deeper in range(self.level + 1, 9):
            self.counts[self.list, deeper] = 0
        return ".".join(str(self.counts[self.list, level]) for level in range(self.level + 1)) + ". "
