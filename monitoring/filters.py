"""Filters of certificates and recommendations; each lives in the address of the page."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.certificate import Recommendation, Result
from office import clock

ALL = _("all")


class ResultFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="naming")
    year = filters.NumberFilter(label=_("Year"))

    def naming(self, rows, name, value):
        """Every word stands in the name of the organisation, in either language, or
        of the state secretary.
        """
        for word in value.split():
            rows = rows.filter(
                Q(organisation__name_ky__icontains=word)
                | Q(organisation__name_ru__icontains=word)
                | Q(state_secretary__icontains=word)
            )
        return rows

    class Meta:
        model = Result
        fields = ["year"]


class RecommendationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label=_("State"), choices=Recommendation.State.choices, empty_label=ALL)
    term = filters.ChoiceFilter(
        label=_("Term"), method="standing", choices=[("late", _("late"))], empty_label=ALL
    )

    def standing(self, rows, name, value):
        return rows.late(clock.today())

    class Meta:
        model = Recommendation
        fields = ["state"]
