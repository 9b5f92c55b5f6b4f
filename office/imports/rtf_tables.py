"""The tables of an RTF file as plain rows. Nothing of the file is executed; what is no text is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from office.imports.package import CellBudget, UnreadableFile, refuse_wide
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines
from office.imports.word_text import PRIVATE, SYMBOL_FONTS, UNKNOWN, symbol

TOKEN = re.compile(
    rb"\\([a-zA-Z]+)(-?\d{1,20})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
# Groups that hold no text of the page.
PASSED_OVER = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr "
    "footerf listtable listoverridetable revtbl rsidtbl generator annotation atnid atnauthor xmlnstbl "
    "themedata colorschememapping datastore latentstyles fldinst nonshppict".split()
)
# Groups within others that are passed over, and of the page all the same.
SEEN = frozenset(("listtext", "pntext", "footnote", "shptxt"))
LABELS = frozenset(("listtext", "pntext"))
BOXES = frozenset(("footnote", "shptxt"))  # their paragraphs are lines of the cell they stand in
BULLETS = frozenset(f"{UNKNOWN} •◦▪▫·‣●○■□–—-➢✓")
SIGNS = {
    "par": "\n", "line": "\n", "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": " ",
    "nestrow": "\n", "sect": "\n", "page": "\n",
}  # fmt: skip
CHARSETS = {0: "", 204: "cp1251", 238: "cp1250", 162: "cp1254", 161: "cp1253", 186: "cp1257"}
DEEPEST = 500  # groups in groups
EDGES_A_COLUMN = 4  # a table whose rows are cut anew by hand has more edges than columns
LONGEST_NAME = 100  # signs of the name of a font
TOLERANCE = 30  # twentieths of a point between edges that the eye takes for one


@dataclass(frozen=True)
class Group:
    """What holds within braces."""

    is_passed: bool = False
    is_deleted: bool = False
    fallback: int = 1  # signs that follow a Unicode one for old programs
    font: int = 0
    in_fonts: bool = False
    in_table: bool = False
    box: str = ""  # the footnote or the box whose words these are
    is_label: bool = False  # what a list writes before a paragraph: a number, or a bullet, which is none
    is_struck: bool = False
    is_hidden: bool = False


class RtfDocument:
    """The tables of a document and the words between them."""

    def __init__(self) -> None:
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.group, self.stack = Group(), [Group()]
        self.encoding, self.charsets, self.fonts = "cp1252", dict[int, str](), dict[int, str]()
        self.remarks: list[str] = []
        self.text: list[str] = []
        self.bytes = bytearray()
        self.skip = 0
        self.cells: list[str] = []
        self.edges: list[int] = []
        self.merges: list[str] = []
        self.merge = ""
        self.left = 0
        self.has_words = False  # whether the cell says more than the number of its list
        self.box = 0  # where the words of the footnote or the box now open begin
        self.above: list[str] = []
        self.rows: list[tuple[list[str], list[int], list[str], list[str]]] = []

    def read(self, data: bytes) -> list[SourceTable]:
        for word, number, sign, text in tokens(data):
            if word:
                self._control(word, number)
            elif sign == "{":
                self._flush()
                if len(self.stack) > DEEPEST:
                    raise UnreadableFile("damaged")
                self.stack.append(self.group)
            elif sign == "}":
                self._flush()
                if len(self.stack) == 1:
                    break
                self._group_ends(self.stack.pop())
            else:
                self._bytes(text)
        self._paragraph()
        self._close_table()
        if self.tables:
            self.tables[-1].below = "\n".join(self.above)
        return self.tables

    # --- text

    def _bytes(self, text: bytes) -> None:
        if self.group.in_fonts:
            name = self.fonts.get(self.group.font, "") + text.decode("latin-1")
            self.fonts[self.group.font] = name[:LONGEST_NAME]
        if self.group.is_passed or self.group.is_deleted:
            return
        dropped = min(self.skip, len(text))
        self.skip -= dropped
        self.bytes += text[dropped:]

    def _flush(self) -> None:
        if self.bytes:
            encoding = self.charsets.get(self.group.font) or self.encoding
            self._say(self.bytes.decode(encoding, "replace"))
            self.bytes.clear()

    def _add(self, text: str) -> None:
        self._flush()
        if not (self.group.is_passed or self.group.is_deleted):
            self._say(text)

    def _say(self, text: str) -> None:
        """Keep words that are seen, the signs of symbol fonts as signs."""
        font = self.fonts.get(self.group.font, "").partition(";")[0].strip()
        text = PRIVATE.sub(lambda sign: symbol(ord(sign[0]), font), text)
        if self.group.is_label and (font.lower() in SYMBOL_FONTS or text.strip() and set(text) <= BULLETS):
            return
        if text.strip():
            struck, hidden = self.group.is_struck, self.group.is_hidden
            for remark in ["hidden-text"] * hidden + ["struck-text"] * struck:
                if remark not in self.remarks:
                    self.remarks.append(remark)
        self.has_words = self.has_words or not self.group.is_label and bool(text.strip())
        self.text.append(text)

    def _group_ends(self, outer: Group) -> None:
        """A footnote stands in brackets where it is referred to, a box after the words before it."""
        ended, self.group = self.group, outer
        if ended.box and not outer.box:
            begun = min(self.box, len(self.text))
            words = tidy_lines("".join(self.text[begun:]))
            shown = f" [{' '.join(words.split())}]" if ended.box == "footnote" else f"\n{words}\n"
            self.text[begun:] = [shown] if words else []

    def _take_text(self) -> str:
        self._flush()
        text, self.text = "".join(self.text), []
        return tidy_lines(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    def _control(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._add(chr(number % 65536))
            self.skip = self.group.fallback
            return
        self._flush()
        if word in PASSED_OVER or word == "*":
            self.group = replace(self.group, is_passed=True, in_fonts=word == "fonttbl")
        elif word in SEEN:
            self._seen(word)
        elif word == "uc":
            self.group = replace(self.group, fallback=number or 0)
        elif word == "f":
            self.group = replace(self.group, font=number or 0)
        elif word == "fcharset" and self.group.in_fonts:
            self.charsets[self.group.font] = CHARSETS.get(number or 0, "")
        elif word == "ansicpg":
            self.encoding = code_page(number or 1252)
        elif word == "deleted":
            self.group = replace(self.group, is_deleted=number != 0)
        elif word == "plain":
            self.group = replace(self.group, is_deleted=False, is_struck=False, is_hidden=False)
        elif word in ("strike", "striked"):
            self.group = replace(self.group, is_struck=number != 0)
        elif word == "v":
            self.group = replace(self.group, is_hidden=number != 0)
        elif not self.group.is_passed:
            self._layout(word, number)

    def _seen(self, word: str) -> None:
        """A group of words of the page; a label's font is not that of the words before it."""
        is_label = self.group.is_label or word in LABELS
        if word in BOXES and not self.group.box:
            self.box = len(self.text)
        box = self.group.box or (word if word in BOXES else "")
        passed = self.group.in_fonts
        self.group = replace(self.group, is_passed=passed, is_label=is_label, box=box)

    def _layout(self, word: str, number: int | None) -> None:
        if word == "trowd":
            self.edges, self.merges, self.merge, self.left = [], [], "", 0
        elif word == "trleft":
            self.left = number or 0
        elif word in ("clvmgf", "clvmrg", "clmgf", "clmrg"):
            self.merge = word
        elif word == "cellx":
            self.edges.append(number or 0)
            self.merges.append(self.merge)
            self.merge = ""
        elif word == "cell":
            self.cells.append(self._take_text() if self.has_words else self._take_text().rstrip("."))
            self.has_words = False
        elif word == "row":
            self._row()
        elif word in ("intbl", "pard"):
            self.group = replace(self.group, in_table=word == "intbl")
        elif word == "par" and not (self.group.in_table or self.group.box):
            self._paragraph()
        elif word in SIGNS:
            self._add(SIGNS[word])

    # --- tables

    def _paragraph(self) -> None:
        """Words outside a table end the table before them."""
        text = self._take_text()
        self.remarks = []
        self._close_table()
        if text:
            self.above.append(text)

    def _row(self) -> None:
        self.text = []
        if self.cells:
            edges = [self.left, *self.edges]
            steps = [b - a for a, b in zip(edges, edges[1:], strict=False)]
            if len(steps) < len(self.cells) or min(steps) <= TOLERANCE:
                edges = [1000 * n for n in range(len(self.cells) + 1)]  # one column a cell
            self.rows.append((self.cells, edges, list(self.merges), self.remarks))
        self.cells, self.remarks = [], []

    def _close_table(self) -> None:
        if not self.rows:
            return
        table = SourceTable(len(self.tables) + 1, "", above="\n".join(self.above))
        self.above = []
        grid = grid_of([edges for _cells, edges, _merges, _remarks in self.rows])
        refuse_wide(len(grid) // EDGES_A_COLUMN)
        texts: dict[int, str] = {}
        for number, (cells, edges, merges, remarks) in enumerate(self.rows, 1):
            row = SourceRow(number, [""] * (len(grid) - 1), remarks=remarks)
            for place, text in enumerate(cells[: len(edges) - 1]):
                first, last = place_of(grid, edges[place]), place_of(grid, edges[place + 1])
                merge = merges[place] if place < len(merges) else ""
                if merge == "clvmrg" and texts.get(first):
                    row.cells[first] = texts[first]
                    row.merged_down.add(first)
                elif first < len(row.cells):
                    row.cells[first] = texts[first] = text
                    if last - first > 1 and text:
                        row.spans[first] = last - first
            refuse_wide(1 + max(row.filled(), default=-1))
            if row.filled():
                self.budget.spend(row)
                table.rows.append(row)
        self.rows = []
        if table.rows:
            self.tables.append(table)


def tokens(data: bytes) -> Iterator[tuple[str, int | None, str, bytes]]:
    """(control word, its number, brace, text) of each piece of the file."""
    for found in TOKEN.finditer(data):
        word, number, code, sign, brace, text = found.groups()
        if word:
            yield word.decode(), int(number) if number else None, "", b""
        elif code:
            yield "", None, "", bytes([int(code, 16)])
        elif brace:
            yield "", None, brace.decode(), b""
        elif sign in (b"\\", b"{", b"}"):
            yield "", None, "", sign
        elif sign == b"~":
            yield "", None, "", b" "
        elif sign == b"*":
            yield "*", None, "", b""
        elif sign == b"_":
            yield "", None, "", b"-"
        elif text:
            yield "", None, "", text


def code_page(number: int) -> str:
    try:
        return f"cp{number}" if b"".decode(f"cp{number}") == "" else "cp1252"
    except LookupError:
        return "cp1252"


def grid_of(rows: list[list[int]]) -> list[int]:
    """The edges of all rows, those that lie close together as one."""
    grid: list[int] = []
    for edge in sorted({edge for edges in rows for edge in edges}):
        if not grid or edge - grid[-1] > TOLERANCE:
            grid.append(edge)
    return grid


def place_of(grid: list[int], edge: int) -> int:
    return min(range(len(grid)), key=lambda place: abs(grid[place] - edge))


def read_rtf_tables(data: bytes) -> list[SourceTable]:
    return RtfDocument().read(data)
