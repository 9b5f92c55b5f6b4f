"""The mark of a record: one keyed hash of its whole row, made when it is sealed, so that a good row is proved by one look (SAFETY T-8).

The seal proves column by column and for ever, but it costs two hashes a column. The mark answers for the same columns and for the seal
itself, with the same key that lies outside the database. A row that does not bear its mark is proved by its seal, which names the column.
"""

import hmac
import json
from datetime import date

from django.db.models import BooleanField, CharField, DateField, IntegerField
from django.db.models.functions import Cast

from office import chain

# A row of `rows()` begins with these; then comes all that the mark answers for.
PK, MARK, LEAVES, PLACE, PREVIOUS, HASH = range(6)


def answered(model) -> tuple[str, ...]:
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


def rows(queryset) -> list[tuple]:
    """The rows as the database holds them, the same on both engines: whole numbers, text, None; days as ISO text, JSON as its text."""
    model = queryset.model
    query = queryset.values_list(
        "pk", "mark", "leaves", *(told(model, name) for name in answered(model))
    ).query
    compiler = query.get_compiler(queryset.db)
    with compiler.connection.cursor() as cursor:
        cursor.execute(*compiler.as_sql())
        return cursor.fetchall()


def told(model, name):
    field = model._meta.get_field(name.partition("__")[0].removesuffix("_id"))
    if isinstance(field, BooleanField):
        return Cast(name, IntegerField())
    return Cast(name, CharField()) if isinstance(field, DateField) else name


def columns(record) -> list:
    """What `rows()` reads of a record, from the record itself."""
    return [in_rows(value_of(record, name)) for name in answered(type(record))]


def value_of(record, name):
    for part in name.split("__"):
        record = getattr(record, part)
    return record


def in_rows(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(chain.in_order(value)) if isinstance(value, dict) else value


def keyed(model, name: str, key: bytes):
    """The beginning of every mark of one table in the chain of this name."""
    return hmac.new(key, chain.canonical("mark", [name, model._meta.db_table]), "sha256")


def mark(record, name: str, key: bytes) -> str:
    """The mark of a sealed record in the chain of this name, hexadecimal."""
    return finished(keyed(type(record), name, key), columns(record), in_rows(record.leaves))


def finished(beginning, columns, leaves: str) -> str:
    state = beginning.copy()
    state.update((chain.ENCODER.encode(columns) + leaves).encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def unmarked(rows, model, name: str, key: bytes) -> set[int]:
    """Primary keys of the rows that do not bear the mark they ought to, those sealed before there were marks among them."""
    beginning = keyed(model, name, key)
    return {row[PK] for row in rows if finished(beginning, row[PLACE:], row[LEAVES]) != row[MARK]}


def at(model, name: str) -> int:
    """Where a column stands in a row of `rows()`."""
    return PLACE + answered(model).index(name)
