"""Filters of the registers. What is typed wrong is left out and shown beside its field."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.kyrgyz import fold
from office.models import CalendarDay, LegalAct, LegalValue, Order, Provision

FIRST_YEAR = 2016  # the year of the method of risks, the oldest paper a body may have to enter


def years():
    """The years a paper can be of, newest first, and next year for what is dated ahead."""
    return [(year, str(year)) for year in range(timezone.localdate().year + 1, FIRST_YEAR - 1, -1)]


class OrderFilter(filters.FilterSet):
    text = filters.CharFilter(method="matching", label=_("number or words"), max_length=200)
    state = filters.ChoiceFilter(choices=Order.State, label=_("state"), empty_label=_("any"))
    kind = filters.ChoiceFilter(choices=Order.Kind, label=_("kind"), empty_label=_("any"))
    year = filters.ChoiceFilter(choices=years, field_name="date__year", label=_("year"), empty_label=_("any"))

    class Meta:
        model = Order
        fields = ["text", "state", "kind", "year"]

    def matching(self, rows, name, value):
        """Orders whose number or title has every word, forgiving as all search is. A body has some hundreds of orders: they are read here."""
        wanted = fold(value).split()
        found = [
            pk
            for pk, number, title in rows.order_by().values_list("pk", "number", "title")
            if all(word in fold(f"{number} {title}") for word in wanted)
        ]
        return rows.filter(pk__in=found)


STANDINGS = [("False", _("to be confirmed")), ("True", _("confirmed"))]


class ConfirmedFilter(filters.FilterSet):
    confirmed = filters.ChoiceFilter(choices=STANDINGS, label=_("confirmed"), empty_label=_("any"))


class ActFilter(ConfirmedFilter):
    class Meta:
        model = LegalAct
        fields = ["confirmed"]


class ValueFilter(ConfirmedFilter):
    class Meta:
        model = LegalValue
        fields = ["confirmed"]


class ProvisionFilter(ConfirmedFilter):
    kind = filters.ChoiceFilter(choices=Provision.Kind, label=_("kind"), empty_label=_("any"))

    class Meta:
        model = Provision
        fields = ["kind", "confirmed"]


class DayFilter(ConfirmedFilter):
    year = filters.ChoiceFilter(choices=years, field_name="day__year", label=_("year"), empty_label=_("any"))

    class Meta:
        model = CalendarDay
        fields = ["year", "confirmed"]
