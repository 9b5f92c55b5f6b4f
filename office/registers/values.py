from collections.abc import Hashable
from datetime import date, datetime
from functools import partial, partialmethod
from inspect import getattr_static

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office.registers.links import EMPTY


def is_stored(model, name):
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


def field_words(bound, value):
    """The value of a form field in words: of a choice or a chosen row instead of its code."""
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(str(field_words(bound, one)) for one in value) or EMPTY
    if value in (None, ""):
        return EMPTY
    queryset = getattr(bound.field, "queryset", None)
    if queryset is not None:
        chosen = queryset.filter(pk=parse_number(str(getattr(value, "pk", value)), 0)).first()
        return str(chosen or value)
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value not in (False, "false", "False", "0") else _("no")
    words_by_value = dict(flat_choices(getattr(bound.field, "choices", ())))
    return words_by_value.get(value, value) if isinstance(value, Hashable) else value


def flat_choices(choices):
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat_choices(label)
        else:
            yield value, label


def query_link(request, **changes):
    """The current path with some query parameters changed; None removes one."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    for key in [key for key in query if not any(query.getlist(key))]:
        del query[key]
    return f"?{query.urlencode()}" if query else request.path


def parse_number(text, default):
    """Parse a positive integer of at most nine ASCII digits; `default` otherwise."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def typed_lines(text: str) -> list[str]:
    """The lines that a person typed, without empty ones and extra spaces."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def column_label(model, name):
    """The words for a field or property, as they stand over a column."""
    if name == "organisation":
        return capfirst(_("body"))
    try:
        return capfirst(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        attribute = getattr(model, name)
        return capfirst(getattr(getattr(attribute, "fget", attribute), "label", name))


def display_value(row, name):
    """A value in words: of a choice, a date as dates are written, a dash for nothing."""
    words_of = getattr(row, f"get_{name}_display", None)
    value = words_of() if words_of else getattr(row, name)
    return format_value(value() if callable(value) else value)


def column_reader(model, name):
    """`display_value` of one column for many rows: the words of its choices are looked up once."""
    column = model._meta.get_field(name) if is_stored(model, name) else None
    if column is None or not column.choices or has_own_display(model, name):
        return partial(display_value, name=name)
    words_by_value = {value: str(words) for value, words in column.flatchoices}

    def read(row):
        value = getattr(row, name)
        return format_value(words_by_value.get(value, value))

    return read


def has_own_display(model, name):
    """Tell whether the model writes `get_…_display` itself; the one Django makes is a partial method."""
    return not isinstance(getattr_static(model, f"get_{name}_display"), partialmethod)


def two_lines(first, second):
    """Two texts of one cell, the second below the first; once where both say the same."""
    if not first or not second or first == second:
        return first or second
    return format_html('{}<span class="second-line">{}</span>', first, second)


def format_value(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return EMPTY if value in (None, "") else value
