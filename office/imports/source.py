"""Rows and tables as they stand in a file, whatever its kind."""

from dataclasses import dataclass, field
from typing import Self


@dataclass(slots=True)
class SourceRow:
    """One row as it stands in the file: `number` counts from 1 the way Word or Excel does, `cells` are texts
    by column.
    """

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
    cuts: dict[int, list[str]] = field(default_factory=dict)  # column → other readings of a cell of a PDF

    def to_plain(self) -> list:
        """The row as JSON keeps it."""
        pairs = [list(self.spans.items()), list(self.formulas.items())]
        cuts = list(self.cuts.items())
        return [self.number, self.cells, *pairs, sorted(self.merged_down), self.remarks, cuts]

    @classmethod
    def from_plain(cls, plain: list) -> Self:
        number, cells, spans, formulas, merged_down, remarks, *more = plain
        cuts = dict(more[0]) if more else {}  # of an import that was read before there were any
        return cls(number, cells, dict(spans), dict(formulas), set(merged_down), remarks, cuts)

    def filled(self) -> list[int]:
        return [i for i, text in enumerate(self.cells) if text]

    @property
    def text(self) -> str:
        """All texts of the row joined, as shown to a person."""
        return " | ".join(self.cells[i] for i in self.filled())


@dataclass(slots=True)
class SourceTable:
    """A Word table, an Excel worksheet or a CSV file.

    `index` counts from 1 in the file; `above` and `below` are the paragraphs over a Word table, and under the
    last one.
    """

    index: int
    name: str
    rows: list[SourceRow] = field(default_factory=list)
    hidden: bool = False
    above: str = ""
    below: str = ""
    hidden_columns: str = ""  # the names of those of a worksheet that hold anything: «C, D»
    has_head: bool = False  # parted from the table above it by a head of its own, whatever that says

    def to_plain(self) -> list:
        """The table as JSON keeps it."""
        rows = [row.to_plain() for row in self.rows]
        return [self.index, self.name, rows, self.hidden, self.above, self.below, self.hidden_columns]

    @classmethod
    def from_plain(cls, plain: list) -> Self:
        index, name, rows, *rest = plain
        return cls(index, name, [SourceRow.from_plain(row) for row in rows], *rest)

    @property
    def blocks(self) -> list[list[SourceRow]]:
        """The rows, parted where the table has empty ones between them."""
        parts: list[list[SourceRow]] = []
        for place, row in enumerate(self.rows):
            if not parts or follows_gap(self.rows, place):
                parts.append([])
            parts[-1].append(row)
        return parts

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def follows_gap(rows: list[SourceRow], place: int) -> bool:
    """Whether an empty row stands above this one."""
    return place > 0 and rows[place].number - rows[place - 1].number > 1
