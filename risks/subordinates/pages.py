"""Pages about subordinate organisations: the status board, the consolidated list, submission of an own
edition.
"""

from types import SimpleNamespace

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.kyrgyz import fold
from office.models.organisation import Organisation
from office.papers.downloads import MEDIA_TYPES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.forms import MoveForm
from office.registers.links import Link
from office.registers.list_pages import PAGE_SIZE
from office.registers.list_view import filter_context
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import lock_row
from office.registers.values import parse_number, query_link
from office.roles import Act, may
from risks.editions.models import Edition
from risks.models.method import Category, Level
from risks.subordinates import lists

ANY = gettext_lazy("all")


def readable_organisation_or_404(request):
    """The current organisation; 404 without Act.READ there."""
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.READ, organisation):
        raise Http404
    return organisation


def paginate_rows(request, rows):
    """One page of a list in memory: `{rows, count, pages}`."""
    number = min(max(parse_number(request.GET.get("page"), 1), 1), max(-(-len(rows) // PAGE_SIZE), 1))
    more = number * PAGE_SIZE < len(rows)
    pages = {
        "previous": query_link(request, page=number - 1) if number > 1 else None,
        "next": query_link(request, page=number + 1) if more else None,
        "text": _("Page %(page)s") % {"page": number} if number > 1 or more else "",
    }
    return {"rows": rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], "count": len(rows), "pages": pages}


class AddressFilterForm(forms.Form):
    """Filters in the address; invalid values are ignored and shown as errors of their field."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def values(self) -> dict:
        """{field: value} of the valid, non-empty fields."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def with_any_choice(pairs):
    return [("", ANY), *pairs]


# --- Subordinate organisations ------------------------------------------------------------------------------


class SubordinateFilterForm(AddressFilterForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=with_any_choice(Organisation.Kind.choices)
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        required=False,
        choices=with_any_choice(
            [
                ("behind", gettext_lazy("late or without a list")),
                *((code, words) for code, (_u, words) in lists.STATUS_LABELS.items()),
            ]
        ),
    )


def status_matches(row, *, q="", kind="", standing="") -> bool:
    return (
        (not kind or row.organisation.kind == kind)
        and (not standing or row.code == standing or standing == "behind" and row.is_late)
        and all(
            word in fold(f"{row.organisation.name_ky} {row.organisation.name_ru}") for word in fold(q).split()
        )
    )


@policy(Act.READ, READ_METHODS)
def show_subordinates(request):
    """Organisations as rows, deadlines as columns; links lead to approved or public papers,
    never to drafts.
    """
    organisation, form = readable_organisation_or_404(request), SubordinateFilterForm(request.GET)
    rows = lists.list_statuses(organisation)
    page = paginate_rows(request, [row for row in rows if status_matches(row, **form.values)])
    context = {
        **filter_context(request, SimpleNamespace(form=form)),
        **page,
        "rows": [status_line(row) for row in page["rows"]],
        "sums": lists.count_statuses(rows) if rows else [],
        "exports": export_links(request, "below:export"),
        "title": _("Bodies below"),
        "back": Link(_("Register of corruption risks"), reverse("risks:register")),
        "empty": {"text": _("No body stands under this one."), "actions": []},
    }
    return render(request, "risks/below.html", context)


def status_line(row):
    urgency, words = lists.STATUS_LABELS[row.code]
    approved = row.approved or row.on_paper
    published = row.published
    return {
        "status": row,
        "urgency": urgency,
        "words": words,
        "paper": approved.get_absolute_url() if approved else "",
        "open": reverse("open:paper", args=[row.organisation.code, published.published]) if published else "",
        "rows": f"{reverse('consolidated:register')}?body={row.organisation.pk}" if row.submitted else "",
    }


@policy(Act.READ, READ_METHODS)
def export_subordinates(request, kind):
    """The filtered board as a file."""
    organisation, form = readable_organisation_or_404(request), SubordinateFilterForm(request.GET)
    rows = [row for row in lists.list_statuses(organisation) if status_matches(row, **form.values)]
    return table_file_response(
        request,
        kind,
        lists.STATUS_SHEET.form,
        lambda: lists.status_table(organisation, rows),
        "below:register",
        "bodies-below",
    )


def table_file_response(request, kind, form, table, back, name):
    """A table as a file of one of MEDIA_TYPES; 404 for any other kind."""
    if kind not in MEDIA_TYPES:
        raise Http404
    file = f"{request.organisation.code}-{name}-{clock.today()}"

    def make():
        return make_list_file(kind, form, with_page({"table": table()}, request.organisation))

    return file_or_redirect(request, make, kind, file, reverse(back))


# --- Consolidated list --------------------------------------------------------------------------------------


class ConsolidatedFilterForm(AddressFilterForm):
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    heading = forms.ChoiceField(label=gettext_lazy("Kind of function"), required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), required=False, choices=with_any_choice(Category.choices)
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level"), required=False, choices=with_any_choice(Level.choices)
    )
    alike = forms.ChoiceField(label=gettext_lazy("Near-duplicates"), required=False)

    def __init__(self, data, rows):
        super().__init__(data)
        organisations = {row.organisation.pk: row.organisation for row in rows}
        groups = sorted({row.alike for row in rows} - {0})
        self.fields["body"].choices = with_any_choice(
            (str(pk), str(organisation)) for pk, organisation in organisations.items()
        )
        self.fields["heading"].choices = with_any_choice(
            (heading, heading) for heading in dict.fromkeys(row.heading for row in rows)
        )
        numbered = [(str(group), _("group %(n)s") % {"n": group}) for group in groups]
        self.fields["alike"].choices = with_any_choice([("yes", _("only these")), *numbered])


@policy(Act.READ, READ_METHODS)
def show_consolidated_list(request):
    """Rows of the own and the submitted lists as approved, near-duplicates marked."""
    organisation = readable_organisation_or_404(request)
    rows = lists.consolidated_rows(organisation)
    form = ConsolidatedFilterForm(request.GET, rows)
    page = paginate_rows(request, lists.filter_rows(rows, **form.values))
    context = {
        **filter_context(request, SimpleNamespace(form=form)),
        **page,
        "rows": list(rows_under_headings(request, page["rows"])),
        "columns": lists.CONSOLIDATED_SHEET.columns[1:],
        "sources": lists.source_lists(rows),
        "exports": export_links(request, "consolidated:export"),
        "title": _("Consolidated list"),
        "back": Link(_("Bodies below"), reverse("below:register")),
        "empty": {
            "text": _(
                "Neither an approved list of this body nor a submitted one of a body below is there yet."
            ),
            "actions": [Link(_("Bodies below"), reverse("below:register"))],
        },
    }
    return render(request, "risks/consolidated.html", context)


def rows_under_headings(request, rows):
    """{row, url, same} lines, with a {heading} line wherever the kind of function changes."""
    heading = None
    for row in rows:
        if row.heading != heading:
            heading = row.heading
            yield {"heading": heading}
        yield {
            "row": row,
            "url": row.edition.get_absolute_url(),
            "same": query_link(request, alike=row.alike, page=None),
        }


@policy(Act.READ, READ_METHODS)
def export_consolidated_list(request, kind):
    """The filtered rows as a file."""
    organisation = readable_organisation_or_404(request)
    rows = lists.consolidated_rows(organisation)
    rows_shown = lists.filter_rows(rows, **ConsolidatedFilterForm(request.GET, rows).values)
    table = lambda: lists.consolidated_table(organisation, rows_shown)  # noqa: E731
    return table_file_response(
        request, kind, lists.CONSOLIDATED_SHEET.form, table, "consolidated:register", "consolidated"
    )


# --- Step upward --------------------------------------------------------------------------------------------


@policy(Act.PUBLISH)
def submission_page(request, pk):
    """Submit an approved edition to the superior organisation."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user, Act.PUBLISH), pk=pk)
    if not may(request.user, Act.PUBLISH, edition.organisation):
        raise PermissionDenied
    if request.method == "POST":
        lock_row(edition)
    form = MoveForm(request.POST if request.method == "POST" else None, person=request.user, record=edition)
    return act_page(
        request,
        edition,
        form,
        lambda: lists.submit_edition(edition, by=request.user),
        label=_("Submit to the body above"),
        consequence=_(
            "%(body)s reads the list as it was approved and takes its rows into its consolidated "
            "list. It cannot be taken back."
        )
        % {"body": edition.organisation.parent or "—"},
        danger=True,
    )


def submission_context(request, edition):
    """Context of an edition's page: the submittal, or the address of the form, or neither."""
    submittal = getattr(edition, "submittal", None)
    own = may(request.user, Act.PUBLISH, edition.organisation)
    possible = own and edition.is_approved and edition.organisation.parent_id and not edition.order.is_quiet
    return {
        "submittal": submittal,
        "submit_url": reverse("editions:submit", args=[edition.pk]) if possible and not submittal else "",
    }
