"""What certificates and recommendations can be narrowed by; every filter lives in the address of the page."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.models import Recommendation, Result

ALL = _("all")


class ResultFilter(filters.FilterSet):
    year = filters.NumberFilter(label=_("Year"))

    class Meta:
        model = Result
        fields = ["year"]


class RecommendationFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label=_("State"), choices=Recommendation.State.choices, empty_label=ALL)
    term = filters.ChoiceFilter(
        label=_("Term"), method="standing", choices=[("late", _("late"))], empty_label=ALL
    )

    def standing(self, rows, name, value):
        return rows.late(timezone.localdate())

    class Meta:
        model = Recommendation
        fields = ["state"]
