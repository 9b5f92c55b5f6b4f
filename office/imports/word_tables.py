"""The tables of a .docx file as plain rows."""

import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from office.imports.package import (
    CellBudget,
    PartReader,
    UnreadableFile,
    read_part,
    refuse_wide,
    whole_number,
)
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines


def read_word_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    return WordDocument().read(read_part(archive, part)).tables


class WordDocument(PartReader):
    """The outer tables of a document. A table inside a cell is read as text of that cell."""

    # what Word does not show: the twin of a drawing for old programs, text moved elsewhere
    skipped = frozenset(("Fallback", "moveFrom"))

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.depth = 0
        self.cell: WordCell | None = None
        self.row = SourceRow(0, [])
        self.starts = {
            "tbl": self._table,
            "tr": self._begin_row,
            "del": self._row_deleted,
            "gridBefore": lambda found: self._columns_before(whole_number(found.get("val"), 0)),
            "tc": self._begin_cell,
            "gridSpan": self._span,
            "vMerge": self._merge,
            "numId": self._numbering,
            "t": self.listen,
            "tab": self._tab,
            **{
                name: self._piece(text)
                for name, text in {"p": "\n", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.items()
            },
        }
        self.ends = {"tbl": self._table_ends, "tr": self._row_ends, "tc": self._cell_ends, "t": self.pause}

    def _table(self, _found: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.tables.append(SourceTable(len(self.tables) + 1, "", above=tidy_lines(self.take_text())))
            self.above: dict[int, str] = {}  # text of the cell above, by column, for vertical merges
            self.counts: Counter[str] = Counter()
            self.number = 0
        elif "nested" not in self.row.remarks:
            self.row.remarks.append("nested")

    def _table_ends(self) -> None:
        self.depth -= 1

    def _begin_row(self, _found: dict[str, str]) -> None:
        if self.depth == 1:
            self.number += 1
            self.row = SourceRow(self.number, [])

    def _row_deleted(self, _found: dict[str, str]) -> None:
        """Deleted under «track changes»: the author wants it gone."""
        if self.depth == 1 and self.within("trPr"):
            self.row.remarks.append("deleted")

    def _columns_before(self, columns: int) -> None:
        if self.depth == 1 and self.within("trPr"):
            refuse_wide(columns)
            self.row.cells += [""] * columns

    def _row_ends(self) -> None:
        if self.depth != 1:
            return
        if "deleted" in self.row.remarks:
            self.row.cells = []
        if self.row.filled() or "deleted" in self.row.remarks:
            self.budget.spend(self.row)
            self.tables[-1].rows.append(self.row)

    def _open_row(self) -> SourceRow:
        if self.row is None:
            raise UnreadableFile("damaged")
        return self.row

    def _begin_cell(self, _found: dict[str, str]) -> None:
        if self.depth == 1:
            self.cell = WordCell()
            self.take_text()

    def _span(self, found: dict[str, str]) -> None:
        if self.cell and self.depth == 1:
            self.cell.span = max(1, whole_number(found.get("val"), 1))
            refuse_wide(self.cell.span)

    def _merge(self, found: dict[str, str]) -> None:
        if self.cell and self.depth == 1:
            self.cell.continues = found.get("val", "continue") == "continue"

    def _numbering(self, found: dict[str, str]) -> None:
        if self.cell and not self.cell.numbering:
            self.cell.numbering = found.get("val", "0")

    def _tab(self, _found: dict[str, str]) -> None:
        if self.within("r"):  # <w:tab> in <w:tabs> only sets a stop
            self.pieces.append(" ")

    def _piece(self, text: str) -> Callable[[dict[str, str]], None]:
        return lambda _found: self.pieces.append(text)

    def _cell_ends(self) -> None:
        if self.depth != 1 or not self.cell:
            return
        cell, self.cell = self.cell, None
        column, text = len(self.row.cells), tidy_lines(self.take_text()) or self._list_number(cell.numbering)
        if cell.continues and not text:
            text = self.above.get(column, "")
            self.row.merged_down.add(column)
        self.above[column] = text
        if cell.span > 1:
            self.row.spans[column] = cell.span
        self.row.cells += [text] + [""] * (cell.span - 1)
        refuse_wide(len(self.row.cells))

    def _list_number(self, numbering: str) -> str:
        """The number Word itself gives an empty paragraph of a numbered list; the digit is nowhere in the
        file.
        """
        if numbering in ("", "0"):
            return ""
        self.counts[numbering] += 1
        return str(self.counts[numbering])


@dataclass(slots=True)
class WordCell:
    span: int = 1
    continues: bool = False
    numbering: str = ""
