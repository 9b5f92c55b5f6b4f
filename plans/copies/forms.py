"""Forms of plans made from another plan: the plan of a year, the next stage."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import PortalForm, text_area
from plans.copies import actions
from plans.models.plan import Plan


class DerivedPlanForm(PortalForm):
    """A plan made from another one (`parent`)."""

    class Meta:
        model = Plan
        fields = ["title", "first_year", "last_year"]
        widgets = {"title": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = self.instance.parent

    def finish(self, row, *, by):
        row.kind = self.parent.kind


class YearPlanForm(DerivedPlanForm):
    """The plan of one year, taken from the stage plan (strategy plan, 5.1)."""

    class Meta(DerivedPlanForm.Meta):
        fields = ["first_year", "title"]
        labels = {"first_year": _("year")}
        help_texts = {"title": _("As it stands over the paper, in Kyrgyz")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = min(max(clock.today().year, self.parent.first_year), self.parent.last_year)
        self.initial["first_year"] = year
        self.initial["title"] = f"{self.parent.title}\n{year}-жылга"

    def clean_first_year(self):
        year = self.cleaned_data["first_year"]
        if not self.parent.first_year <= year <= self.parent.last_year:
            raise forms.ValidationError(
                _("The plan is of %(years)s: choose a year of these.") % {"years": self.parent.years}
            )
        return year

    def clean(self):
        data = super().clean()
        year = data.get("first_year")
        self.instance.last_year = year or self.parent.last_year
        twins = self.parent.children.filter(first_year=year, last_year=year)
        if year and twins.exists():
            self.add_error("first_year", _("The plan of this year has been taken already."))
        return data

    def finish(self, row, *, by):
        super().finish(row, by=by)
        row.stage = self.parent.stage

    def save_as(self, by):
        return actions.fill_year_plan(super().save_as(by), self.parent)


class NextStageForm(DerivedPlanForm):
    """The draft of stage II: what is unfinished in stage I (strategy plan, 5.3)."""

    class Meta(DerivedPlanForm.Meta):
        fields = ["first_year", "last_year", "title"]
        help_texts = {"title": _("As it stands over the paper, in Kyrgyz")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.parent.last_year - self.parent.first_year + 1
        first = self.parent.last_year + 1
        self.initial["first_year"], self.initial["last_year"] = first, first + years - 1
        self.initial["title"] = next_stage_title(self.parent, first, first + years - 1)

    def clean_first_year(self):
        year = self.cleaned_data["first_year"]
        if year <= self.parent.last_year:
            raise forms.ValidationError(_("The next stage begins after this one."))
        return year

    def clean(self):
        data = super().clean()
        if self.parent.children.filter(first_year__gt=self.parent.last_year).exists():
            self.add_error(None, _("The next stage of this plan has been taken already."))
        return data

    def finish(self, row, *, by):
        super().finish(row, by=by)
        row.stage = Plan.Stage.SECOND

    def save_as(self, by):
        return actions.fill_next_stage(super().save_as(by), self.parent)


def next_stage_title(parent, first, last) -> str:
    """The title with the years of the next stage and its number."""
    title = re.sub(
        rf"{parent.first_year}(\s?[-–—]\s?){parent.last_year}", rf"{first}\g<1>{last}", parent.title
    )
    return re.sub(r"\bI(\W{0,3}этап)", r"II\1", title)
