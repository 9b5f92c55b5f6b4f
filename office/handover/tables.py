"""Which tables an export holds, and one row as JSON. Read off the models, so that a new table is in it."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db import models

from office.database.triggers import audited_columns, is_audited, is_owned, table_models
from office.models.audit import Change
from office.models.law import Confirmed
from office.models.organisation import Organisation
from office.models.person import Person
from office.roles import Act

AT_ONCE = 200  # rows in memory
# Of people travels who they are, never by what they sign in: no password, no mail, no factor, no right.
PERSON_COLUMNS = (
    "id",
    "username",
    "surname",
    "name",
    "patronymic",
    "is_active",
    "language",
    "date_joined",
    "version",
)


def owned_tables() -> dict[str, type[models.Model]]:
    """{table: model} of all that belongs to organisations, by name."""
    return {
        model._meta.db_table: model
        for model in sorted(table_models(), key=lambda model: model._meta.db_table)
        if is_owned(model)
    }


def stored_fields(model) -> list[models.Field]:
    """The columns that are written; the database makes the others."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def stored_names(model) -> list[str]:
    return [field.attname for field in stored_fields(model)]


def open_names(model) -> list[str]:
    """The columns of the open part: those whose values the audit keeps. What the audit must not keep (walled
    words, bytes, secrets) leaves the portal sealed alone.
    """
    return (
        [name for name in stored_names(model) if name in audited_columns(model)]
        if is_audited(model)
        else ["id"]
    )


def owned_rows(model, organisation):
    return model.objects.of(organisation).order_by("pk")


def visible_rows(model, organisation, person):
    """The rows of the open part: what this person may see."""
    return model.objects.visible_to(person, Act.READ).filter(organisation=organisation).order_by("pk")


def encode_value(value):
    """A stored value as JSON holds it; TypeError for a kind without such a form."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if value is None or isinstance(value, str | int | float | dict | list):
        return value
    raise TypeError(f"no form in JSON for {type(value).__name__}")


def decode_value(field, value):
    """What `encode_value` made of a value of this column. ValueError for another."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value, validate=True)
    return field.to_python(value)


def read_values(rows, names) -> Iterator[list]:
    """The rows in the form of JSON, a few in memory at once."""
    for row in rows.values_list(*names).iterator(AT_ONCE):
        yield [encode_value(value) for value in row]


# --- What belongs to no organisation and is pointed at by its rows ----------------------------------------


def pointers(model) -> list[models.ForeignKey]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


def pointed_at(organisation) -> dict[type[models.Model], set[int]]:
    """{model: primary keys} of people, organisations and reference rows that the rows of the organisation
    point at, and those that these point at. Whoever the audit alone names is one of the people: a number
    that does not travel would be given to somebody else there.
    """
    found: dict[type[models.Model], set[int]] = {Organisation: {organisation.pk}, Person: set()}
    for model in owned_tables().values():
        for field in pointers(model):
            if not is_owned(field.related_model):
                add_keys(found, field, owned_rows(model, organisation))
    acted = change_rows(organisation).exclude(person_id=None).order_by().values("person_id").distinct()
    found[Person].update(Person.objects.filter(pk__in=acted).values_list("pk", flat=True))
    waiting = {model: set(keys) for model, keys in found.items()}
    while waiting:
        model, keys = waiting.popitem()
        for field in travelling_pointers(model):
            known = set(found.get(field.related_model, ()))
            add_keys(found, field, model.objects.filter(pk__in=keys))
            if more := found[field.related_model] - known:
                waiting.setdefault(field.related_model, set()).update(more)
    return found


def add_keys(found, field, rows):
    keys = rows.exclude(**{field.name: None}).order_by().values_list(field.attname, flat=True).distinct()
    found.setdefault(field.related_model, set()).update(keys)


def travelling_names(model) -> list[str]:
    """The columns of a row that is pointed at. Who confirmed a reference row may be of another organisation
    of the giver: it comes to be confirmed by the receiver.
    """
    if model is Person:
        return list(PERSON_COLUMNS)
    left = {field.attname for field in Confirmed._meta.fields} if issubclass(model, Confirmed) else set()
    return [name for name in stored_names(model) if name not in left]


def travelling_pointers(model) -> list[models.ForeignKey]:
    names = travelling_names(model)
    return [field for field in pointers(model) if field.attname in names]


CHANGE_NAMES = tuple(name for name in stored_names(Change) if name != "seal_id")


def change_rows(organisation):
    return Change.objects.filter(organisation_id=organisation.pk).order_by("pk")


def pointed_models() -> list[type[models.Model]]:
    """All models that rows of an organisation may point at and that belong to none."""
    found = {Organisation, Person}
    waiting = [*owned_tables().values(), Organisation]
    while waiting:
        for field in pointers(waiting.pop()):
            there = field.related_model
            if not is_owned(there) and there not in found:
                found.add(there)
                waiting.append(there)
    return sorted(found, key=lambda model: model._meta.db_table)
