from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext as _

from office.database.sqlite import in_kyrgyz_order
from office.database.triggers import is_owned
from office.registers.forms import with_capitals
from office.registers.policy import READ_METHODS, policy
from office.registers.values import (
    column_label,
    column_reader,
    field_words,
    is_stored,
    parse_number,
    query_link,
)
from office.roles import may

PAGE_SIZE = 50
COUNT_LIMIT = 1000
# --- Register --------------------------------------------------------------------------------------------------------


def register_view(book):
    @policy(book.read, READ_METHODS, book=book)
    def view(request):
        rows = book.rows(request.user)
        filterset = book.filters(request.GET, queryset=rows, request=request) if book.filters else None
        if filterset:
            with_capitals(
                filterset.form
            )  # before it is asked: a field keeps the label it was first shown with
        rows = (filterset.qs if filterset else rows).order_by(*(book.order or book.model._meta.ordering))
        context = {
            **list_context(request, book, rows),
            **filter_context(request, filterset),
            "title": book.title,
        }
        if book.list_extra:
            context |= book.list_extra(request, rows)
        return render(request, book.list_template, context)

    return view


def list_context(request, book, rows):
    """One page of rows, with the count capped: counting a million rows costs more than showing fifty."""
    rows, sorting = sort_rows(request, book, rows)
    count = rows[: COUNT_LIMIT + 1].count()
    shown, page, more = page_of_rows(rows, parse_number(request.GET.get("page"), 1), count)
    actions = create_buttons(request, book)
    return {
        "count": f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else count,
        "columns": [column_heading(request, book, name, sorting) for name in book.columns],
        "rows": list(list_rows(book, shown, grouped=book.group and not sorting)),
        "pages": {
            "previous": query_link(request, page=page - 1) if page > 1 else None,
            "next": query_link(request, page=page + 1) if more else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
        },
        "empty": {"text": book.empty, "actions": actions},
        "create": actions[0] if actions else None,
        "pick": "",
    }


def page_of_rows(rows, page, count):
    """(rows, number of the page, whether more follow); a page beyond the end is the last one."""
    if count <= COUNT_LIMIT:
        page = min(page, -(-count // PAGE_SIZE))
    page = max(page, 1)
    shown = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    return shown[:PAGE_SIZE], page, len(shown) > PAGE_SIZE


def create_buttons(request, book):
    if not book.form or book.parent or "create" not in book.pages or not may_create(request, book):
        return []
    return [{"label": book.new, "url": book.url("create"), "primary": True}]


def may_create(request, book):
    """A new row belongs to the body at hand, unless it belongs to none."""
    return may(request.user, book.write, request.organisation if is_owned(book.model) else None)


def sort_rows(request, book, rows):
    """Order by a column of the book named in `?sort=` (`-` before it turns it round); only stored fields can be sorted by."""
    asked = request.GET.get("sort", "")
    name = asked.removeprefix("-")
    if name not in book.columns or not is_stored(book.model, name):
        return rows, ""
    by = column_ordering(book.model._meta.get_field(name))
    return rows.order_by(by.desc() if asked.startswith("-") else by.asc(), "pk"), asked


def column_ordering(column):
    """Words sort by the Kyrgyz alphabet, choices in their declared order, the rest as it is stored."""
    if column.choices:
        places = [
            models.When(**{column.name: value}, then=n)
            for n, (value, _label) in enumerate(column.flatchoices)
        ]
        return models.Case(*places, default=-1)
    words = isinstance(column, models.CharField | models.TextField)
    return in_kyrgyz_order(column.name) if words else models.F(column.name)


def column_heading(request, book, name, sorting):
    up = sorting == name
    return {
        "label": column_label(book.model, name),
        "numeric": is_number_column(book.model, name),
        "sort_url": query_link(request, sort=f"-{name}" if up else name, page=None)
        if is_stored(book.model, name)
        else "",
        "direction": "ascending" if up else "descending" if sorting == f"-{name}" else "",
    }


def list_rows(book, shown, *, grouped):
    """The rows of a page, with a line of its own wherever the heading changes; what is the same in each is looked up once."""
    columns = [
        (
            name,
            str(column_label(book.model, name)),
            is_number_column(book.model, name),
            name in book.levels,
            column_reader(book.model, name),
        )
        for name in book.columns
    ]
    above = None
    for record in shown:
        if grouped and (heading := book.group(record)) != above:
            above = heading
            yield {"heading": heading}
        yield list_row(book, record, columns)


def is_number_column(model, name):
    """Whether a column holds numbers; a choice kept as a number is shown by its words."""
    field = model._meta.get_field(name) if is_stored(model, name) else None
    return isinstance(field, models.IntegerField) and not field.choices


def list_row(book, record, columns):
    """One row; `title` says to a screen reader what a row that begins with its number is about."""
    return {
        "pk": record.pk,
        "url": record.get_absolute_url(),
        "title": str(record) if book.columns[0] == "number" else "",
        "cells": [
            {
                "label": heading,
                "value": read(record),
                "level": getattr(record, name) if is_level else "",
                "numeric": is_numeric,
            }
            for name, heading, is_numeric, is_level, read in columns
        ],
        "css": "is-quiet" if getattr(record, "is_quiet", False) else "",
    }


def filter_context(request, filterset):
    """The filter form and one chip for each filter in force, each a link that takes it away."""
    if filterset is None:
        return {"filter_form": None, "chips": []}
    form = with_capitals(filterset.form)
    understood = getattr(form, "cleaned_data", {})
    chips = [
        {
            "label": f"{form[name].label}: {field_words(form[name], form[name].data)}",
            "url": query_link(request, **{name: None, "page": None}),
        }
        for name in form.fields
        if understood.get(name) not in (None, "") and form[name].data
    ]
    return {"filter_form": form, "chips": chips}
