"""The paragraphs of a Word or plain text file, read without trust in the file, as
`office/imports/tables.py` reads its tables. Pure.
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext_lazy as _

from office.imports import package, tables
from office.imports.csv_tables import decode_text
from office.imports.list_numbers import ListPlace, Lists
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.text import tidy_lines
from office.imports.word_text import UNSEEN, WordText, read_notes
from office.kyrgyz import join_ocr_lines

TYPE = _("This is not a Word or plain text file. Save the text as .docx or .txt.")


def read_lines(data: bytes, filename: str) -> list[str]:
    """Every line of a plain text, tidied, empty ones too; every paragraph of a Word file, with a line break
    at its end. Raises UnreadableFile.

    Numbers that Word itself gives to the paragraphs of a list are nowhere in the file: they are counted
    here («3.», «3.1.», «б)», «IV.»).
    """
    return texts_of(read_marked_lines(data, filename))


def read_marked_lines(data: bytes, filename: str) -> "list[Line]":
    """The lines with what a person should know of them; one that held nothing but a placeholder is empty."""
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
        return [Line(tidy_lines(line).strip()) for line in join_ocr_lines(decode_text(data)).splitlines()]
    except package.BROKEN as error:
        raise UnreadableFile("damaged") from error


@dataclass(frozen=True)
class Line:
    """`remarks` are keys of the notes of an import: "placeholder", "hidden-text", "struck-text"."""

    text: str
    remarks: tuple[str, ...] = ()


def texts_of(lines: list[Line]) -> list[str]:
    """The texts alone, without the lines that hold nothing but a placeholder."""
    return [line.text for line in lines if line.text or not line.remarks]


def word_lines(data: bytes) -> list[Line]:
    """The paragraphs of a .docx that hold anything."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package.refuse_bomb(archive.infolist())
        if not package.find_part(archive, package.TYPES):
            raise UnreadableFile("type", TYPE)
        family, part = package.main_part(archive)
        if family != "word":
            raise UnreadableFile("type", TYPE)
        lists, notes = Lists.of(archive, part), read_notes(archive, part)
        return Paragraphs(lists, notes).read(package.read_part(archive, part)).found


@dataclass
class OpenParagraph:
    """A paragraph that is being read: what it has said before a text box inside it, and the lines of that
    box.
    """

    pieces: list[str]
    place: ListPlace
    style: str
    boxes: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    joined: bool = False  # its end was deleted under revision: the next one goes on with it


class Paragraphs(WordText):
    """The paragraphs of a document in their order, those in tables too; a text box follows the paragraph it
    stands in.
    """

    skipped = UNSEEN - {"moveFrom"}

    def __init__(self, lists: Lists, notes: dict[str, str] | None = None) -> None:
        super().__init__(lists, notes)
        self.found: list[Line] = []
        self.open: list[OpenParagraph] = []
        self.carried, self.carried_remarks = "", list[str]()
        self.starts |= {"p": self.begin, "del": self._deleted, "moveFrom": self._deleted}
        self.starts["cellDel"] = lambda _found: self._skip_above("tcPr")
        self.ends |= {"p": self.end, "tc": self._flush}

    def read(self, data: bytes) -> Self:
        super().read(data)
        self._flush()
        return self

    def remark(self, what: str) -> None:
        if self.open and what not in self.open[-1].remarks:
            self.open[-1].remarks.append(what)

    def _flush(self) -> None:
        """Words of a paragraph whose end is deleted, and after which none goes on with them."""
        text, self.carried = tidy_lines(self.carried).replace("\n", " "), ""
        lines = [Line(f"{text}\n", tuple(self.carried_remarks))] if text else []
        self.carried_remarks = []
        if self.open:
            self.open[-1].boxes += lines
        else:
            self.found += lines

    def begin(self, _found: dict[str, str]) -> None:
        self.open.append(OpenParagraph(self.pieces, self.place, self.style))
        self.pieces, self.place, self.style = [], ListPlace(), ""

    def _deleted(self, _found: dict[str, str]) -> None:
        if self.within("pPr", "rPr") and self.open:
            self.open[-1].joined = True
        self.skip = len(self.path)
        self._skip_above("trPr")

    def _skip_above(self, about: str) -> None:
        """Pass over the row or the cell whose properties say that it is deleted under revision."""
        if self.within(about):
            self.skip = len(self.path) - 2

    def end(self) -> None:
        paragraph = self.open.pop()
        words = self.carried + self.take_text()
        text, self.carried = tidy_lines(words).replace("\n", " ").strip(), ""
        remarks, self.carried_remarks = [*self.carried_remarks, *paragraph.remarks], []
        if paragraph.joined:
            self.carried, self.carried_remarks, lines = words, remarks, []
        else:
            number = self.lists.number(self.place, self.style)
            shown = f"{number} {text}".strip() + "\n" if text else ""
            lines = [Line(shown, tuple(dict.fromkeys(remarks)))] if text or remarks else []
        lines += paragraph.boxes
        if self.open:
            self.open[-1].boxes += lines
        else:
            self.found += lines
        self.pieces, self.place, self.style = paragraph.pieces, paragraph.place, paragraph.style
