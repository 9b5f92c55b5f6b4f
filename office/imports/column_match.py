"""Which tables of a file are the list, and which of their columns are whose."""

from collections.abc import Mapping
from dataclasses import dataclass

from office.imports.columns import ColumnProposals, FileColumn, offered_columns, strange_headings
from office.imports.headings import FoundHeadings, find_headings
from office.imports.sheet_parts import SheetParts
from office.imports.source import SourceTable
from office.imports.vocabulary import Vocabulary
from office.papers.sheet import Column, Sheet


@dataclass
class ColumnMatch:
    """The tables of the file, each with one head; the forms of the register, the one a file is read by, the
    headings of each table (index → FoundHeadings), the columns of the list and those of the register that
    they may be.
    """

    tables: list[SourceTable]
    sheets: tuple[Sheet, ...]
    sheet: Sheet
    heads: dict[int, FoundHeadings]
    columns: list[FileColumn]
    offered: list[Column]

    @property
    def strength(self) -> float:
        """The share of the form's columns that were found, a little more for each that is certain."""
        needed = [column.key for column in self.sheet.columns]
        found = [column for column in self.columns if column.key in needed]
        return (len(found) + 0.5 * sum(column.is_sure for column in found)) / len(needed)


def match_columns(
    tables: list[SourceTable], sheets: tuple[Sheet, ...], vocabulary: Vocabulary, choices: Mapping[str, str]
) -> ColumnMatch:
    """By the headings of the form where half of them are there, else by what headings and contents
    propose.
    """
    tables = SheetParts(sheets, vocabulary).separate(tables)
    heads = {table.index: find_headings(table, sheets) for table in tables}
    best = max((found.headings for found in heads.values()), key=lambda headings: len(headings.places))
    if 2 * len(best.places) >= len(best.sheet.columns):
        lists = [table for table in tables if is_known_list(heads[table.index], best.sheet)]
        offered = offered_columns(sheets, best.sheet)
        proposals = [
            ColumnProposals(table, heads[table.index], vocabulary, offered, choices) for table in lists
        ]
        return gathered_match(tables, sheets, best.sheet, heads, proposals, offered)
    return match_strange(tables, sheets, vocabulary, choices)


def is_known_list(heads: FoundHeadings, sheet: Sheet) -> bool:
    return heads.headings.sheet == sheet and 2 * len(heads.headings.places) >= len(sheet.columns)


def match_strange(
    tables: list[SourceTable], sheets: tuple[Sheet, ...], vocabulary: Vocabulary, choices: Mapping[str, str]
) -> ColumnMatch:
    """The table with the most proposals is the list, the longer one of equals; those with half of its
    headings are its parts.
    """
    heads = {table.index: strange_headings(table, sheets, vocabulary) for table in tables}
    sheet = max((found.headings for found in heads.values()), key=lambda found: len(found.places)).sheet
    offered = offered_columns(sheets, sheet)
    proposals = {
        table.index: ColumnProposals(table, heads[table.index], vocabulary, offered, choices)
        for table in tables
    }
    best = max(
        tables, key=lambda table: (not table.hidden, len(proposals[table.index].used), len(table.rows))
    )
    ids = {column.id for column in proposals[best.index].columns if column.is_headed}
    parts = [
        proposals[table.index]
        for table in tables
        if table is best
        or 2 * len(ids & {column.id for column in proposals[table.index].columns}) > len(ids)
        and ids
    ]
    for table in tables:
        if proposals[table.index] not in parts:
            heads[table.index].headings.places = {}
    return gathered_match(tables, sheets, sheet, heads, parts, offered)


def gathered_match(
    tables: list[SourceTable],
    sheets: tuple[Sheet, ...],
    sheet: Sheet,
    heads: dict[int, FoundHeadings],
    proposals: list[ColumnProposals],
    offered: list[Column],
) -> ColumnMatch:
    columns: dict[str, FileColumn] = {}
    for one in proposals:
        one.apply()
        columns = {column.id: column for column in one.columns} | columns
    return ColumnMatch(tables, sheets, sheet, heads, list(columns.values()), offered)
