"""Which tables are official records, and what of them is sealed. Each app enters its own in
`office.registries.RECORDS`; the list of an app lies in its `official_records.py`.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models import Q

from office.database.triggers import audited_columns
from office.registries import RECORDS


@dataclass(frozen=True)
class Official:
    """When a row of the table is official, and which of its columns may still change then.

    `states`: the states in which it is; none and no `under`: from the moment it is entered. `under`: the
    foreign key to the row with which it becomes official. `living`: columns that change afterwards by its own
    moves; an empty one may be filled once without being named here. `apart`: columns proved by something
    else, with the reason. `beside`: columns of related rows («scan__sha256») that are sealed with it.
    `deletable`: the portal itself deletes such rows; a deletion that the audit shows is an ordinary act.
    """

    states: tuple[str, ...] = ()
    under: str = ""
    living: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    deletable: bool = False


# Never sealed, with the reason.
NEVER = {"version": "counts the saves of a form; two equal rows may differ in it"}


@cache
def record_models() -> dict[str, type[models.Model]]:
    """{table: model} of all official records, a row's parent before the row."""
    found = sorted(
        (apps.get_model(label) for label in RECORDS), key=lambda model: (depth_of(model), label_of(model))
    )
    return {model._meta.db_table: model for model in found}


def label_of(model) -> str:
    return model._meta.label


def declaration_of(model) -> Official:
    return RECORDS[label_of(model)]


def parent_of(model):
    """The model a row becomes official with; None."""
    under = declaration_of(model).under
    return model._meta.get_field(under).related_model if under else None


def depth_of(model) -> int:
    parent = parent_of(model)
    return 0 if parent is None else 1 + depth_of(parent)


def children_of(model) -> list:
    """The models whose rows become official with a row of this one."""
    return [child for child in record_models().values() if parent_of(child) is model]


def is_official(model, prefix="") -> Q:
    """The condition under which a row is official."""
    declared = declaration_of(model)
    if declared.under:
        return is_official(parent_of(model), f"{prefix}{declared.under}__")
    if declared.states:
        return Q(**{f"{prefix}state__in": declared.states})
    return Q(**{f"{prefix}pk__isnull": False})


@cache
def columns_when(model, official: bool) -> tuple[str, ...]:
    """The columns that are sealed, in their order.

    What the audit does not see change (`NOT_AUDITED`, columns of other rows) is sealed only once it is
    official, for then it changes no more.
    """
    declared = declaration_of(model)
    never = {*NEVER, *dict(declared.apart)}
    fields = [
        field for field in model._meta.concrete_fields if not field.generated
    ]  # the database makes those
    own = [field.attname for field in fields if field.attname not in never]
    seen = {"id", *audited_columns(model)}
    return tuple(name for name in own if official or name in seen) + (declared.beside if official else ())
