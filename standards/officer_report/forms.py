"""The form of the officer's yearly report."""

from office import clock
from office.registers.forms import PortalForm, text_area
from standards.officer_report.models import OfficerReport


class OfficerReportForm(PortalForm):
    class Meta:
        model = OfficerReport
        fields = ["year", "conclusions", "proposals"]
        widgets = {"conclusions": text_area(5), "proposals": text_area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
