from django.shortcuts import render
from django.utils.translation import gettext as _

from office.database.triggers import is_owned
from office.models.search import Searchable
from office.registers.bulk_view import PICK, bulk_buttons
from office.registers.columns import column_heading, list_rows, sort_rows
from office.registers.forms import with_capitals
from office.registers.links import Link
from office.registers.list_files import asked_kind, file_links, list_file
from office.registers.list_pages import FIRST, ask_page, in_total_order, page_links
from office.registers.policy import READ_METHODS, policy
from office.registers.register import PAPER
from office.registers.values import field_words, query_link
from office.roles import may


def register_view(register):
    @policy(register.read, READ_METHODS, register=register)
    def view(request):
        rows = register.rows(request.user)
        filterset = (
            register.filters(request.GET, queryset=rows, request=request) if register.filters else None
        )
        if filterset:
            # Before it is asked: a field keeps the label it was first shown with.
            with_capitals(filterset.form)
        rows = in_total_order(
            without_search(filterset.qs if filterset else rows),
            register.order or register.model._meta.ordering,
        )
        if kind := asked_kind(request, register):
            rows, sorting = sort_rows(request, register, rows)
            return list_file(request, register, rows, kind, is_sorted=bool(sorting))
        context = {
            **list_context(request, register, rows),
            **filter_context(request, filterset),
            "title": register.title,
        }
        if register.list_extra:
            context |= register.list_extra(request, rows)
        return render(request, register.list_template, context)

    return view


def without_search(rows):
    """The folded words by which a row is found are as long as the row, and never shown."""
    return rows.defer("search") if issubclass(rows.model, Searchable) else rows


def list_context(request, register, rows):
    """One page of rows."""
    rows, sorting = sort_rows(request, register, rows)
    page = ask_page(request, rows)
    actions, names = create_buttons(request, register), register.shown_columns(request)
    bulk = bulk_buttons(register, request.user, request.organisation) if page.rows else []
    return {
        "count": page.count_text,
        "columns": [column_heading(request, register, name, sorting) for name in names],
        "columns_link": columns_link(request, register),
        "rows": list(list_rows(register, page.rows, names, grouped=register.group and not sorting)),
        "pages": {
            **page_links(request, page),
            "text": _("Page %(page)s") % {"page": page.number} if page.number > 1 or page.more else "",
        },
        "empty": {"text": register.empty, "actions": actions},
        "create": actions[0] if actions else None,
        "bulk": bulk,
        "pick": PICK if bulk else "",
        "exports": file_links(request, register),
    }


def columns_link(request, register):
    """The switch between the columns of the screen and those of the paper; None where they are the same."""
    if not register.short_columns:
        return None
    if request.GET.get("columns") == PAPER:
        return Link(_("Fewer columns"), query_link(request, columns=None))
    return Link(_("All columns, as in the paper"), query_link(request, columns=PAPER))


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
    """Whether the person may enter a row at the organisation at hand."""
    return may(request.user, register.write, request.organisation if is_owned(register.model) else None)


def filter_context(request, filterset):
    """The filter form and one chip for each filter in force, each a link that takes it away."""
    if filterset is None:
        return {"filter_form": None, "chips": []}
    form = with_capitals(filterset.form)
    values_in_force = getattr(form, "cleaned_data", {})
    chips = [
        Link(
            f"{form[name].label}: {field_words(form[name], form[name].data)}",
            query_link(request, **{name: None, **FIRST}),
        )
        for name in form.fields
        if values_in_force.get(name) not in (None, "") and form[name].data
    ]
    return {"filter_form": form, "chips": chips}
