"""What refuses an import before a row is written: keys that are taken here by others. Keys are never changed,
for the seals name rows by them (ADR 25).
"""

from collections.abc import Iterator

from django.db import connection, models

from office.database.triggers import is_owned
from office.handover import tables
from office.handover.package import HandoverError
from office.models.audit import Change
from office.models.organisation import Organisation
from office.models.person import Person

AT_ONCE = 500
# Columns of a reference row without a code that change while it stays the same row.
CHANGING = {"id", "version", "confirmed", "confirmed_by_id", "confirmed_on", "valid_to"}


def refuse_taken_keys(model, pks: list[int], organisation_id: int):
    """HandoverError when rows of these keys stand here and belong to another organisation."""
    table = model._meta.db_table
    for start in range(0, len(pks), AT_ONCE):
        some = pks[start : start + AT_ONCE]
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {table} WHERE id IN ({marks}) "  # noqa: S608  names of our own
                "AND (organisation_id IS NULL OR organisation_id <> %s) ORDER BY id LIMIT 1",
                [*some, organisation_id],
            )
            if taken := cursor.fetchone():
                raise HandoverError(
                    f"{table}: row {taken[0]} is here already and belongs to another organisation. Keys are "
                    "sealed and cannot be changed: import into an install where they are free."
                )


def unique_names(model) -> list[str]:
    """The columns whose value no two rows of a table share."""
    return [field.attname for field in model._meta.concrete_fields if field.unique and not field.primary_key]


def lasting_names(model) -> list[str]:
    """The columns by which a row of a reference table, a person or an organisation is known again: a login
    may be another person's here, but not with the microsecond in which the account was made.
    """
    if model is Person:
        return ["username", "date_joined"]
    if names := [name for name in unique_names(model) if name != "path"]:
        return names
    return [name for name in tables.stored_names(model) if name not in CHANGING]


def standing_row(model, values: dict) -> models.Model | None:
    """The row of this key that stands here already, None when the key is free. HandoverError when it, or
    another one, bears the name of something else.
    """
    table, pk = model._meta.db_table, values["id"]
    row = model.objects.filter(pk=pk).first()
    for name in lasting_names(model):
        if name not in values:
            continue
        if row is not None and (here := tables.encode_value(getattr(row, name))) != values[name]:
            raise HandoverError(
                f"{table}: {pk} is «{here}» here and «{values[name]}» in the folder. Keys are "
                "sealed and cannot be changed: import into an install where they are free."
            )
        if name not in unique_names(model):
            continue
        other = model.objects.filter(**{name: values[name]}).exclude(pk=pk).first()
        if other is not None:
            raise HandoverError(f"{table}: «{values[name]}» is {other.pk} here and {pk} in the folder.")
    return row


def refuse_another(organisation: dict):
    """HandoverError when the key or code of the organisation is another's here."""
    standing_row(Organisation, {"id": organisation["id"], "code": organisation["code"]})


def rows_here(owned: list[type[models.Model]], organisation_id: int) -> Iterator[tuple[str, int]]:
    """(table, rows) of what the organisation has here."""
    for model in owned:
        if is_owned(model) and (count := model.objects.of(organisation_id).count()):
            yield model._meta.db_table, count
    if count := Change.objects.filter(organisation_id=organisation_id).count():
        yield Change._meta.db_table, count
