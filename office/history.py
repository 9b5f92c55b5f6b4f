"""The audit of a record, told in sentences."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office.models import Change, Person

SHOWN = 50


def history(record):
    """The last changes of a record, newest first: `{when, who, text, fields: [{label, old, new}]}`."""
    changes = list(Change.objects.of_record(record)[:SHOWN])
    people = Person.objects.in_bulk({change.person_id for change in changes if change.person_id})
    return [
        {
            "when": change.at,
            "who": str(people.get(change.person_id, _("the portal"))),
            "text": change.get_event_display(),
            "fields": fields(type(record), change),
        }
        for change in changes
    ]


def fields(model, change):
    """What an update changed; a creation and a deletion speak for themselves."""
    if change.event != Change.Event.UPDATE or not change.new:
        return []
    columns = [
        field.column for field in model._meta.concrete_fields
    ]  # PostgreSQL sorts the keys of JSON its own way
    return [
        {
            "label": word(model, column),
            "old": shown(model, column, (change.old or {}).get(column)),
            "new": shown(model, column, change.new[column]),
        }
        for column in columns
        if column in change.new and column not in HIDDEN
    ]


HIDDEN = {"search", "position"}


def column_field(model, column):
    return next((field for field in model._meta.concrete_fields if field.column == column), None)


def word(model, column):
    field = column_field(model, column)
    return capfirst(field.verbose_name) if field else column


def shown(model, column, value):
    """A stored value as a person reads it: choices in words, long texts cut, nothing as a dash."""
    field = column_field(model, column)
    if value in (None, ""):
        return "—"
    if field is not None and field.choices:
        return dict(field.flatchoices).get(value, value)
    text = str(value)
    return text if len(text) <= 200 else f"{text[:199]}…"
