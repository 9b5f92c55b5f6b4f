from django.db import models
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from office.database.triggers import is_owned
from office.registers.history import row_history
from office.registers.links import Button, Line, Link, Panel
from office.registers.policy import READ_METHODS, policy
from office.registers.values import column_label, display_value
from office.registers.workflow import ANSWERS_NO, Workflow


def record_view(register):
    @policy(register.read, READ_METHODS, register=register)
    def view(request, pk):
        row = get_object_or_404(joined_rows(register, request.user), pk=pk)
        context = {
            "record": row,
            "title": str(row),
            "sections": [
                record_section(register, row, heading, names) for heading, names in register.sections
            ],
            "state": display_value(row, "state") if issubclass(register.model, Workflow) else "",
            "moves": move_buttons(register, row, request.user),
            "history": row_history(row),
            "edit": edit_link(register, row, request.user),
            "back": back_link(register, row),
        }
        if register.record_extra:
            context |= register.record_extra(request, row)
        return render(request, register.record_template, fold_moves(context))

    return view


def joined_rows(register, person):
    """The rows with their organisation and the reference rows that the sections name, in one query.

    A row of another organisation is not joined: where the database hides it, it would hide this one too.
    """
    named = {name for _heading, names in register.sections for name in names}
    joined = [
        column.name
        for column in register.model._meta.concrete_fields
        if isinstance(column, models.ForeignKey)
        and not column.null
        and not is_owned(column.related_model)
        and (column.name in named or column.name == "organisation")
    ]
    rows = register.rows(person)
    return rows.select_related(*joined) if joined else rows


def record_section(register, row, heading, names):
    return Panel(heading, [section_field(register, row, name) for name in names])


def section_field(register, row, name):
    return Line(
        column_label(register.model, name),
        display_value(row, name),
        level=getattr(row, name) if name in register.levels else "",
    )


def back_link(register, row):
    """Link back from a record: to the record above it, else to its register."""
    above = getattr(row, register.parent) if register.parent else None
    if above is None:
        return Link(register.title, register.url("register"))
    return Link(str(above), above.get_absolute_url())


def move_buttons(register, row, person):
    if not issubclass(register.model, Workflow):
        return []
    return order_moves(
        [move_button(row, move, register.url("move", row.pk, move.name)) for move in row.moves_for(person)]
    )


def move_button(row, move, url):
    """The button of a move: folded, shown, or one of those that may be the main button."""
    return Button(
        move.label,
        url,
        consequence=move.consequence,
        danger=move.danger,
        aside=move.name in row.ASIDE,
        primary=move.name not in row.ASIDE | ANSWERS_NO,
    )


def order_moves(buttons):
    """Those that lead on before those that say no; only the first is the main button."""
    ordered = sorted(buttons, key=lambda button: not button.primary)
    return [button._replace(primary=button.primary and place == 0) for place, button in enumerate(ordered)]


def fold_moves(context):
    """The context with its moves parted: `moves` that stand on the page, `more_moves` under «More»."""
    moves = context["moves"]
    context["more_moves"] = [move for move in moves if move.aside]
    context["moves"] = [
        move._replace(primary=move.primary and not context.get("next_step"))
        for move in moves
        if not move.aside
    ]
    return context


def edit_link(register, row, person):
    if register.form and "edit" in register.pages and register.may_write(person, row):
        return Link(_("Correct"), register.url("edit", row.pk))
    return None
