from django.shortcuts import render
from django.utils.translation import gettext as _

from office.registers.history import row_history
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.values import column_label, display_value
from office.registers.workflow import Workflow


def record_view(book):
    @policy(book.read, READ_METHODS, book=book)
    def view(request, pk):
        row = find_row(book, request, pk)
        context = {
            "record": row,
            "title": str(row),
            "sections": [record_section(book, row, heading, names) for heading, names in book.sections],
            "state": display_value(row, "state") if issubclass(book.model, Workflow) else "",
            "moves": move_buttons(book, row, request.user),
            "history": row_history(row),
            "edit": edit_link(book, row, request.user),
            "back": back_link(book, row),
        }
        if book.record_extra:
            context |= book.record_extra(request, row)
        return render(request, book.record_template, context)

    return view


def record_section(book, row, heading, names):
    return {"heading": heading, "rows": [section_field(book, row, name) for name in names]}


def section_field(book, row, name):
    return {
        "label": column_label(book.model, name),
        "value": display_value(row, name),
        "level": getattr(row, name) if name in book.levels else "",
    }


def back_link(book, row):
    """Where a record hangs: under the record above it, else in its register."""
    if not book.parent:
        return {"label": book.title, "url": book.url("register")}
    above = getattr(row, book.parent)
    return {"label": str(above), "url": above.get_absolute_url()}


def move_buttons(book, row, person):
    if not issubclass(book.model, Workflow):
        return []
    return [
        {
            "label": move.label,
            "url": book.url("move", row.pk, move.name),
            "consequence": move.consequence,
            "danger": move.danger,
            "primary": index == 0,
        }
        for index, move in enumerate(row.moves_for(person))
    ]


def edit_link(book, row, person):
    if book.form and "edit" in book.pages and book.may_write(person, row):
        return {"label": _("Correct"), "url": book.url("edit", row.pk)}
    return None
