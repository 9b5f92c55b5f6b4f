"""The tables of an RTF file as plain rows. Nothing of the file is executed; what is no text is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from office.imports.package import CellBudget, UnreadableFile, refuse_wide
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines

TOKEN = re.compile(
    rb"\\([a-zA-Z]+)(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([^\\{}\r\n]+)|[\r\n]+"
)
# Groups that hold no text of the page.
PASSED_OVER = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr "
    "footerf listtable listoverridetable revtbl rsidtbl generator annotation atnid atnauthor xmlnstbl "
    "themedata colorschememapping datastore latentstyles fldinst nonshppict".split()
)
SIGNS = {
    "par": "\n", "line": "\n", "tab": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "nestcell": " ",
    "nestrow": "\n", "sect": "\n", "page": "\n",
}  # fmt: skip
CHARSETS = {0: "", 204: "cp1251", 238: "cp1250", 162: "cp1254", 161: "cp1253", 186: "cp1257"}
DEEPEST = 500  # groups in groups
EDGES_A_COLUMN = 4  # a table whose rows are cut anew by hand has more edges than columns
TOLERANCE = 30  # twentieths of a point between edges that the eye takes for one


@dataclass(frozen=True)
class Group:
    """What holds within braces."""

    is_passed: bool = False
    is_deleted: bool = False
    fallback: int = 1  # signs that follow a Unicode one for old programs
    font: int = 0
    in_fonts: bool = False


class RtfDocument:
    """The tables of a document and the words between them."""

    def __init__(self) -> None:
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.group, self.stack = Group(), [Group()]
        self.encoding, self.charsets = "cp1252", dict[int, str]()
        self.text: list[str] = []
        self.bytes = bytearray()
        self.skip = 0
        self.cells: list[str] = []
        self.edges: list[int] = []
        self.merges: list[str] = []
        self.merge = ""
        self.left = 0
        self.in_table = self.is_deleted_row = False
        self.above: list[str] = []
        self.rows: list[tuple[list[str], list[int], list[str]]] = []

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
                self.group = self.stack.pop()
            else:
                self._bytes(text)
        self._paragraph()
        self._close_table()
        if self.tables:
            self.tables[-1].below = "\n".join(self.above)
        return self.tables

    # --- text

    def _bytes(self, text: bytes) -> None:
        if self.group.is_passed or self.group.is_deleted:
            return
        dropped = min(self.skip, len(text))
        self.skip -= dropped
        self.bytes += text[dropped:]

    def _flush(self) -> None:
        if self.bytes:
            encoding = self.charsets.get(self.group.font) or self.encoding
            self.text.append(self.bytes.decode(encoding, "replace"))
            self.bytes.clear()

    def _add(self, text: str) -> None:
        self._flush()
        if not (self.group.is_passed or self.group.is_deleted):
            self.text.append(text)

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
        elif word == "listtext" or word == "pntext":
            self.group = replace(self.group, is_passed=False)
        elif word == "uc":
            self.group = replace(self.group, fallback=number or 0)
        elif word == "f":
            self.group = replace(self.group, font=number or 0)
        elif word == "fcharset" and self.group.in_fonts:
            self.charsets[self.group.font] = CHARSETS.get(number or 0, "")
        elif word == "ansicpg":
            self.encoding = code_page(number or 1252)
        elif word in ("deleted", "plain"):
            self.group = replace(self.group, is_deleted=word == "deleted" and number != 0)
        elif not self.group.is_passed:
            self._layout(word, number)

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
            self.cells.append(self._take_text())
        elif word == "row":
            self._row()
        elif word in ("intbl", "pard"):
            self.in_table = word == "intbl"
        elif word == "par" and not self.in_table:
            self._paragraph()
        elif word in SIGNS:
            self._add(SIGNS[word])

    # --- tables

    def _paragraph(self) -> None:
        """Words outside a table end the table before them."""
        text = self._take_text()
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
            self.rows.append((self.cells, edges, list(self.merges)))
        self.cells = []

    def _close_table(self) -> None:
        if not self.rows:
            return
        table = SourceTable(len(self.tables) + 1, "", above="\n".join(self.above))
        self.above = []
        grid = grid_of([edges for _cells, edges, _merges in self.rows])
        refuse_wide(len(grid) // EDGES_A_COLUMN)
        texts: dict[int, str] = {}
        for number, (cells, edges, merges) in enumerate(self.rows, 1):
            row = SourceRow(number, [""] * (len(grid) - 1))
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
