"""What the registers of the desk can be narrowed by; every filter lives in the address of the page."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from office import clock
from standards.notices.models.notice import EmployeeNotice

ALL = _("all")


class NoticeFilter(filters.FilterSet):
    state = filters.ChoiceFilter(label=_("state"), choices=EmployeeNotice.State.choices, empty_label=ALL)
    term = filters.ChoiceFilter(
        label=_("term"), method="by_term", choices=[("over", _("past the term"))], empty_label=ALL
    )

    def by_term(self, rows, name, value):
        return rows.past_term(clock.today())

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.filter(organisation=self.request.organisation))
