"""Forms of publications in the media: what was published, what was checked, what was done."""

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.forms import not_in_future, not_too_large, store_upload
from monitoring.models.media import MediaReport
from office import clock
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area


class MediaReportForm(PortalForm):
    upload = forms.FileField(
        label=_("clipping"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    class Meta:
        model = MediaReport
        fields = ["medium", "published_on", "title", "kind", "content", "address", "upload"]
        widgets = {"published_on": DateInput, "kind": forms.RadioSelect, "content": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MediaReport.Kind.choices

    def clean_published_on(self):
        return not_in_future(self.cleaned_data["published_on"])

    def clean_upload(self):
        return not_too_large(self.cleaned_data["upload"])

    def validate_constraints(self):
        # The file is filed while the row is saved: with one at hand the rule is kept already.
        if not self.cleaned_data.get("upload"):
            super().validate_constraints()

    def finish(self, row, *, by):
        if self.cleaned_data["upload"]:
            row.clipping = store_upload(self, self.cleaned_data["upload"])


class CheckMediaForm(MoveForm):
    finding = forms.CharField(label=_("what was checked and found"), widget=text_area(4))
    checked_on = forms.DateField(label=_("checked on"), widget=DateInput, initial=clock.today)

    def clean_checked_on(self):
        return not_in_future(self.cleaned_data["checked_on"])


class FinishMediaForm(MoveForm):
    result = forms.CharField(label=_("what was done, with which result"), widget=text_area(4))
    done_on = forms.DateField(label=_("done on"), widget=DateInput, initial=clock.today)

    def clean_done_on(self):
        return not_in_future(self.cleaned_data["done_on"])
