"""The form of an analysis: what is concluded and proposed beside its figures."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import PortalForm, text_area
from trustbox.analysis.models import Analysis


class AnalysisForm(PortalForm):
    """The words of an analysis; its figures come from the journal."""

    class Meta:
        model = Analysis
        fields = ["kind", "year", "conclusions", "proposals"]
        widgets = {"conclusions": text_area(6), "proposals": text_area(4)}
        help_texts = {
            "conclusions": _("One a line. The figures are added by the portal."),
            "proposals": _("One a line."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["year"] = self.instance.year or clock.today().year
        for name in ("kind", "year"):
            self.fields[name].disabled = bool(self.instance.pk)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 2020 <= year <= clock.today().year:
            raise ValidationError(
                _("A year to come has nothing to analyse yet, and before 2020 there was no journal here.")
            )
        return year
