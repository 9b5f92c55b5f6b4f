"""A list that was brought to the wrong register: which one knows its headings, and the way there."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import transaction

from office.imports.column_match import ColumnMatch
from office.imports.columns import NO_CHOICES
from office.imports.models import TableImport
from office.imports.reader import Reading
from office.imports.source import SourceTable
from office.papers.sheet import Sheet

FEW, MOST = 3, 0.7  # a list of three columns is like many others


def right_door(reading: Reading, versions: Iterable[Sheet]) -> tuple[type[TableImport], str] | None:
    """(import of another register, its form) that knows the headings of a file which this one does not; None
    where there is none.
    """
    if not reading.unsure_columns:
        return None
    tables = [SourceTable.from_plain(table) for table in reading.source]
    versions = list(versions)
    found = [
        (fit_of(match, kind), model, match.sheet.form)
        for model in apps.get_models()
        if issubclass(model, TableImport) and type(reading) not in model.READINGS.values()
        for kind in set(model.READINGS.values())
        for match in [kind.match_of(tables, versions, NO_CHOICES)]
        if is_whole(match, kind) or is_lost(reading) and is_likely(match, kind)
    ]
    best = max(found, key=lambda one: one[0], default=None)
    return best[1:] if best else None


def is_whole(match: ColumnMatch, kind: type[Reading]) -> bool:
    """Whether every column that a list of this kind must have has its own heading there."""
    known = {column.key for column in match.columns if column.is_sure}
    return needed_columns(match, kind) <= known


def is_likely(match: ColumnMatch, kind: type[Reading]) -> bool:
    """Whether most columns that a list of this kind must have are proposed there, by words or contents."""
    needed = needed_columns(match, kind)
    proposed = {column.key for column in match.columns}
    return len(needed) > FEW and len(needed & proposed) >= MOST * len(needed)


def is_lost(reading: Reading) -> bool:
    """Whether less than half of the columns that its list must have are proposed at this register."""
    proposed = {column.key for column in reading.mapping}
    return 2 * len(reading.expected & proposed) < len(reading.expected)


def fit_of(match: ColumnMatch, kind: type[Reading]) -> tuple[bool, float]:
    """How well a register fits: known headings before proposals, of those the more columns the better."""
    if is_whole(match, kind):
        return True, match.strength
    return False, len(needed_columns(match, kind) & {column.key for column in match.columns})


def needed_columns(match: ColumnMatch, kind: type[Reading]) -> set[str]:
    return {column.key for column in match.sheet.columns} - set(kind.VOCABULARY.optional)


@transaction.atomic
def open_elsewhere(record: TableImport, versions: Iterable[Sheet], *, by: Any) -> TableImport | None:
    """The import opened anew at the register that knows its headings; here it is put aside. None where no
    other register knows them.
    """
    versions = list(versions)
    door = right_door(record.found, versions)
    if door is None:
        return None
    model, form = door
    reading = model.READINGS[form].of_plain(record.found.source, versions)
    row = model(organisation=record.organisation, name=record.name, sha256=record.sha256, read_by=by)
    row.reading = reading.to_dict()
    row.fill_from_reading()
    row.save()
    record.move("discard", by=by)
    return row
