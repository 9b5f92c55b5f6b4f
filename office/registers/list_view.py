from django.shortcuts import render
from django.utils.translation import gettext as _

from office.database.triggers import is_owned
from office.models.search import Searchable
from office.registers.bulk_view import PICK, bulk_buttons
from office.registers.columns import column_heading, list_rows, sort_rows
from office.registers.forms import with_capitals
from office.registers.links import Link
from office.registers.list_files import asked_kind, file_links, list_file
from office.registers.policy import READ_METHODS, policy
from office.registers.register import PAPER
from office.registers.values import field_words, parse_number, query_link
from office.roles import may

PAGE_SIZE = 50
COUNT_LIMIT = 1000


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
        rows = without_search(filterset.qs if filterset else rows).order_by(
            *(register.order or register.model._meta.ordering)
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
    """One page of rows. The count stops at COUNT_LIMIT: counting a million rows costs too much."""
    rows, sorting = sort_rows(request, register, rows)
    count, shown, page, more = page_of_rows(rows, parse_number(request.GET.get("page"), 1))
    actions, names = create_buttons(request, register), register.shown_columns(request)
    bulk = bulk_buttons(register, request.user, request.organisation) if shown else []
    return {
        "count": f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else count,
        "columns": [column_heading(request, register, name, sorting) for name in names],
        "columns_link": columns_link(request, register),
        "rows": list(list_rows(register, shown, names, grouped=register.group and not sorting)),
        "pages": {
            "previous": query_link(request, page=page - 1) if page > 1 else None,
            "next": query_link(request, page=page + 1) if more else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
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


def page_of_rows(rows, page):
    """(number of all rows, rows of the page, number of the page, whether more follow); a page beyond the end
    is the last one.

    Rows that fill no second page are counted as they come: they cost one query.
    """
    if page <= 1:
        shown = rows_between(rows, 0, PAGE_SIZE + 1)
        more = len(shown) > PAGE_SIZE
        return count_of_rows(rows) if more else len(shown), shown[:PAGE_SIZE], 1, more
    count = count_of_rows(rows)
    if count <= COUNT_LIMIT:
        page = max(min(page, -(-count // PAGE_SIZE)), 1)
    shown = rows_between(rows, (page - 1) * PAGE_SIZE, page * PAGE_SIZE + 1)
    if not shown and count:  # far beyond the end of a long list: only here its whole length is asked for
        page = max(-(-rows.order_by().count() // PAGE_SIZE), 1)
        shown = rows_between(rows, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    return count, shown[:PAGE_SIZE], page, len(shown) > PAGE_SIZE


def rows_between(rows, first, end):
    """The rows of these places. Their order is found by keys alone, which an index has: a row of many words
    is read only where it is shown.
    """
    return list(rows.filter(pk__in=rows.values("pk")[first:end]))


def count_of_rows(rows):
    """The number of rows up to COUNT_LIMIT + 1; without their order, that none of them need be sorted."""
    return rows.order_by()[: COUNT_LIMIT + 1].count()


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
            query_link(request, **{name: None, "page": None}),
        )
        for name in form.fields
        if values_in_force.get(name) not in (None, "") and form[name].data
    ]
    return {"filter_form": form, "chips": chips}
