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


def right_door(reading: Reading, versions: Iterable[Sheet]) -> tuple[type[TableImport], str] | None:
    """(import of another register, its form) that knows the headings of a file which this one does not; None
    where there is none.
    """
    if not reading.unsure_columns:
        return None
    tables = [SourceTable.from_plain(table) for table in reading.source]
    versions = list(versions)
    found = [
        (match.strength, model, match.sheet.form)
        for model in apps.get_models()
        if issubclass(model, TableImport) and type(reading) not in model.READINGS.values()
        for kind in set(model.READINGS.values())
        for match in [kind.match_of(tables, versions, NO_CHOICES)]
        if is_whole(match, kind)
    ]
    best = max(found, key=lambda one: one[0], default=None)
    return best[1:] if best else None


def is_whole(match: ColumnMatch, kind: type[Reading]) -> bool:
    """Whether every column that a list of this kind must have has its own heading there."""
    known = {column.key for column in match.columns if column.is_sure}
    needed = {column.key for column in match.sheet.columns} - set(kind.VOCABULARY.optional)
    return needed <= known


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
