"""A table of any cells for Word: heads that repeat, cells over several columns or rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from office.papers.sheet import strip_unprintable
from office.papers.word import EDGES, LINES, PADDING, TWIPS


class Cell(NamedTuple):
    """Runs with `text`, `bold`, `italic`; the columns and rows the cell takes."""

    runs: Sequence[Any]
    across: int = 1
    down: int = 1
    centred: bool = False


class Place(NamedTuple):
    """What stands in a row from one column on: a cell, or the rest of one from a row above."""

    cell: Cell
    continues: bool = False


def grid_xml(
    rows: Iterable[Sequence[Cell]],
    shares: Sequence[float],
    width: float,
    *,
    heads: int,
    size: float,
    ruled: bool,
) -> str:
    """The whole <w:tbl>; the first `heads` rows are repeated on every page. `width` in millimetres."""
    widths = [round(width * TWIPS * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    borders = f"<w:tblBorders>{EDGES}</w:tblBorders>" if ruled else ""
    lines = (
        row_xml(places, widths, size, is_head=at < heads)
        for at, places in enumerate(placed_rows(rows, len(widths)))
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{PADDING}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def placed_rows(rows: Iterable[Sequence[Cell]], count: int) -> Iterator[list[Place]]:
    """The rows with what hangs into them from above; every row fills `count` columns."""
    hanging: dict[int, tuple[Cell, int]] = {}  # column: the cell above and the rows it still takes
    for row in rows:
        cells, places, column = list(row), [], 0
        while column < count:
            if column in hanging:
                cell, left = hanging.pop(column)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                places.append(Place(cell, continues=True))
            else:
                cell = cells.pop(0) if cells else Cell([])
                cell = cell._replace(across=min(cell.across, count - column))
                if cell.down > 1:
                    hanging[column] = (cell, cell.down - 1)
                places.append(Place(cell))
            column += cell.across
        yield places


def row_xml(places: Sequence[Place], widths: Sequence[int], size: float, *, is_head: bool) -> str:
    cells, column = [], 0
    for place in places:
        width = sum(widths[column : column + place.cell.across])
        cells.append(cell_xml(place, width, size))
        column += place.cell.across
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def cell_xml(place: Place, width: int, size: float) -> str:
    cell = place.cell
    span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
    merge = "<w:vMerge/>" if place.continues else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
    runs = "" if place.continues else "".join(run_xml(run, size) for run in cell.runs)
    side = "center" if cell.centred else "left"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>'
        f'<w:p><w:pPr>{LINES}<w:jc w:val="{side}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def run_xml(run: Any, size: float) -> str:
    look = f"{'<w:b/>' if run.bold else ''}{'<w:i/>' if run.italic else ''}"
    lines = (
        f'<w:t xml:space="preserve">{escape(strip_unprintable(line))}</w:t>' for line in run.text.split("\n")
    )
    return f'<w:r><w:rPr>{look}<w:sz w:val="{round(2 * size)}"/></w:rPr>{"<w:br/>".join(lines)}</w:r>'
