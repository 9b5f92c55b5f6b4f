"""The form of an analysis: what is concluded and proposed beside its figures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import MoveForm, PortalForm, text_area
from trustbox.analysis.figures import left_out_entries
from trustbox.analysis.models import Analysis


class SubmitForm(MoveForm):
    """Why the figures leave entries of the journal out; asked only where they do."""

    left_out_ground = forms.CharField(label=_("why these entries are not counted"), widget=text_area(3))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        left_out = left_out_entries(self.record, self.record.period)
        if not left_out:
            del self.fields["left_out_ground"]
            return
        self.fields["left_out_ground"].help_text = _(
            "Not counted: № %(numbers)s. The ground stands in the paper beside the figures."
        ) % {"numbers": ", ".join(left_out)}


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
