"""Scores out of Excel, Word or CSV: a row a criterion, or an organisation a row.

Whatever is no score is named by its cell; with one doubt nothing is taken.

Pure: no database. A *organisation a row* has the numbers of the criteria over its columns; a *row a
criterion* has a column headed by «баа» or «балл».
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from office.imports.doubts import Note
from office.imports.excel_tables import column_name
from office.imports.package import UnreadableFile
from office.imports.room import read_tables
from office.imports.source import SourceTable
from office.kyrgyz import fold

SCORE_HEAD = re.compile(r"\b(баа|балл|оценка|score)", re.IGNORECASE)
NUMBERED = re.compile(r"\s*(\d{1,3})\s*(?:[.)]|$)")


@dataclass(frozen=True)
class ScoreDoubt:
    """What cannot be taken: its cell («C7», or "" for what is absent), its text, why (a code of
    `score_rules.read_score` or of this module).
    """

    cell: str
    text: str
    why: str
    number: int = 0  # of the criterion, where it is about one


@dataclass
class OrganisationScores:
    """The scores of one organisation: the name as it stands in the file ("" for a row a criterion), its cell,
    {number: score}.
    """

    name: str
    cell: str
    scores: dict[int, int] = field(default_factory=dict)


@dataclass
class ScoresReading:
    """What was understood. `has_row_per_organisation`: else a row a criterion; `doubts` stand in the order of
    the file; `notes` tell of its rows that are hidden, struck out or deleted.
    """

    has_row_per_organisation: bool
    sheets: list[OrganisationScores] = field(default_factory=list)
    doubts: list[ScoreDoubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_scores(data: bytes, filename: str, count: int) -> ScoresReading:
    """Read the first table that holds scores of `count` criteria.

    Raises office.tables.Refused for a file that is not read, or holds none.
    """
    tables = read_tables(data, filename)
    for table in tables:
        if head := numbers_over_columns(table, count):
            return add_notes(read_organisation_rows(table, *head, count), table)
    for table in tables:
        if place := score_column(table):
            return add_notes(read_criterion_rows(table, *place, count), table)
    raise UnreadableFile(
        "no_scores",
        _(
            "The file has no table with scores: a column headed «Баа» beside the numbers of the criteria, "
            "or their numbers over the columns."
        ),
    )


def add_notes(reading: ScoresReading, table: SourceTable) -> ScoresReading:
    first = table.rows[0].number
    reading.notes += [Note("table-hidden", table.index, first)] if table.hidden else []
    if table.hidden_columns:
        reading.notes.append(Note("columns-hidden", table.index, first, table.hidden_columns))
    reading.notes += [Note(remark, table.index, row.number) for row in table.rows for remark in row.remarks]
    return reading


# --- An organisation a row ----------------------------------------------------------------------------------


def numbers_over_columns(table: SourceTable, count: int) -> tuple[int, dict[int, int]] | None:
    """(place of the heading row, {number of the criterion: column}) where most of the numbers stand over
    columns; else None.
    """
    for place, row in enumerate(table.rows):
        found: dict[int, int] = {}
        for column, text in enumerate(row.cells):
            match = NUMBERED.match(text)
            if match and 1 <= int(match[1]) <= count:
                found.setdefault(int(match[1]), column)
        if len(found) * 2 > count:
            return place, found
    return None


def read_organisation_rows(table, place, columns, count) -> ScoresReading:
    reading = ScoresReading(has_row_per_organisation=True)
    head = table.rows[place]
    reading.doubts += [
        ScoreDoubt("", "", "column_missing", number)
        for number in range(1, count + 1)
        if number not in columns
    ]
    names = [column for column in range(min(columns.values())) if column < len(head.cells)] or [0]
    for row in table.rows[place + 1 :]:
        named = [
            (column, row.cells[column]) for column in names if column < len(row.cells) and row.cells[column]
        ]
        named = [pair for pair in named if not pair[1].isdecimal()] or named
        if not row.filled() or not named and not any(text_at(row, column) for column in columns.values()):
            continue
        column, name = named[0] if named else (names[-1], "")
        sheet = OrganisationScores(name, f"{column_name(column)}{row.number}")
        for number, at in sorted(columns.items()):
            take_score(reading, sheet, row, at, number)
        reading.sheets.append(sheet)
    return reading


def text_at(row, column) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def take_score(reading, sheet, row, column, number):
    """A score into the sheet, or a doubt into the reading."""
    text = text_at(row, column)
    try:
        sheet.scores[number] = score_rules.read_score(text)
    except ValueError as why:
        reading.doubts.append(ScoreDoubt(f"{column_name(column)}{row.number}", text, str(why), number))


# --- A row a criterion --------------------------------------------------------------------------------------


def score_column(table: SourceTable) -> tuple[int, int] | None:
    """(place of the heading row, the last column headed by a word for score); None where there is none."""
    for place, row in enumerate(table.rows):
        found = [column for column, text in enumerate(row.cells) if SCORE_HEAD.search(text)]
        if found and len(row.filled()) > 1:
            return place, found[-1]
    return None


def read_criterion_rows(table, place, column, count) -> ScoresReading:
    reading = ScoresReading(has_row_per_organisation=False)
    sheet = OrganisationScores("", f"{column_name(column)}{table.rows[place].number}")
    seen: set[int] = set()
    for row in table.rows[place + 1 :]:
        number = criterion_number(row, column)
        # A heading of the official table is numbered too, and lies across all columns.
        if not number or row.spans:
            continue
        if number > count or number in seen:
            why = "criterion_unknown" if number > count else "criterion_twice"
            reading.doubts.append(ScoreDoubt(f"A{row.number}", row.cells[0], why, number))
            continue
        seen.add(number)
        take_score(reading, sheet, row, column, number)
    reading.doubts += [
        ScoreDoubt("", "", "row_missing", number) for number in range(1, count + 1) if number not in seen
    ]
    reading.sheets.append(sheet)
    return reading


def criterion_number(row, column) -> int:
    """The number a row begins with, before its score; 0 for none."""
    for text in row.cells[:column]:
        if text:
            match = NUMBERED.match(text)
            return int(match[1]) if match else 0
    return 0


# --- Whose --------------------------------------------------------------------------------------------------


def match_organisations(sheets, known) -> tuple[list, list[ScoreDoubt]]:
    """Match sheets to organisations by name or code.

    Returns ([(organisation, sheet)], doubts for unknown, ambiguous, repeated names).
    """
    by_name: dict[str, set] = {}
    for organisation in known:
        for name in {fold(organisation.name_ky), fold(organisation.name_ru), organisation.code} - {""}:
            by_name.setdefault(name, set()).add(organisation)
    found, doubts, matched = [], [], set()
    for sheet in sheets:
        organisations = by_name.get(fold(sheet.name)) or by_name.get(sheet.name.strip()) or set()
        if len(organisations) != 1:
            why = "body_twice_named" if organisations else "body_unknown"
            doubts.append(ScoreDoubt(sheet.cell, sheet.name, why))
            continue
        (organisation,) = organisations
        if organisation in matched:
            doubts.append(ScoreDoubt(sheet.cell, sheet.name, "body_repeated"))
            continue
        matched.add(organisation)
        found.append((organisation, sheet))
    return found, doubts
