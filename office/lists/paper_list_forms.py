"""Forms of the lists that an order on paper approved: number, date and scan; why one was taken back."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.files.models import StoredFile
from office.lists.paper_lists import PaperList
from office.papers.forms import ScanForm, bare_number
from office.registers.forms import DateInput, GroundForm, PortalForm, text_area


class PaperListForm(PortalForm):
    """Which list, by which order, and the scan of the paper."""

    scan = ScanForm.base_fields["scan"]

    class Meta:
        model = PaperList
        fields = ["form", "approval", "number", "date"]
        widgets = {"date": DateInput}

    def clean_number(self):
        return bare_number(self.cleaned_data["number"])

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > clock.today():
            raise ValidationError(_("This day has not come yet."))
        return day

    clean_scan = ScanForm.clean_scan

    def finish(self, row, *, by):
        scan = self.cleaned_data["scan"]
        row.scan = StoredFile.store(row.organisation, name=scan.name, content=scan.read(), by=by)
        row.entered_by = by


class WithdrawalForm(GroundForm):
    """What was wrong with the entry."""

    ground = forms.CharField(label=_("ground"), max_length=1000, widget=text_area())
