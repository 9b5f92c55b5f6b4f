"""Filters of the staffing table and the list; each is a GET parameter."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from office.models.organisation import Unit
from positions.models.exposures import Exposure
from positions.models.posts import Level, Post

ALL = _("all")


def words_filter():
    return filters.CharFilter(
        label=_("words"), method="matching", widget=forms.TextInput(attrs={"type": "search"})
    )


def unit_filter(**where):
    return filters.ModelChoiceFilter(
        label=_("unit"),
        queryset=lambda request: Unit.objects.of(request.organisation),
        empty_label=ALL,
        **where,
    )


class PostFilter(filters.FilterSet):
    """Posts of the current organisation; closed ones only when asked for."""

    q = words_filter()
    unit = unit_filter()
    exposed = filters.ChoiceFilter(
        label=_("list"),
        method="standing",
        choices=[("yes", _("stands in the list")), ("no", _("does not stand in the list"))],
        empty_label=ALL,
    )
    state = filters.ChoiceFilter(
        label=_("state"), choices=Post.State.choices, empty_label=_("all but those closed")
    )

    def matching(self, rows, name, value):
        return rows.text_matches(value)

    def standing(self, rows, name, value):
        exposures = Exposure.objects.of(self.request.organisation).in_register()
        posts = exposures.values("post")
        return rows.filter(pk__in=posts) if value == "yes" else rows.exclude(pk__in=posts)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset.filter(organisation=self.request.organisation))
        return (rows if self.form.cleaned_data.get("state") else rows.open()).select_related("unit")


class ExposureFilter(filters.FilterSet):
    """Rows of the list of the current organisation; dropped ones only when asked for."""

    q = words_filter()
    unit = unit_filter(field_name="post__unit")
    level = filters.ChoiceFilter(label=_("level"), choices=Level.choices, empty_label=ALL)
    state = filters.ChoiceFilter(
        label=_("state"), choices=Exposure.State.choices, empty_label=_("all but those dropped")
    )

    def matching(self, rows, name, value):
        return rows.text_matches(value)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset.filter(organisation=self.request.organisation))
        rows = rows if self.form.cleaned_data.get("state") else rows.in_register()
        return rows.select_related("post__unit")
