"""The mark: one keyed hash of a sealed row, so that an intact row is verified with one hash instead of two
per column (SAFETY T-8).
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
    """Rows as raw tuples, equal on both engines: int, str, None; dates ISO, JSON as text.

    First columns: PK, MARK, LEAVES, PLACE, PREVIOUS, HASH.
    """
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


def record_values(row) -> list:
    """The same values as `read_rows` gives for this row, without PK, mark and leaves."""
    return [as_stored(value_at(row, name)) for name in marked_columns(type(row))]


def value_at(row, name):
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def as_stored(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(chain.sort_by_name(value)) if isinstance(value, dict) else value


def begin_mark(model, name: str, key: bytes):
    """HMAC prepared with the name of the chain and the table; copy it per row."""
    return hmac.new(key, chain.canonical_bytes("mark", [name, model._meta.db_table]), "sha256")


def make_mark(row, name: str, key: bytes) -> str:
    """The mark of a sealed record in the chain of this name, hexadecimal."""
    return finish_mark(begin_mark(type(row), name, key), record_values(row), as_stored(row.leaves))


def finish_mark(beginning, columns, leaves: str) -> str:
    state = beginning.copy()
    state.update((chain.ENCODER.encode(columns) + leaves).encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def find_unmarked(rows, model, name: str, key: bytes) -> set[int]:
    """Primary keys whose stored mark differs from the computed one; includes rows sealed before marks
    existed.
    """
    beginning = begin_mark(model, name, key)
    return {row[PK] for row in rows if finish_mark(beginning, row[PLACE:], row[LEAVES]) != row[MARK]}


def column_index(model, name: str) -> int:
    """Index of a column in a row of `read_rows()`."""
    return PLACE + marked_columns(model).index(name)
