"""The pages of the bodies below: the board of duties, the consolidated list, the step upward of an own edition."""

from types import SimpleNamespace

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.copies import KINDS, exports, made, printed
from office.forms import MoveForm
from office.generic import PAGE, READS, act_page, filtering, link, locked, number, policy
from office.kyrgyz import fold
from office.models import Organisation
from office.roles import Act, may
from risks import below
from risks.models import Category, Edition, Level

ANY = gettext_lazy("all")


def body_at_hand(request):
    """The body whose rows are read here; 404 for whoever may not read there."""
    body = request.organisation
    if body is None or not may(request.user, Act.READ, body):
        raise Http404
    return body


def paged(request, rows):
    """One page of rows that are all at hand: `{rows, count, pages}`."""
    page = min(max(number(request.GET.get("page"), 1), 1), max(-(-len(rows) // PAGE), 1))
    more = page * PAGE < len(rows)
    pages = {
        "previous": link(request, page=page - 1) if page > 1 else None,
        "next": link(request, page=page + 1) if more else None,
        "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
    }
    return {"rows": rows[(page - 1) * PAGE : page * PAGE], "count": len(rows), "pages": pages}


class Asked(forms.Form):
    """Filters kept in the address. What is not understood is left out and shown beside its field."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def chosen(self) -> dict:
        """What was asked and understood, by field."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


def choices(pairs):
    return [("", ANY), *pairs]


# --- Bodies below ----------------------------------------------------------------------------------------------------


class BodiesAsked(Asked):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=choices(Organisation.Kind.choices)
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        required=False,
        choices=choices(
            [
                ("behind", gettext_lazy("late or without a list")),
                *((code, words) for code, (_u, words) in below.STANDINGS.items()),
            ]
        ),
    )


def fits(row, *, q="", kind="", standing="") -> bool:
    return (
        (not kind or row.body.kind == kind)
        and (not standing or row.code == standing or standing == "behind" and row.is_late)
        and all(word in fold(f"{row.body.name_ky} {row.body.name_ru}") for word in fold(q).split())
    )


@policy(Act.READ, READS)
def bodies(request):
    """Bodies as rows, duties as columns; a click goes to the approved or the public paper, never to a draft."""
    body, form = body_at_hand(request), BodiesAsked(request.GET)
    rows = below.standings(body)
    shown = paged(request, [row for row in rows if fits(row, **form.chosen)])
    context = {
        **filtering(request, SimpleNamespace(form=form)),
        **shown,
        "rows": [standing_line(row) for row in shown["rows"]],
        "sums": below.summed(rows) if rows else [],
        "exports": exports(request, "below:export"),
        "title": _("Bodies below"),
        "back": {"label": _("Register of corruption risks"), "url": reverse("risks:register")},
        "empty": {"text": _("No body stands under this one."), "actions": []},
    }
    return render(request, "risks/below.html", context)


def standing_line(row):
    urgency, words = below.STANDINGS[row.code]
    published = row.published
    return {
        "standing": row,
        "urgency": urgency,
        "words": words,
        "paper": row.approved.get_absolute_url() if row.approved else "",
        "open": reverse("open:paper", args=[row.body.code, published.published]) if published else "",
        "rows": f"{reverse('consolidated:register')}?body={row.body.pk}" if row.submitted else "",
    }


@policy(Act.READ, READS)
def export_bodies(request, kind):
    """The board under its filters as a file."""
    body, form = body_at_hand(request), BodiesAsked(request.GET)
    rows = [row for row in below.standings(body) if fits(row, **form.chosen)]
    return sent(
        request, kind, below.BOARD.form, lambda: below.board(body, rows), "below:register", "bodies-below"
    )


def sent(request, kind, form, table, back, name):
    """A table made now as a file of one of KINDS."""
    if kind not in KINDS:
        raise Http404
    file = f"{request.organisation.code}-{name}-{timezone.localdate()}"
    return printed(request, lambda: made(kind, form, {"table": table()}), kind, file, reverse(back))


# --- Consolidated list -----------------------------------------------------------------------------------------------


class RowsAsked(Asked):
    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    heading = forms.ChoiceField(label=gettext_lazy("Kind of function"), required=False)
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), required=False, choices=choices(Category.choices)
    )
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False, choices=choices(Level.choices))
    alike = forms.ChoiceField(label=gettext_lazy("Near-duplicates"), required=False)

    def __init__(self, data, rows):
        super().__init__(data)
        bodies = {row.body.pk: row.body for row in rows}
        groups = sorted({row.alike for row in rows} - {0})
        self.fields["body"].choices = choices((str(pk), str(body)) for pk, body in bodies.items())
        self.fields["heading"].choices = choices(
            (heading, heading) for heading in dict.fromkeys(row.heading for row in rows)
        )
        numbered = [(str(group), _("group %(n)s") % {"n": group}) for group in groups]
        self.fields["alike"].choices = choices([("yes", _("only these")), *numbered])


@policy(Act.READ, READS)
def rows(request):
    """All rows of the own list and of the submitted ones, as they were approved, near-duplicates marked."""
    body = body_at_hand(request)
    found = below.consolidated(body)
    form = RowsAsked(request.GET, found)
    shown = paged(request, below.narrowed(found, **form.chosen))
    context = {
        **filtering(request, SimpleNamespace(form=form)),
        **shown,
        "rows": list(under_headings(request, shown["rows"])),
        "columns": below.CONSOLIDATED.columns[1:],
        "sources": below.sources(found),
        "exports": exports(request, "consolidated:export"),
        "title": _("Consolidated list"),
        "back": {"label": _("Bodies below"), "url": reverse("below:register")},
        "empty": {
            "text": _(
                "Neither an approved list of this body nor a submitted one of a body below is there yet."
            ),
            "actions": [{"label": _("Bodies below"), "url": reverse("below:register")}],
        },
    }
    return render(request, "risks/consolidated.html", context)


def under_headings(request, shown):
    """Rows with a line of its own wherever the kind of function changes."""
    above = None
    for row in shown:
        if row.heading != above:
            above = row.heading
            yield {"heading": above}
        yield {
            "row": row,
            "url": row.edition.get_absolute_url(),
            "same": link(request, alike=row.alike, page=None),
        }


@policy(Act.READ, READS)
def export_rows(request, kind):
    """The rows under the filters as a file: one Excel upward."""
    body = body_at_hand(request)
    found = below.consolidated(body)
    kept = below.narrowed(found, **RowsAsked(request.GET, found).chosen)
    table = lambda: below.consolidated_table(body, kept)  # noqa: E731
    return sent(request, kind, below.CONSOLIDATED.form, table, "consolidated:register", "consolidated")


# --- Step upward -----------------------------------------------------------------------------------------------------


@policy(Act.PUBLISH)
def submit(request, pk):
    """Hand an approved edition to the body above."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user, Act.PUBLISH), pk=pk)
    if not may(request.user, Act.PUBLISH, edition.organisation):
        raise PermissionDenied
    if request.method == "POST":
        locked(edition)
    form = MoveForm(request.POST if request.method == "POST" else None, person=request.user, record=edition)
    return act_page(
        request,
        edition,
        form,
        lambda: below.submit(edition, by=request.user),
        label=_("Submit to the body above"),
        consequence=_(
            "%(body)s reads the list as it was approved and takes its rows into its consolidated list. It cannot be taken back."
        )
        % {"body": edition.organisation.parent or "—"},
        danger=True,
    )


def upward(request, edition):
    """What the record of an edition says of the step upward: done, or the button, or nothing."""
    submittal = getattr(edition, "submittal", None)
    own = may(request.user, Act.PUBLISH, edition.organisation)
    possible = (
        own and edition.is_approved and edition.organisation.parent_id and not edition.order.is_cancelled
    )
    return {
        "submittal": submittal,
        "submit_url": reverse("editions:submit", args=[edition.pk]) if possible and not submittal else "",
    }
