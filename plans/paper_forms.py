"""Forms of imports, editions, year plans, next stages, reports and answers to remarks."""

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.lists.forms import ListEditionForm
from office.models.counter import Counter
from office.registers.forms import MoveForm, PortalForm, TableImportForm, text_area
from plans import copies
from plans.editions.models import PlanEdition
from plans.imports import reader
from plans.imports.models import PlanImport
from plans.models.plan import Plan
from plans.papers import PLAN
from plans.reports.models import PlanReport


class PlanImportForm(TableImportForm):
    """The file with the plan; what its title says of name and years need not be typed."""

    READ = staticmethod(reader.read_plan)

    class Meta:
        model = PlanImport
        fields = ["kind", "title", "first_year", "last_year"]
        widgets = {"title": text_area(3)}

    field_order = ["file", "kind", "title", "first_year", "last_year"]

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if "file" not in data:
            return data
        first, last = self.reading.years or (None, None)
        data["title"] = data.get("title") or " ".join(self.reading.title.split())
        data["first_year"] = data.get("first_year") or first
        data["last_year"] = data.get("last_year") or last
        if not data["title"]:
            self.add_error(
                "title", _("No title stands over the table. Write it as it stands over the paper.")
            )
        for name in ("first_year", "last_year"):
            if data[name] is None and name not in self.errors:
                self.add_error(name, _("Neither the title nor the terms name a year. Write it."))
        return data


class PlanEditionForm(ListEditionForm):
    class Meta(ListEditionForm.Meta):
        model = PlanEdition
        help_texts = {"ground": _("Why the plan goes to the working group and to the head")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        since = self.instance.plan.editions.approved().first()
        if since and not self.instance.pk:
            self.begin_from(since)

    def clean(self):
        data = super().clean()
        if self.instance.plan.editions.in_work().exclude(pk=self.instance.pk).exists():
            self.add_error(None, _("An edition of this plan is already in work. Finish it first."))
        return data

    def finish(self, record, *, by):
        if record.number is None:
            # Editions of one plan are numbered through the years.
            record.number = Counter.take(record.organisation, f"{PLAN.form}-{record.plan_id}", 0)


class DerivedPlanForm(PortalForm):
    """A plan made from another one (`parent`)."""

    class Meta:
        model = Plan
        fields = ["title", "first_year", "last_year"]
        widgets = {"title": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.parent = self.instance.parent

    def finish(self, record, *, by):
        record.kind = self.parent.kind


class YearPlanForm(DerivedPlanForm):
    """The plan of one year, taken from the stage plan (strategy plan, 5.1)."""

    class Meta(DerivedPlanForm.Meta):
        fields = ["first_year", "title"]
        labels = {"first_year": _("year")}
        help_texts = {"title": _("As it stands over the paper, in Kyrgyz")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = min(max(timezone.localdate().year, self.parent.first_year), self.parent.last_year)
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

    def finish(self, record, *, by):
        super().finish(record, by=by)
        record.stage = self.parent.stage

    def save_as(self, by):
        return copies.fill_year_plan(super().save_as(by), self.parent)


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

    def finish(self, record, *, by):
        super().finish(record, by=by)
        record.stage = Plan.Stage.SECOND

    def save_as(self, by):
        return copies.fill_next_stage(super().save_as(by), self.parent)


def next_stage_title(parent, first, last) -> str:
    """The title with the years of the next stage and its number."""
    title = re.sub(
        rf"{parent.first_year}(\s?[-–—]\s?){parent.last_year}", rf"{first}\g<1>{last}", parent.title
    )
    return re.sub(r"\bI(\W{0,3}этап)", r"II\1", title)


class PlanReportForm(PortalForm):
    """The year and the conclusions; the figures come from the registers."""

    class Meta:
        model = PlanReport
        fields = ["year", "text"]
        widgets = {"text": text_area(8)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["year"]
            return
        plan = self.instance.plan
        # In January the report is of the year that has ended.
        year = timezone.localdate().year - (1 if timezone.localdate().month < 7 else 0)
        self.initial["year"] = min(max(year, plan.first_year), plan.last_year)

    def clean_year(self):
        plan, year = self.instance.plan, self.cleaned_data["year"]
        if not plan.first_year <= year <= plan.last_year:
            raise forms.ValidationError(
                _("The plan is of %(years)s: choose a year of these.") % {"years": plan.years}
            )
        return year


class RemarkAnswerForm(MoveForm):
    answer = forms.CharField(label=_("What was answered and done"), widget=text_area(4))
