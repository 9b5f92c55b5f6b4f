from django.db import models
from django.shortcuts import render
from django.utils.translation import gettext as _

from office.database.sqlite import in_kyrgyz_order
from office.database.triggers import is_owned
from office.registers.forms import with_capitals
from office.registers.links import Cell, ColumnHeading, Link
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


def register_view(register):
    @policy(register.read, READ_METHODS, register=register)
    def view(request):
        rows = register.rows(request.user)
        filterset = (
            register.filters(request.GET, queryset=rows, request=request) if register.filters else None
        )
        if filterset:
            with_capitals(
                filterset.form
            )  # before it is asked: a field keeps the label it was first shown with
        rows = (filterset.qs if filterset else rows).order_by(
            *(register.order or register.model._meta.ordering)
        )
        context = {
            **list_context(request, register, rows),
            **filter_context(request, filterset),
            "title": register.title,
        }
        if register.list_extra:
            context |= register.list_extra(request, rows)
        return render(request, register.list_template, context)

    return view


def list_context(request, register, rows):
    """One page of rows, with the count capped: counting a million rows costs more than showing fifty."""
    rows, sorting = sort_rows(request, register, rows)
    count = rows[: COUNT_LIMIT + 1].count()
    shown, page, more = page_of_rows(rows, parse_number(request.GET.get("page"), 1), count)
    actions = create_buttons(request, register)
    return {
        "count": f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else count,
        "columns": [column_heading(request, register, name, sorting) for name in register.columns],
        "rows": list(list_rows(register, shown, grouped=register.group and not sorting)),
        "pages": {
            "previous": query_link(request, page=page - 1) if page > 1 else None,
            "next": query_link(request, page=page + 1) if more else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
        },
        "empty": {"text": register.empty, "actions": actions},
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


def create_buttons(request, register):
    if (
        not register.form
        or register.parent
        or "create" not in register.pages
        or not may_create(request, register)
    ):
        return []
    return [Link(register.new, register.url("create"), primary=True)]


def may_create(request, register):
    """A new row belongs to the body at hand, unless it belongs to none."""
    return may(request.user, register.write, request.organisation if is_owned(register.model) else None)


def sort_rows(request, register, rows):
    """Order by a column of the register named in `?sort=` (`-` before it turns it round); only stored fields can be sorted by."""
    sort_key = request.GET.get("sort", "")
    name = sort_key.removeprefix("-")
    if name not in register.columns or not is_stored(register.model, name):
        return rows, ""
    by = column_ordering(register.model._meta.get_field(name))
    return rows.order_by(by.desc() if sort_key.startswith("-") else by.asc(), "pk"), sort_key


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


def column_heading(request, register, name, sorting):
    up = sorting == name
    sortable = is_stored(register.model, name)
    return ColumnHeading(
        column_label(register.model, name),
        numeric=is_number_column(register.model, name),
        sort_url=query_link(request, sort=f"-{name}" if up else name, page=None) if sortable else "",
        direction="ascending" if up else "descending" if sorting == f"-{name}" else "",
    )


def list_rows(register, shown, *, grouped):
    """The rows of a page, with a line of its own wherever the heading changes; what is the same in each is looked up once."""
    columns = [
        (
            name,
            str(column_label(register.model, name)),
            is_number_column(register.model, name),
            name in register.levels,
            column_reader(register.model, name),
        )
        for name in register.columns
    ]
    above = None
    for row in shown:
        if grouped and (heading := register.group(row)) != above:
            above = heading
            yield {"heading": heading}
        yield list_row(register, row, columns)


def is_number_column(model, name):
    """Whether a column holds numbers; a choice kept as a number is shown by its words."""
    field = model._meta.get_field(name) if is_stored(model, name) else None
    return isinstance(field, models.IntegerField) and not field.choices


def list_row(register, row, columns):
    """One row; `title` says to a screen reader what a row that begins with its number is about."""
    return {
        "pk": row.pk,
        "url": row.get_absolute_url(),
        "title": str(row) if register.columns[0] == "number" else "",
        "cells": [
            Cell(heading, read(row), getattr(row, name) if is_level else "", is_numeric)
            for name, heading, is_numeric, is_level, read in columns
        ],
        "css": "is-quiet" if getattr(row, "is_quiet", False) else "",
    }


def filter_context(request, filterset):
    """The filter form and one chip for each filter in force, each a link that takes it away."""
    if filterset is None:
        return {"filter_form": None, "chips": []}
    form = with_capitals(filterset.form)
    values_in_force = getattr(form, "cleaned_data", {})
    chips = [
        Link(
            f"{form[name].label}: {field_words(form[name], form[name].data)}",
            query_link(request, **{name: None, "page": None}),
        )
        for name in form.fields
        if values_in_force.get(name) not in (None, "") and form[name].data
    ]
    return {"filter_form": form, "chips": chips}
