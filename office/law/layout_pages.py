"""Versions of official forms: the register, and each version printed as a sample beside the one before it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.filters import LayoutFilter
from office.law.layout_forms import FormLayoutForm
from office.law.registers import CONFIRMATION_COLUMNS, LEGAL_RIGHTS, confirmation_context
from office.models.form_layout import FormLayout
from office.papers.layouts import apply_layout, sample_table
from office.papers.official import template_of
from office.papers.page_style import with_page
from office.papers.printing import html, pdf
from office.registers.links import Button
from office.registers.policy import READ_METHODS, policy
from office.registers.register import Deletion, Register
from office.registers.rows import find_row
from office.registries import DATED_FORMS
from office.roles import Act, may
from office.views import allow_own_frame, printed_response


def layout_context(request, row):
    """The buttons of a version, and the samples of it and of the one it was made from."""
    samples = [one for one in (row.source, row) if one]
    if not may(request.user, Act.LEGAL):
        return {"state": row.standing, "samples": samples}
    moves = [
        Button(
            _("Enter a new version"),
            reverse("layouts:create", args=[row.pk]),
            consequence=_("It begins as a copy of this one and is in force from its own day."),
            primary=True,
        ),
        *confirmation_context(request, row).get("moves", []),
    ]
    if row.is_editable:
        moves.append(
            Button(
                DELETION.label,
                reverse("layouts:throw_away", args=[row.pk]),
                consequence=DELETION.consequence,
                danger=True,
            )
        )
    return {"state": row.standing, "moves": moves, "samples": samples}


DELETION = Deletion(
    act=FormLayout.discard,
    label=gettext_lazy("Delete this version"),
    consequence=gettext_lazy("Papers that were signed keep what they were made by."),
)
LAYOUTS = Register(
    model=FormLayout,
    space="layouts",
    title=gettext_lazy("Official forms"),
    new=gettext_lazy("New version of a form"),
    columns=("title_line", "kind_words", "valid_from", "valid_to", "act", "standing"),
    sections=(
        ("", ("title_line", "kind_words", "valid_from", "valid_to", "act", "point", "source")),
        ("", ("title", "column_lines", "notes", "word_lines")),
        ("", (*CONFIRMATION_COLUMNS, "entered_by", "entered_on")),
    ),
    form=FormLayoutForm,
    filters=LayoutFilter,
    parent="source",
    deletion=DELETION,
    record_extra=layout_context,
    record_template="office/layout_detail.html",
    **LEGAL_RIGHTS,
)


def sample_print(request, row):
    """(template, context) of one version with dots in its cells."""
    sheet, sample = apply_layout(row), DATED_FORMS[row.form].sample
    template = template_of(row.form) if sample else "print/table.html"
    context = (sample or table_context)(sheet, request.organisation)
    return template, with_page({**context, "draft": True}, request.organisation)


def table_context(sheet, organisation):
    return {"table": sample_table(sheet, organisation)}


@policy(Act.MANAGE, READ_METHODS, register=LAYOUTS)
@allow_own_frame
def preview_layout(request, pk):
    """One version as HTML, with a row of dots."""
    return HttpResponse(html(*sample_print(request, find_row(LAYOUTS, request, pk))))


@policy(Act.MANAGE, READ_METHODS, register=LAYOUTS)
def print_layout(request, pk):
    """The same sample as PDF."""
    row = find_row(LAYOUTS, request, pk)
    return printed_response(request, f"{row.pk}.pdf", lambda: pdf(*sample_print(request, row)))
