"""The mark of a record: one keyed hash of its whole row, made when it is sealed, so that a good row is proved by one look (SAFETY T-8).

The seal proves column by column and for ever, but it costs two hashes a column. The mark answers for the same columns and for the seal
itself, with the same key that lies outside the database. A row that does not bear its mark is proved by its seal, which names the column.
"""

import hmac
import json
from datetime import date

from django.db.models import BooleanField, CharField, DateField, IntegerField
from django.db.models.functions import Cast

from office.database import chain

# A row of `rows()` begins with these; then comes all that the mark answers for.
PK, MARK, LEAVES, PLACE, PREVIOUS, HASH = range(6)


def marked_columns(model) -> tuple[str, ...]:
    """The columns the mark answers for, beside the leaves."""
    return (
        "place",
        "previous",
        "hash",
        "mac",
        "salt",
        "organisation_id",
        "book_id",
        *model.SEALED,
        *model.BESIDE,
    )


def read_rows(queryset) -> list[tuple]:
    """The rows as the database holds them, the same on both engines: whole numbers, text, None; days as ISO text, JSON as its text."""
    model = queryset.model
    query = queryset.values_list(
        "pk", "mark", "leaves", *(comparable_column(model, name) for name in marked_columns(model))
    ).query
    compiler = query.get_compiler(queryset.db)
    with compiler.connection.cursor() as cursor:
        cursor.execute(*compiler.as_sql())
        return cursor.fetchall()


def comparable_column(model, name):
    field = model._meta.get_field(name.partition("__")[0].removesuffix("_id"))
    if isinstance(field, BooleanField):
        return Cast(name, IntegerField())
    return Cast(name, CharField()) if isinstance(field, DateField) else name


def record_values(record) -> list:
    """What `rows()` reads of a record, from the record itself."""
    return [as_stored(value_at(record, name)) for name in marked_columns(type(record))]


def value_at(record, name):
    for part in name.split("__"):
        record = getattr(record, part)
    return record


def as_stored(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(chain.sort_by_name(value)) if isinstance(value, dict) else value


def begin_mark(model, name: str, key: bytes):
    """The beginning of every mark of one table in the chain of this name."""
    return hmac.new(key, chain.canonical_bytes("mark", [name, model._meta.db_table]), "sha256")


def make_mark(record, name: str, key: bytes) -> str:
    """The mark of a sealed record in the chain of this name, hexadecimal."""
    return finish_mark(begin_mark(type(record), name, key), record_values(record), as_stored(record.leaves))


def finish_mark(beginning, columns, leaves: str) -> str:
    state = beginning.copy()
    state.update((chain.ENCODER.encode(columns) + leaves).encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def find_unmarked(rows, model, name: str, key: bytes) -> set[int]:
    """Primary keys of the rows that do not bear the mark they ought to, those sealed before there were marks among them."""
    beginning = begin_mark(model, name, key)
    return {row[PK] for row in rows if finish_mark(beginning, row[PLACE:], row[LEAVES]) != row[MARK]}


def column_index(model, name: str) -> int:
    """Where a column stands in a row of `rows()`."""
    return PLACE + marked_columns(model).index(name)
