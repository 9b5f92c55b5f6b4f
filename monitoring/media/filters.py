"""Filters of publications in the media; each lives in the address of the page."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.filters import ALL
from monitoring.models.media import MediaReport


class MediaReportFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Words"), method="by_words")
    year = filters.NumberFilter(
        label=_("Year"), field_name="published_on", lookup_expr="year", min_value=1900, max_value=9000
    )
    kind = filters.ChoiceFilter(
        label=_("what it is about"), choices=MediaReport.Kind.choices, empty_label=ALL
    )
    state = filters.ChoiceFilter(label=_("state"), choices=MediaReport.State.choices, empty_label=ALL)

    class Meta:
        model = MediaReport
        fields = ["kind", "state"]

    def by_words(self, rows, name, value):
        """Every word stands in the medium, the title or the content."""
        for word in value.split():
            rows = rows.filter(
                Q(medium__icontains=word) | Q(title__icontains=word) | Q(content__icontains=word)
            )
        return rows

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.filter(organisation=self.request.organisation))
