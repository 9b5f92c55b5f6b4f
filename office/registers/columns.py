"""Columns of a list: their heads, their order, the cells of each row."""

from django.db import models

from office.database.sqlite import in_kyrgyz_order
from office.registers.links import Cell, ColumnHeading
from office.registers.list_pages import FIRST
from office.registers.values import column_label, column_reader, is_stored, query_link


def sort_rows(request, register, rows):
    """Return (rows, sort key) in the order of `?sort=`: a column, `-` before it for descending.

    Only stored columns of the register can be sorted by; for anything else the rows as they came and "".
    """
    sort_key = request.GET.get("sort", "")
    name = sort_key.removeprefix("-")
    if name not in register.columns + register.short_columns or not is_stored(register.model, name):
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
        sort_url=query_link(request, sort=f"-{name}" if up else name, **FIRST) if sortable else "",
        direction="ascending" if up else "descending" if sorting == f"-{name}" else "",
    )


def list_rows(register, shown, names, *, grouped):
    """Yield the rows of a page, with `{heading}` before each group.

    What is the same in every row is looked up once.
    """
    columns = [
        (
            name,
            str(column_label(register.model, name)),
            is_number_column(register.model, name),
            name in register.levels,
            column_reader(register.model, name),
        )
        for name in names
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
