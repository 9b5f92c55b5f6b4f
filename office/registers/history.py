"""History of one row in words, from the audit table."""

from collections import defaultdict
from datetime import UTC

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office.models.audit import Change
from office.models.person import Person
from office.registers.links import FieldChange

MAX_CHANGES = 50
HIDDEN = {"search", "position"}


def row_history(row):
    """The last changes of a row, newest first: `{when, who, text, fields: [FieldChange]}`."""
    changes = list(Change.objects.of_record(row)[:MAX_CHANGES])
    people = Person.objects.in_bulk({change.person_id for change in changes if change.person_id})
    columns = [field for field in row._meta.concrete_fields if is_shown(field)]
    rows_by_model = referenced_rows(columns, changes)
    return [
        {
            "when": change.at,
            "who": str(people.get(change.person_id, _("the portal"))),
            "text": change.get_event_display(),
            "fields": changed_fields(columns, change, rows_by_model),
        }
        for change in changes
    ]


def is_shown(field):
    """Whether the history shows a column: it has words of its own and no JSON.

    Columns of the machine have none; who did it and when stands in the line already.
    """
    return (
        field.column not in HIDDEN
        and field._verbose_name is not None
        and not isinstance(field, models.JSONField)
    )


def changed_fields(columns, change, rows_by_model):
    """Fields an update changed, in the order of the model; [] for a creation or a deletion."""
    if not has_fields(change):
        return []
    return [
        FieldChange(
            capfirst(field.verbose_name),
            old=stored_value_text(field, (change.old or {}).get(field.column), rows_by_model),
            new=stored_value_text(field, change.new[field.column], rows_by_model),
        )
        for field in columns
        if field.column in change.new
    ]


def has_fields(change) -> bool:
    """Whether the history names the fields of a change: of a row entered or deleted it says only that."""
    return change.event == Change.Event.UPDATE and bool(change.new)


def referenced_rows(columns, changes):
    """{model: {primary key: row}} of every row that a changed field points at. One query a model."""
    wanted = defaultdict(set)
    for field in columns:
        if isinstance(field, models.ForeignKey):
            for change in changes:
                if has_fields(change) and field.column in change.new:
                    wanted[field.related_model] |= {
                        side.get(field.column) for side in (change.old, change.new) if side
                    }
    return {
        model: model._base_manager.in_bulk(keys - {None}) for model, keys in wanted.items() if keys - {None}
    }


def stored_value_text(field, value, rows_by_model):
    """A stored value as a person reads it: rows and choices in words, long texts cut, nothing as a dash."""
    if value in (None, ""):
        return "—"
    if isinstance(field, models.ForeignKey):
        return str(rows_by_model.get(field.related_model, {}).get(value, f"№ {value}"))
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    text = str(moment_text(field, value) or value)
    return text if len(text) <= 200 else f"{text[:199]}…"


def moment_text(field, value):
    """A stored day or time as it is written; "" for any other column."""
    if isinstance(field, models.DateTimeField):
        # SQLite keeps times in UTC without an offset.
        time = parse_datetime(str(value))
        time = time if timezone.is_aware(time) else time.replace(tzinfo=UTC)
        return date_format(timezone.localtime(time), "SHORT_DATETIME_FORMAT")
    return (
        date_format(parse_date(str(value)), "SHORT_DATE_FORMAT")
        if isinstance(field, models.DateField)
        else ""
    )
