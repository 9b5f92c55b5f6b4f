"""The rating of a year: the newest certificate of each organisation, its place, its change, its scores by
heading.

The same queries for 5 organisations as for 500.
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from monitoring import charts
from monitoring.models.certificate import Result
from monitoring.models.criteria import CriteriaSet
from monitoring.order_words import RATING_ORDER, TABLE_ORDER
from monitoring.papers import RATING, rating_sheet
from office import clock
from office.kyrgyz import fold, genitive, sort_key
from office.lists.order import add_points
from office.papers.layouts import form_layout
from office.papers.models import Order
from office.papers.official import OfficialForm, forms_of_words
from office.papers.order_words import PREAMBLE, order_words
from office.roles import Act

YEARS = 5


@dataclass
class RatingRow:
    """Row of the rating: organisation (or state secretary) with {year: newest Result}."""

    organisation: object
    secretary: str
    years: dict = field(default_factory=dict)
    year: int = 0
    place: int = 0
    means: list = field(default_factory=list)

    @property
    def result(self):
        return self.years[self.year]

    @property
    def total(self):
        return self.result.total

    @property
    def name(self):
        return f"{self.secretary} · {self.organisation}" if self.secretary else str(self.organisation)

    @property
    def change(self):
        """Against the year before; None when there was no certificate under the same criteria."""
        before = self.years.get(self.year - 1)
        if before is None or before.criteria_set_id != self.result.criteria_set_id:
            return None
        return self.total - before.total

    @property
    def by_other_criteria(self) -> str:
        """«73 % → 80 %» where the year before was scored by other criteria: totals cannot be compared, parts
        of the maximum can be seen side by side.
        """
        before = self.years.get(self.year - 1)
        if before is None or before.criteria_set_id == self.result.criteria_set_id:
            return ""
        return f"{before.percent} → {self.result.percent}"

    @property
    def change_words(self):
        if self.by_other_criteria:
            return _("other criteria: %(shares)s") % {"shares": self.by_other_criteria}
        return signed_change(self.change)

    @property
    def history(self):
        """The certificates of the years up to this one, the oldest first: `[(year, Result, whether its
        criteria differ from this year's)]`.
        """
        return [
            (year, result, result.criteria_set_id != self.result.criteria_set_id)
            for year, result in sorted(self.years.items())
            if year <= self.year
        ]


def signed_change(change: int | None) -> str:
    """«+5», «−3», «0»; nothing for None."""
    return "" if change is None else f"{change:+d}" if change else "0"


def results_of(person, organisation):
    """The certificates a person may read of the organisations under the one at hand, itself among them."""
    rows = Result.objects.visible_to(person, Act.READ)
    return rows.filter(organisation__path__startswith=organisation.path)


def years_of(rows) -> list[int]:
    """The years that have certificates, the newest first. One query."""
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def rank_results(rows, year, *, secretaries=False, kind="", q="", heading=None) -> list[RatingRow]:
    """The rating of `year` over these certificates, best first; equal totals share a place.

    By the mean under one heading with `heading`.

    Two queries for the certificates and the criteria, however many organisations and years.
    """
    rows = rows.of_secretaries() if secretaries else rows.of_bodies()
    rows = (
        rows.filter(year__range=(year - YEARS + 1, year)).select_related("organisation", "band").defer("data")
    )
    if kind:
        rows = rows.filter(organisation__kind=kind)
    found: dict[tuple, RatingRow] = {}
    for result in rows.order_by("made_on", "pk"):
        key = (result.organisation_id, result.state_secretary)
        one = found.setdefault(key, RatingRow(result.organisation, result.state_secretary, year=year))
        one.years[result.year] = result
    rated = [one for one in found.values() if year in one.years]
    sets = sets_of(one.result for one in rated)
    for one in rated:
        one.means = charts.means_by_heading(sets[one.result.criteria_set_id], one.result.by_number)
    return [one for one in assign_places(rated, heading) if name_matches(one, q)]


def other_years(rated) -> list[int]:
    """The years shown beside this one that were scored by other criteria, and this one where its own
    certificates differ.
    """
    years = {year for one in rated for year, _result, other in one.history if other}
    if len({one.result.criteria_set_id for one in rated}) > 1:
        years.add(rated[0].year)
    return sorted(years)


def sets_of(results) -> dict[int, CriteriaSet]:
    """The criteria of these certificates, with headings. Two queries."""
    rows = CriteriaSet.objects.filter(pk__in={result.criteria_set_id for result in results})
    sets = {one.pk: one for one in rows.prefetch_related("criteria__heading")}
    for one in sets.values():
        one.all_criteria = sorted(one.criteria.all(), key=lambda criterion: criterion.number)
    return sets


def assign_places(rated, heading) -> list[RatingRow]:
    """Sort best first and set `place`; equal scores share it.

    Across two criteria sets by share of the maximum.
    """

    def worth(one):
        return one.result.share if heading is None else one.means[heading] if heading < len(one.means) else 0

    rated.sort(key=lambda one: (-worth(one), sort_key(one.name)))
    for count, one in enumerate(rated, 1):
        above = rated[count - 2] if count > 1 else None
        one.place = above.place if above and worth(above) == worth(one) else count
    return rated


def name_matches(one, q) -> bool:
    """True when every word of `q` is in the names or the secretary."""
    text = fold(f"{one.organisation.name_ky} {one.organisation.name_ru} {one.secretary}")
    return all(word in text for word in fold(q).split())


def mean_of(rated) -> list[float]:
    """The mean of all under each heading, for those scored by the criteria of the first."""
    alike = [one.means for one in rated if one.result.criteria_set_id == rated[0].result.criteria_set_id]
    return [round(sum(column) / len(column), 2) for column in zip(*alike, strict=True)]


# --- On paper -----------------------------------------------------------------------------------------------


def rating_table(organisation, rated, year, *, secretaries=False, criteria_set=None) -> dict:
    """The rating as a table to print, to attach to an order and to publish, by the form of the day."""
    used = rated[0].result.criteria_set if rated else criteria_set
    headings = [] if used is None else charts.headings_of(used)
    keys = [(f"h{heading.number}", heading.short_ky) for heading in headings]
    look = form_layout(RATING.form, organisation)
    rows = [rating_cells(one, keys, alike=one.result.criteria_set_id == used.pk) for one in rated]
    table = rating_sheet(look, keys).table(
        [("", rows)],
        organisation_genitive=genitive(organisation.name_ky),
        who="статс-катчылардын" if secretaries else "органдардын",
        whom="Статс-катчы, орган" if secretaries else "Орган",
        year=str(year),
        intro=[],
    )
    if used:
        table["notes"] = [
            "Багыттар боюнча орточо баа (1ден 5ке чейин):",
            *(f"{heading.short_ky} – {heading.number}. {heading.text_ky}" for heading in headings),
            "Категориялар:",
            *(f"{band.rank} – {band.text_ky}" for band in used.all_bands),
            *look.notes,
        ]
    return table


def rating_cells(one, keys, *, alike) -> dict[str, str]:
    """One row. The columns of headings are those of the first criteria: what was not scored `alike` has a
    dash there.
    """
    means = dict(zip([key for key, _short in keys], one.means, strict=False))
    name = one.organisation.name_ky
    return {
        "place": str(one.place),
        "body": f"{one.secretary}, {name}" if one.secretary else name,
        **{key: decimal_comma(means[key]) if alike else "–" for key, _short in keys},
        "total": str(one.total),
        "change": f"башка критерийлер: {shares}"
        if (shares := one.by_other_criteria)
        else signed_change(one.change),
        "band": str(one.result.band.rank),
    }


def decimal_comma(value) -> str:
    """«4,5», as Kyrgyz papers write it."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def draft_rating_order(organisation, table, year, *, by) -> Order:
    """A draft order that approves the rating with the table as its annex; signed and registered it can be
    published.
    """
    words = order_words(RATING_ORDER.form, organisation)
    order = Order.objects.create(
        organisation=organisation, title=words.title(year=year), preamble=words.line(PREAMBLE)
    )
    order.attach(table["title"], table["form"], {"table": table})
    add_points(order, [*words.points("approve", year=year), *words.points("publish")])
    return order


def newest_rating(organisation) -> dict:
    """The rating of the newest year of the organisations below one, for the command that prints forms."""
    rows = Result.objects.released_below(organisation)
    year = next(iter(years_of(rows)), clock.today().year)
    rated = rank_results(rows, year)
    newest = CriteriaSet.objects.newest(clock.today())
    return {"table": rating_table(organisation, rated, year, criteria_set=newest), "draft": True}


FORMS = {
    RATING.form: OfficialForm("Мыйзамдарды сактоо боюнча мониторингдин рейтинги", newest_rating),
    **forms_of_words(
        (RATING_ORDER, "Рейтинг жөнүндө буйруктун сөздөрү"),
        (TABLE_ORDER, "Мониторингдин жыйынтыгы жөнүндө буйруктун сөздөрү"),
    ),
}


def heading_choices(criteria_set):
    """The headings as choices of the order of the rating: (place, words)."""
    places = enumerate(charts.headings_of(criteria_set) if criteria_set else ())
    return [("", _("total")), *((str(place), heading.short) for place, heading in places)]
