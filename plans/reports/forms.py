"""The form of the yearly report on a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import PortalForm, text_area
from plans.reports.models import PlanReport


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
        year = clock.today().year - (1 if clock.today().month < 7 else 0)
        self.initial["year"] = min(max(year, plan.first_year), plan.last_year)

    def clean_year(self):
        plan, year = self.instance.plan, self.cleaned_data["year"]
        if not plan.first_year <= year <= plan.last_year:
            raise forms.ValidationError(
                _("The plan is of %(years)s: choose a year of these.") % {"years": plan.years}
            )
        return year
