"""What a reader of a Word paper sees in its runs: words, breaks, signs of symbol fonts, the choices of old
form fields.
"""

import re
import zipfile
from typing import Self

from office.files.word_fields import unseen_marks
from office.imports.list_numbers import OFF, ListPlace, Lists
from office.imports.package import PartReader, read_part, related_parts, whole_number
from office.imports.text import tidy_lines

# What a revision says was so before it. What it took away stands in `del` and `moveFrom`.
BEFORE = frozenset(
    "pPrChange rPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange tblPrExChange"
    " numberingChange".split()
)
# The twin of a drawing for old programs, and text moved elsewhere.
UNSEEN = BEFORE | {"Fallback", "moveFrom"}
# Signs of the symbol fonts by the last byte of their code: boxes and ticks of forms, and signs of measure.
WINGDINGS = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗",
    0x6C: "•", 0x9F: "•", 0xA7: "▪", 0x6E: "■", 0x76: "❖", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xF0: "⇒",
    0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x46: "☞",
}  # fmt: skip
WINGDINGS_2 = {0x52: "☑", 0x54: "☒", 0x53: "☒", 0xA3: "☐", 0x2A: "☐", 0x50: "✓", 0x4F: "✗", 0x51: "☒"}
SYMBOL = {
    0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xAE: "→", 0xAC: "←", 0xA5: "∞", 0xA2: "′", 0xB2: "″", 0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ",
    0x64: "δ", 0x44: "Δ", 0x6D: "μ", 0x70: "π", 0x53: "Σ", 0xE5: "∑", 0xD6: "√",
}  # fmt: skip
SYMBOL_FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}
# What says something; in the instruction of a field it is not seen.
SAID = frozenset(
    "t tab ptab br cr noBreakHyphen sym ffData footnoteReference endnoteReference txbxContent".split()
)
UNKNOWN = "\ufffd"  # a sign stands there, and nobody here knows which
PRIVATE = re.compile("[\uf000-\uf0ff]")


def symbol(code: int, font: str) -> str:
    """The sign that a font shows for a code."""
    signs = SYMBOL_FONTS.get(font.lower())
    if signs is not None:
        return signs.get(code & 0xFF, UNKNOWN)
    return UNKNOWN if 0xF000 <= code <= 0xF0FF or not 0x20 <= code < 0x110000 else chr(code)


class FieldMarks(PartReader):
    """The marks of the fields of a part in their order, each with the words of the instruction after it."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.words: list[str] = []
        self.starts = {"fldChar": self._mark, "instrText": self.listen}
        self.ends = {"instrText": self._words}

    def _mark(self, found: dict[str, str]) -> None:
        self.kinds.append(found.get("fldCharType", ""))
        self.words.append("")

    def _words(self) -> None:
        self.pause()
        words = self.take_text()
        if self.words:
            self.words[-1] += words


class WordText(PartReader):
    """Gathers in `pieces` what is seen; where a paragraph begins and ends, the reader of a part says."""

    skipped = UNSEEN

    def __init__(self, lists: Lists, notes: dict[str, str] | None = None) -> None:
        super().__init__()
        self.lists, self.notes = lists, notes or {}
        self.place, self.style = ListPlace(), ""
        self.font, self.marks = "", set[str]()  # of the run now open
        self.placeholder = 0  # how deep the content stands that nobody has filled in
        self.empty_control = False
        self.choices: list[str] = []
        self.chosen, self.ticked = "", ""
        self.result: int | None = None  # where the result of a drop-down begins among the pieces
        self.marks_read, self.unseen = 0, set[int]()  # of fields: how many, and after which nothing is seen
        self.starts = {
            "pStyle": lambda found: setattr(self, "style", found.get("val", "")),
            "numId": self._in_list,
            "ilvl": self._at_level,
            "r": self._run,
            "rFonts": self._font,
            "vanish": lambda found: self._mark("hidden-text", found),
            "strike": lambda found: self._mark("struck-text", found),
            "dstrike": lambda found: self._mark("struck-text", found),
            "t": self._words,
            "tab": self._tab,
            "ptab": lambda _found: self.pieces.append(" "),
            "br": lambda _found: self.pieces.append("\n"),
            "cr": lambda _found: self.pieces.append("\n"),
            "noBreakHyphen": lambda _found: self.pieces.append("-"),
            "sym": self._symbol,
            "sdt": lambda _found: setattr(self, "empty_control", False),
            "showingPlcHdr": lambda found: setattr(self, "empty_control", found.get("val", "1") not in OFF),
            "sdtContent": self._control,
            "checkBox": lambda _found: setattr(self, "ticked", "☐"),
            "checked": self._checked,
            "default": self._default,
            "ddList": self._drop_down,
            "result": lambda found: self._choose(found),
            "listEntry": lambda found: self.choices.append(found.get("val", "")),
            "fldChar": self._field,
            "footnoteReference": self._note,
            "endnoteReference": lambda found: self._note(found, "end"),
        }
        self.ends = {
            "t": self._words_end,
            "sdtContent": self._control_ends,
            "checkBox": lambda: self.pieces.append(self.ticked),
            "ddList": self._drop_down_ends,
            "txbxContent": lambda: self.pieces.append("\n"),
        }

    def read(self, data: bytes) -> Self:
        if b"fldChar" in data:
            marks = FieldMarks().read(data)
            self.unseen = unseen_marks(list(zip(marks.kinds, marks.words, strict=True)))
        return super().read(data)

    def _end(self, name: str) -> None:
        super()._end(name)
        if name.rpartition(":")[2] == "fldChar":
            self.skipped = self.skipped - SAID | (SAID if self.marks_read in self.unseen else set())
            self.marks_read += 1

    # --- lists

    def _in_list(self, found: dict[str, str]) -> None:
        if self.within("pPr", "numPr"):
            self.place.numbering = found.get("val", "0")

    def _at_level(self, found: dict[str, str]) -> None:
        if self.within("pPr", "numPr"):
            self.place.level = min(whole_number(found.get("val"), 0), 8)

    # --- runs

    def _run(self, _found: dict[str, str]) -> None:
        self.font, self.marks = "", set()

    def _font(self, found: dict[str, str]) -> None:
        if self.within("r", "rPr"):
            self.font = found.get("ascii", "") or found.get("hAnsi", "")

    def _mark(self, mark: str, found: dict[str, str]) -> None:
        if self.within("r", "rPr") and found.get("val", "1") not in OFF:
            self.marks.add(mark)

    def remark(self, what: str) -> None:
        """Something a person should know of these words: they are hidden, struck out, or a placeholder."""

    def _words(self, found: dict[str, str]) -> None:
        if self.placeholder:
            self.remark("placeholder")
            return
        for mark in sorted(self.marks):
            self.remark(mark)
        self.listen(found)

    def _words_end(self) -> None:
        self.pause()
        if self.pieces and PRIVATE.search(self.pieces[-1]):
            self.pieces[-1] = PRIVATE.sub(
                lambda sign: symbol(ord(sign[0]), self.font or "Wingdings"), self.pieces[-1]
            )

    def _tab(self, _found: dict[str, str]) -> None:
        if self.within("r"):  # <w:tab> in <w:tabs> only sets a stop
            self.pieces.append(" ")

    def _symbol(self, found: dict[str, str]) -> None:
        code = found.get("char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self.pieces.append(symbol(int(code, 16), found.get("font", "")))

    def _note(self, found: dict[str, str], kind: str = "foot") -> None:
        """The words of a footnote or an endnote, where they are referred to."""
        words = self.notes.get(f"{kind}{found.get('id', '')}", "")
        if words:
            self.pieces.append(f" [{words}]")

    # --- controls and fields

    def _control(self, _found: dict[str, str]) -> None:
        if self.empty_control and not self.placeholder:
            self.placeholder = len(self.path)
        self.empty_control = False

    def _control_ends(self) -> None:
        if len(self.path) < self.placeholder:
            self.placeholder = 0

    def _checked(self, found: dict[str, str]) -> None:
        if self.within("checkBox"):
            self.ticked = "☐" if found.get("val", "1") in OFF else "☑"

    def _default(self, found: dict[str, str]) -> None:
        if self.within("checkBox") and found.get("val", "1") not in OFF:
            self.ticked = "☑"
        elif self.within("ddList") and not self.chosen:
            self._choose(found)

    def _choose(self, found: dict[str, str]) -> None:
        if self.within("ddList"):
            self.chosen = found.get("val", "")

    def _drop_down(self, _found: dict[str, str]) -> None:
        self.choices, self.chosen = [], ""

    def _drop_down_ends(self) -> None:
        place = whole_number(self.chosen, 0)
        self.chosen = self.choices[place] if place < len(self.choices) else ""
        self.pieces.append(self.chosen)

    def _field(self, found: dict[str, str]) -> None:
        """A drop-down whose result also stands as text says it once."""
        kind = found.get("fldCharType")
        if kind == "begin":
            self.chosen, self.result = "", None
        elif kind == "separate":
            self.result = len(self.pieces)
        elif kind == "end" and self.result is not None:
            if self.chosen and "".join(self.pieces[self.result :]).strip() == self.chosen:
                del self.pieces[self.result :]
            self.chosen, self.result = "", None


class NotesPart(WordText):
    """The words of footnotes or endnotes by the id of their note; the lines that part them from the text
    have other types.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(Lists.none())
        self.kind, self.id = kind, ""
        self.skipped = UNSEEN | {"del"}
        self.words: dict[str, str] = {}
        self.starts |= {"p": lambda _found: self.pieces.append(" "), f"{kind}note": self._begin}
        self.ends |= {f"{kind}note": self._end_note}

    def _begin(self, found: dict[str, str]) -> None:
        self.take_text()
        self.id = f"{self.kind}{found.get('id', '')}" if found.get("type", "normal") == "normal" else ""

    def _end_note(self) -> None:
        if self.id:
            self.words[self.id] = " ".join(tidy_lines(self.take_text()).split())


def read_notes(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The words of the footnotes and endnotes of a document: «foot2» → words."""
    parts = related_parts(archive, part)
    notes: dict[str, str] = {}
    for kind in ("foot", "end"):
        if f"{kind}notes" in parts:
            notes |= NotesPart(kind).read(read_part(archive, parts[f"{kind}notes"])).words
    return notes
