"""What the journal can be narrowed by; every filter lives in the address of the page."""

from datetime import timedelta

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.catalogues import catalogue_choices
from office.filters import year_choices
from office.models.law import law_value
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.choices import AppealKind, Channel

ALL = _("all")
SOON = timedelta(days=5)


class AppealFilter(filters.FilterSet):
    """Entries of the organisation at hand, those hidden from the reader left out
    before anything is counted.
    """

    q = filters.CharFilter(
        label=_("number or words"), method="matching", widget=forms.TextInput(attrs={"type": "search"})
    )
    year = filters.ChoiceFilter(label=_("year"), choices=year_choices, empty_label=ALL)
    state = filters.ChoiceFilter(label=_("state"), choices=Appeal.State.choices, empty_label=ALL)
    term = filters.ChoiceFilter(
        label=_("term"),
        method="by_term",
        choices=[("overdue", _("overdue")), ("soon", _("today and soon")), ("open", _("still runs"))],
        empty_label=ALL,
    )
    channel = filters.ChoiceFilter(label=_("how it came"), choices=Channel.choices, empty_label=ALL)
    kind = filters.ChoiceFilter(label=_("kind of appeal"), choices=AppealKind.choices, empty_label=ALL)
    who = filters.ChoiceFilter(
        label=_("who wrote"),
        method="by_sender",
        choices=[
            ("anonymous", _("anonymous")),
            ("named", _("named")),
            ("collective", _("collective")),
            ("awaited", _("envelope awaited")),
        ],
        empty_label=ALL,
    )
    zone = filters.ChoiceFilter(
        label=_("zone of corruption risk (281 p. 6)"),
        choices=lambda: catalogue_choices("zone", clock.today()),
        empty_label=ALL,
    )

    class Meta:
        model = Appeal
        fields = ["q", "year", "state", "term", "channel", "kind", "who", "zone"]

    def matching(self, rows, name, value):
        return rows.text_matches(value)

    def by_term(self, rows, name, value):
        today = clock.today()
        rows = rows.open()
        if value == "overdue":
            return rows.filter(due_on__lt=today)
        return rows.filter(due_on__range=(today, today + SOON)) if value == "soon" else rows

    def by_sender(self, rows, name, value):
        if value == "collective":
            return rows.filter(signatories__gte=law_value("collective_signatories", on=clock.today()))
        anonymous = Q(anonymous=True, named_on=None)
        if value == "awaited":
            return rows.open().filter(anonymous, wall__envelope__isnull=False)
        return rows.filter(anonymous if value == "anonymous" else ~anonymous)

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.filter(organisation=self.request.organisation))
