"""The pages of the rating: by year, by heading, as a file, as the annex of an order; scores brought in from
Excel.
"""

from functools import partial

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring import charts, rating
from monitoring.links import section_links
from monitoring.models.criteria import CriteriaSet
from office import clock
from office.models.organisation import Organisation
from office.papers.downloads import MEDIA_TYPES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.forms import OnceForm
from office.registers.list_pages import PAGE_SIZE
from office.registers.move_view import confirm_page
from office.registers.policy import READ_METHODS, policy
from office.registers.submission import handle_once
from office.registers.values import parse_number, query_link
from office.roles import Act, may

ON_CHART = 20


class RatingQueryForm(forms.Form):
    """What of the rating is asked for; kept in the address.

    What is not understood falls back to the newest year and all organisations.
    """

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, required=False)
    whom = forms.ChoiceField(
        label=gettext_lazy("Whom"),
        required=False,
        choices=[("", gettext_lazy("bodies")), ("secretaries", gettext_lazy("state secretaries"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("all")), *Organisation.Kind.choices],
    )
    heading = forms.TypedChoiceField(
        label=gettext_lazy("Rated by"), coerce=int, required=False, empty_value=None
    )
    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data, years, criteria_set):
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["heading"].choices = rating.heading_choices(criteria_set)
        self.full_clean()
        self.chosen = self.cleaned_data.get("year") or next(iter(years), clock.today().year)
        self.initial["year"] = self.chosen

    @property
    def ranking_options(self) -> dict:
        """Keyword arguments of `rating.rank_results`, beside the year."""
        found = {name: self.cleaned_data.get(name) for name in ("kind", "q")}
        return {
            **{name: value or "" for name, value in found.items()},
            "secretaries": self.secretaries,
            "heading": self.cleaned_data.get("heading"),
        }

    @property
    def secretaries(self):
        return self.cleaned_data.get("whom") == "secretaries"


def asked_rating(request):
    """(form, rows of the rating) under the filters of the address; 404 for whoever may not read at the
    organisation at hand.
    """
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.READ, organisation):
        raise Http404
    rows = rating.results_of(request.user, organisation)
    newest = CriteriaSet.objects.newest(clock.today())
    form = RatingQueryForm(request.GET, rating.years_of(rows), newest)
    return form, rating.rank_results(rows, form.chosen, **form.ranking_options)


@policy(Act.READ, READ_METHODS)
def rating_page(request):
    """Places, totals, change from last year, the means by heading; the picture beside its table."""
    form, rated = asked_rating(request)
    headings = charts.headings_of(rated[0].result.criteria_set) if rated else []
    for one in rated:
        # The columns are those of the first; what was scored by other criteria has no place in them.
        one.shown = (
            one.means
            if one.result.criteria_set_id == rated[0].result.criteria_set_id
            else [None] * len(headings)
        )
    page = min(max(parse_number(request.GET.get("page"), 1), 1), max(-(-len(rated) // PAGE_SIZE), 1))
    shown = rated[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    context = {
        "form": form,
        "year": form.chosen,
        "rows": shown,
        "count": len(rated),
        "headings": headings,
        "bars": rating_bars(shown[:ON_CHART]),
        "middle": rating.mean_of(rated),
        "other_years": rating.other_years(rated),
        "pages": page_links(request, page, len(rated)),
        "exports": export_links(request, "rating:export"),
        "order_url": f"{reverse('rating:order')}?{request.GET.urlencode()}"
        if rated and may(request.user, Act.MONITOR, request.organisation)
        else "",
        "title": _("Rating"),
        "empty": {"text": _("No certificate of a monitoring is there yet to be rated."), "actions": []},
        **section_links(request),
    }
    return render(request, "monitoring/rating.html", context)


def rating_bars(shown):
    if not shown:
        return None
    used = shown[0].result.criteria_set
    rows = [
        {
            "label": one.secretary or str(one.organisation),
            "total": one.total,
            "band": one.result.band.rank,
            "share": one.result.share,
        }
        for one in shown
    ]
    return charts.bar_chart(rows, used.limits, used.most)


def page_links(request, page, count):
    more = page * PAGE_SIZE < count
    return {
        "previous": query_link(request, page=page - 1) if page > 1 else None,
        "next": query_link(request, page=page + 1) if more else None,
        "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
    }


def asked_rating_table(request):
    """(year, the table of the rating under the filters)."""
    form, rated = asked_rating(request)
    newest = CriteriaSet.objects.newest(clock.today())
    table = rating.rating_table(
        request.organisation, rated, form.chosen, secretaries=form.secretaries, criteria_set=newest
    )
    return form.chosen, table


@policy(Act.READ, READ_METHODS)
def export_rating(request, kind):
    """The rating under its filters as a file."""
    year, table = asked_rating_table(request)
    if kind not in MEDIA_TYPES:
        raise Http404
    make = partial(make_list_file, kind, table["form"], with_page({"table": table}, request.organisation))
    return file_or_redirect(
        request, make, kind, f"{request.organisation.code}-rating-{year}", reverse("rating:register")
    )


@policy(Act.MONITOR)
def rating_order_page(request):
    """Put the rating into the draft of an order, as its annex: signed and registered it can be published."""
    year, table = asked_rating_table(request)
    if not may(request.user, Act.MONITOR, request.organisation):
        raise Http404
    form = OnceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        done := handle_once(
            request,
            form,
            lambda: rating.draft_rating_order(request.organisation, table, year, by=request.user),
        )
    ):
        return done
    rows = sum(len(group["rows"]) for group in table["groups"])
    return confirm_page(
        request,
        request.organisation,
        form,
        label=_("Draft the order on the rating"),
        consequence=_(
            "The rating of %(year)s with %(rows)s rows becomes the annex of a draft order. Signed and "
            "registered, it is published like any paper."
        )
        % {"year": year, "rows": rows},
        cancel_url=reverse("rating:register"),
    )
