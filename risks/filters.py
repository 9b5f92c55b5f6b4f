"""Filters of the register of risks; each is a GET parameter."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from office.models.organisation import Unit
from office.roles import Act
from risks.models.method import CatalogueEntry, Category, FunctionKind, Level
from risks.models.risk import Risk
from risks.score_rules import SCORES

ALL = _("all")
SCORE_CHOICES = [(str(score), str(score)) for score in SCORES]


def readable_units(request):
    return Unit.objects.visible_to(request.user, Act.READ).filter(organisation=request.organisation)


class RiskFilter(filters.FilterSet):
    """Risks of the current organisation, dropped ones only by `state`.

    `likelihood`, `harm` and `assessed` come from the matrix strip.
    """

    q = filters.CharFilter(
        label=_("Words"), method="matching", widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = filters.ModelChoiceFilter(
        label=_("Kind of function"), queryset=FunctionKind.objects.all(), empty_label=ALL
    )
    category = filters.ChoiceFilter(label=_("Category"), choices=Category.choices, empty_label=ALL)
    level = filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=ALL)
    unit = filters.ModelChoiceFilter(label=_("Unit"), queryset=readable_units, empty_label=ALL)
    state = filters.ChoiceFilter(
        label=_("State"), choices=Risk.State.choices, empty_label=_("all but those dropped")
    )
    likelihood = filters.ChoiceFilter(
        label=_("Likelihood"),
        field_name="assessment__likelihood",
        choices=SCORE_CHOICES,
        widget=forms.HiddenInput,
    )
    harm = filters.ChoiceFilter(
        label=_("Harm"), field_name="assessment__harm", choices=SCORE_CHOICES, widget=forms.HiddenInput
    )
    assessed = filters.ChoiceFilter(
        label=_("Assessment sheet"),
        method="with_sheet",
        choices=[("yes", _("agreed")), ("no", _("none"))],
        widget=forms.HiddenInput,
    )

    def matching(self, rows, name, words):
        return rows.text_matches(words)

    def with_sheet(self, rows, name, value):
        return rows.filter(assessment__isnull=value == "no")

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset.filter(organisation=self.request.organisation))
        rows = rows if self.form.cleaned_data.get("state") else rows.in_register()
        return rows.select_related("kind", "unit")


class CatalogueFilter(filters.FilterSet):
    catalogue = filters.ChoiceFilter(
        label=_("catalogue"), choices=CatalogueEntry.Catalogue.choices, empty_label=ALL
    )

    class Meta:
        model = CatalogueEntry
        fields = ["catalogue"]
