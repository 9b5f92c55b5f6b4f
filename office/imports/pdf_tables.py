"""The tables of a PDF with text, read by the lines that are drawn around their cells.

A table without lines is not guessed at. Lines of text in a cell are joined; where a word may have been cut at
the end of a line, the other readings of the cell are kept for a person (`SourceRow.cuts`).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Self

import pypdf
from pypdf.errors import PyPdfError

from office.imports.package import MAX_COLUMNS, CellBudget, UnreadableFile, refuse_wide
from office.imports.pdf_text import open_pdf
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines

MAX_LINES = 4000  # of one page: the cells of a table have four each, a drawing has more
THIN = 2.0  # points: a filled shape this thin is a line
NEAR = 3.0  # points within which lines meet, and two of them are one
FILLED = 0.7  # of the longest line of its column, in signs: a shorter line was ended by a person
LONGEST_REST = 3  # letters of a word of a head that was cut
MOST_READINGS = 4
SIGNS = '.,;:!?()«»“”"„'
Matrix = list[float]


@dataclass(frozen=True)
class Stroke:
    """A line along one axis: at `place`, from `first` to `last` of the other axis."""

    place: float
    first: float
    last: float

    def covers(self, point: float) -> bool:
        return self.first - NEAR <= point <= self.last + NEAR


@dataclass(frozen=True)
class Piece:
    """A run of text with the place of its first sign."""

    x: float
    y: float
    text: str


@dataclass
class Page:
    """What one page draws: pieces of text, and the lines across and down."""

    pieces: list[Piece] = field(default_factory=list)
    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)
    shapes: list[tuple[str, list[tuple[float, float]]]] = field(
        default_factory=list
    )  # until they are painted

    def read(self, page: pypdf.PageObject) -> "Page":
        page.extract_text(visitor_text=self.keep_text, visitor_operand_before=self.keep_shape)
        if len(self.across) + len(self.down) > MAX_LINES:
            raise UnreadableFile("cells")
        return self

    def keep_text(self, text: str, at: Matrix, inner: Matrix, *_font: Any) -> None:
        x, y = placed(at, inner[4], inner[5])
        for line in text.split("\n"):
            if line.strip():
                self.pieces.append(Piece(x, y, line))

    def keep_shape(self, operator: bytes, operands: list[Any], at: Matrix, _inner: Matrix) -> None:
        if operator == b"m":
            self.shapes.append(("path", [placed(at, float(operands[0]), float(operands[1]))]))
        elif operator == b"l" and self.shapes:
            self.shapes[-1][1].append(placed(at, float(operands[0]), float(operands[1])))
        elif operator == b"re":
            x, y, width, height = map(float, operands)
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
            self.shapes.append(("box", [placed(at, *corner) for corner in corners]))
        elif operator in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n"):
            for _kind, points in self.shapes if operator != b"n" else ():
                self.paint(points, is_stroke=operator not in (b"f", b"F", b"f*"))
            self.shapes = []

    def paint(self, points: list[tuple[float, float]], *, is_stroke: bool) -> None:
        """A stroke draws its sides, a thin filled shape is a line itself."""
        if is_stroke:
            for start, end in zip(points, points[1:], strict=False):
                self.add_line(start, end)
            return
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        if max(xs) - min(xs) <= THIN or max(ys) - min(ys) <= THIN:
            self.add_line((min(xs), min(ys)), (max(xs), max(ys)))

    def add_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x1, y1), (x2, y2) = start, end
        if abs(y1 - y2) <= THIN < abs(x1 - x2):
            self.across.append(Stroke((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif abs(x1 - x2) <= THIN < abs(y1 - y2):
            self.down.append(Stroke((x1 + x2) / 2, min(y1, y2), max(y1, y2)))


def placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def read_pdf_tables(data: bytes) -> list[SourceTable]:
    """The tables of each page in their order. UnreadableFile: «scan» without any text, «no-lines» where no
    table is drawn with lines.
    """
    try:
        pages = [Page().read(page) for page in open_pdf(data).pages]
    except PyPdfError as error:
        raise UnreadableFile("damaged") from error
    if not any(page.pieces for page in pages):
        raise UnreadableFile("scan")
    budget = CellBudget()
    joined = JoinedLines.of(pages)
    tables: list[SourceTable] = []
    for page in pages:
        add_page_tables(page, tables, budget, joined)
    if not tables:
        raise UnreadableFile("no-lines")
    return tables


def add_page_tables(page: Page, tables: list[SourceTable], budget: CellBudget, joined: "JoinedLines") -> None:
    """Add the tables of a page from its top down, with the text over each; the text under the last one is
    its `below` and stands over the next.
    """
    top = float("inf")
    for grid in found_grids(page):
        table = grid.read(SourceTable(len(tables) + 1, ""), page.pieces, joined)
        over = [piece for piece in page.pieces if grid.ys[-1] < piece.y < top]
        table.above = "\n".join(text_lines(over))
        for row in table.rows:
            refuse_wide(1 + max(row.filled(), default=-1))
            budget.spend(row)
        if table.rows:
            tables.append(table)
        top = grid.ys[0]


def text_lines(pieces: Iterable[Piece]) -> list[str]:
    """The lines of text from the top down, as they are written, ends of lines with their spaces."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if lines and abs(lines[-1][0].y - piece.y) <= NEAR:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [glued(sorted(line, key=lambda piece: piece.x)) for line in lines]


def glued(line: list[Piece]) -> str:
    text = ""
    for piece in line:
        between = "" if not text or text[-1:].isspace() or piece.text[:1].isspace() else " "
        text += between + piece.text
    return text.lstrip()


@dataclass(frozen=True)
class JoinedLines:
    """How the lines of a cell become one text. Programs that write the space at which they broke a line
    (`spaced`) show by its absence that a word may go on; `words` are those inside the lines of the file,
    which nothing has cut.
    """

    spaced: bool
    words: frozenset[str]

    @classmethod
    def of(cls, pages: list[Page]) -> Self:
        texts = [piece.text for page in pages for piece in page.pieces]
        inside = (word.strip(SIGNS) for text in texts for word in text.split()[1:-1])
        return cls(any(text.endswith(" ") for text in texts), frozenset(inside))

    def join(self, lines: list[str], width: int = 0, *, is_head: bool = False) -> list[str]:
        """The text of a cell, likeliest first where words may have been cut at the ends of its lines.

        `width`: signs of the longest line of its column. In a head a line ends between two words, but for a
        short rest of one.
        """
        readings = lines[:1]
        for above, line in pairwise(lines):
            between, other = self.between(above, line, width)
            if is_head and {between, other} == {"", " "} and len(first_word(line)) > LONGEST_REST:
                between, other = " ", ""
            readings = [
                with_end(text, end) + line for text in readings for end in dict.fromkeys((between, other))
            ]
            if len(readings) > MOST_READINGS:
                readings = [readings[0], readings[-1]]
        return list(dict.fromkeys(map(tidy_lines, readings))) or [""]

    def between(self, above: str, below: str, width: int = 0) -> tuple[str, str]:
        """What stands between two lines, and what else may: «» a word that goes on, «-» without the hyphen
        of its end.
        """
        if not below[:1].islower():
            return (" ", " ") if above.endswith(" ") else ("\n", "\n")
        bare = above.rstrip()
        if above.endswith(" ") and not bare.endswith("-") or bare.endswith(" -"):
            return " ", " "
        last, first = (bare.split() or [""])[-1].lstrip(SIGNS), first_word(below)
        if bare.endswith("-"):
            return ("", "") if last + first in self.words else ("", "-")
        fills = len(bare.split()) == 1 and len(bare) >= FILLED * width  # a word is cut only where it does
        if not (self.spaced and fills and bare[-1:].isalpha()):
            return " ", " "
        if last + first in self.words:
            return "", ""
        return (" ", "") if {last, first} <= self.words else ("", " ")


def first_word(line: str) -> str:
    return line.split()[0].rstrip(SIGNS)


def with_end(text: str, between: str) -> str:
    """The text up to a line that follows it after `between`."""
    return text.rstrip()[:-1] if between == "-" else text.rstrip(" ") + between


@dataclass
class Grid:
    """The lines of one table: where its columns and rows begin and end, from the left and from below."""

    xs: list[float]
    ys: list[float]
    across: list[Stroke]
    down: list[Stroke]

    def read(self, table: SourceTable, pieces: list[Piece], joined: JoinedLines) -> SourceTable:
        """Fill the table with the rows of the grid from the top down."""
        blocks = self.blocks()
        texts: dict[tuple[int, int], list[Piece]] = {}
        for piece in pieces:
            row, column = bisect_right(self.ys, piece.y + 1) - 1, bisect_right(self.xs, piece.x + 1) - 1
            if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
                texts.setdefault(blocks[row, column], []).append(piece)
        lines = {block: text_lines(found) for block, found in texts.items()}
        widths = self.line_widths(blocks, lines)
        heads = self.head_rows(blocks)
        read = {
            block: joined.join(found, widths.get(block[1], 0), is_head=block[0] in heads)
            for block, found in lines.items()
        }
        for number, row in enumerate(reversed(range(len(self.ys) - 1)), start=1):
            source = SourceRow(number, [""] * (len(self.xs) - 1))
            for column in range(len(self.xs) - 1):
                top, left = blocks[row, column]
                if left != column:
                    continue
                source.cells[column], *others = read.get((top, left), [""])
                span = sum(blocks[row, one] == (top, left) for one in range(len(self.xs) - 1))
                if span > 1:
                    source.spans[column] = span
                if top != row and source.cells[column]:
                    source.merged_down.add(column)
                elif others:
                    source.cuts[column] = others
            if source.filled():
                table.rows.append(source)
        return table

    def line_widths(
        self, blocks: dict[tuple[int, int], tuple[int, int]], lines: dict[tuple[int, int], list[str]]
    ) -> dict[int, int]:
        """How many signs the longest line of each column has, cells over several columns put aside."""
        widths: dict[int, int] = {}
        for (row, column), found in lines.items():
            if blocks.get((row, column + 1)) != (row, column):
                widths[column] = max([widths.get(column, 0), *(len(line.rstrip()) for line in found)])
        return widths

    def head_rows(self, blocks: dict[tuple[int, int], tuple[int, int]]) -> set[int]:
        """The top row, and the next where the top has a cell over several columns, but not over all."""
        top, last = len(self.ys) - 2, len(self.xs) - 2
        parts = len({blocks[top, column] for column in range(last + 1)})
        return {top, top - 1} if 1 < parts <= last else {top}

    def blocks(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cell (row from below, column) at the top and left of each place: places between which no line
        is drawn are one cell.
        """
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for row in reversed(range(len(self.ys) - 1)):
            middle = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                centre = (self.xs[column] + self.xs[column + 1]) / 2
                here = (row, column)
                if column and not is_drawn(self.down, self.xs[column], middle):
                    here = found[row, column - 1]
                elif row + 1 < len(self.ys) - 1 and not is_drawn(self.across, self.ys[row + 1], centre):
                    here = found[row + 1, column]
                found[row, column] = here
        return found


def is_drawn(lines: list[Stroke], place: float, point: float) -> bool:
    return any(abs(line.place - place) <= NEAR and line.covers(point) for line in lines)


def found_grids(page: Page) -> list[Grid]:
    """The tables of a page from its top down: lines that meet, with more than one cell between them."""
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    for line in page.across:
        met = [group for group in groups if any(meets(line, down) for down in group[1])]
        downs = [down for down in page.down if meets(line, down)]
        group = ([line, *gathered(met, 0)], unique([*downs, *gathered(met, 1)]))
        groups = [one for one in groups if one not in met] + [group]
    grids = []
    for across, down in groups:
        xs, ys = clustered(line.place for line in down), clustered(line.place for line in across)
        if len(xs) > MAX_COLUMNS + 1:
            raise UnreadableFile("columns")
        if len(xs) > 2 and len(ys) > 1:
            grids.append(Grid(xs, ys, across, down))
    return sorted(grids, key=lambda grid: -grid.ys[-1])


def meets(across: Stroke, down: Stroke) -> bool:
    return across.covers(down.place) and down.covers(across.place)


def gathered(groups: list[tuple[list[Stroke], list[Stroke]]], which: int) -> list[Stroke]:
    return [line for group in groups for line in group[which]]


def unique(lines: list[Stroke]) -> list[Stroke]:
    return list(dict.fromkeys(lines))


def clustered(places: Iterable[float]) -> list[float]:
    """The places in their order, those near one another as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found
