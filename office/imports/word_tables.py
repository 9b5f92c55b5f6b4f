"""The tables of a .docx file as plain rows."""

import zipfile
from dataclasses import dataclass
from typing import Self

from office.imports.list_numbers import ListPlace, Lists
from office.imports.package import CellBudget, UnreadableFile, read_part, refuse_wide, whole_number
from office.imports.source import SourceRow, SourceTable
from office.imports.text import tidy_lines
from office.imports.word_text import UNSEEN, WordText, read_notes


def read_word_tables(archive: zipfile.ZipFile, part: str) -> list[SourceTable]:
    lists, notes = Lists.of(archive, part), read_notes(archive, part)
    return WordDocument(lists, notes).read(read_part(archive, part)).tables


def join_lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


class WordDocument(WordText):
    """The outer tables of a document. A table inside a cell is read as text of that cell."""

    skipped = UNSEEN - {"moveFrom"}

    def __init__(self, lists: Lists, notes: dict[str, str] | None = None) -> None:
        super().__init__(lists, notes)
        self.tables: list[SourceTable] = []
        self.budget = CellBudget()
        self.depth = 0
        self.cell: WordCell | None = None
        self.row = SourceRow(0, [])
        self.paragraphs: list[
            tuple[int, ListPlace, str]
        ] = []  # those open: where each begins among the pieces
        self.mark_deleted = False  # of the paragraph now open, under revision: the next one goes on with it
        self.joined: tuple[int, ListPlace, str] | None = None  # where the words of such a one begin, its list
        self.starts |= {
            "tbl": self._table,
            "tr": self._begin_row,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "gridBefore": lambda found: self._columns_before(whole_number(found.get("val"), 0)),
            "tc": self._begin_cell,
            "gridSpan": self._span,
            "vMerge": self._merge,
            "cellMerge": self._merge_revised,
            "cellDel": self._cell_deleted,
            "p": self._paragraph,
        }
        self.ends |= {
            "tbl": self._table_ends,
            "tr": self._row_ends,
            "tc": self._cell_ends,
            "p": self._paragraph_ends,
        }

    def remark(self, what: str) -> None:
        if self.cell and what not in self.row.remarks:
            self.row.remarks.append(what)

    def _paragraph(self, _found: dict[str, str]) -> None:
        if self.joined is None:
            self.pieces.append("\n")
        begun = self.joined[0] if self.joined else len(self.pieces)
        self.paragraphs.append((begun, self.place, self.style))
        self.place, self.style, self.mark_deleted, self.joined = ListPlace(), "", False, None

    def _paragraph_ends(self) -> None:
        """The number that Word gives the paragraph goes before its words; that of an empty one may be all a
        cell has.
        """
        begun, place, style = self.paragraphs.pop()
        if self.mark_deleted:
            self.joined = (begun, self.place, self.style)
        elif "deleted" not in self.row.remarks:
            self._number_paragraph(begun, self.place, self.style)
        self.place, self.style, self.mark_deleted = place, style, False

    def _number_paragraph(self, begun: int, place: ListPlace, style: str) -> None:
        number = self.lists.number(place, style)
        if number and "".join(self.pieces[begun:]).strip():
            self.pieces.insert(begun, f"{number} ")
        elif number and self.cell and not self.cell.number:
            self.cell.number = number.rstrip(".")

    def _end_joined(self) -> None:
        """The last paragraph of a cell or before a table stays one, though its mark is deleted."""
        joined, self.joined = self.joined, None
        if joined and "".join(self.pieces[joined[0] :]).strip() and "deleted" not in self.row.remarks:
            self._number_paragraph(*joined)

    def _table(self, _found: dict[str, str]) -> None:
        self._end_joined()
        self.depth += 1
        if self.depth == 1:
            self.tables.append(SourceTable(len(self.tables) + 1, "", above=tidy_lines(self.take_text())))
            self.above: dict[int, str] = {}  # text of the cell above, by column, for vertical merges
            self.number = 0
        elif "nested" not in self.row.remarks:
            self.row.remarks.append("nested")

    def read(self, data: bytes) -> Self:
        super().read(data)
        found, self.tables, words = self.tables, [], ""
        for table in found:
            table.above = join_lines(words, table.above)
            words = "" if table.rows else table.above
            self.tables += [table] if table.rows else []
        if self.tables:
            self.tables[-1].below = join_lines(words, tidy_lines(self.take_text()))
        return self

    def _table_ends(self) -> None:
        self.depth -= 1
        if self.depth == 0:
            self.take_text()  # what stands outside the cells of a table

    def _begin_row(self, _found: dict[str, str]) -> None:
        if self.depth == 1:
            self.number += 1
            self.row = SourceRow(self.number, [])

    def _deleted(self, _found: dict[str, str]) -> None:
        """A row, the end of a paragraph or words that are deleted under «track changes»: the author wants
        them gone.
        """
        if self.within("trPr") and self.depth == 1:
            self.row.remarks.append("deleted")
        elif self.within("trPr"):
            self.skip = len(self.path) - 2  # a row of a table inside a cell, whole
            return
        elif self.within("pPr", "rPr"):
            self.mark_deleted = True
        self.skip = len(self.path)

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

    def _merge_revised(self, found: dict[str, str]) -> None:
        """A merge made under «track changes»."""
        if self.cell and self.depth == 1 and "vMerge" in found:
            self.cell.continues = found["vMerge"] == "cont"

    def _cell_deleted(self, _found: dict[str, str]) -> None:
        """Deleted under «track changes»: the cells after it move to its place."""
        if self.cell and self.depth == 1:
            self.cell.deleted = True

    def _cell_ends(self) -> None:
        if self.depth != 1 or not self.cell:
            return
        self._end_joined()
        cell, self.cell = self.cell, None
        column, text = len(self.row.cells), tidy_lines(self.take_text()) or cell.number
        if cell.deleted:
            self.row.remarks.append("cell-deleted")
            return
        if cell.continues and not text:
            text = self.above.get(column, "")
            self.row.merged_down.add(column)
        self.above[column] = text
        if cell.span > 1:
            self.row.spans[column] = cell.span
        self.row.cells += [text] + [""] * (cell.span - 1)
        refuse_wide(len(self.row.cells))


@dataclass(slots=True)
class WordCell:
    span: int = 1
    continues: bool = False
    number: str = ""  # of an empty paragraph in a list
    deleted: bool = False
