"""Forms of acquaintance: units a version is brought to, acknowledgement, sheets."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.organisation import Unit
from office.papers.forms import ScanForm
from office.registers.forms import DateInput, MoveForm, PortalForm
from standards.acquaintance import actions
from standards.acquaintance.coverage import missing_appointments
from standards.acquaintance.models import AcquaintanceSheet, SheetLine


class AddressForm(forms.Form):
    units = forms.ModelMultipleChoiceField(
        label=_("units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: the whole body."),
    )
    for_below = forms.BooleanField(
        label=_("the bodies below may take this text as their own"), required=False
    )

    def __init__(self, *args, standard, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.of(standard.organisation).filter(closed_on=None)
        self.fields["units"].initial = list(standard.addressees.values_list("unit", flat=True))
        self.fields["for_below"].initial = standard.for_below


class AcknowledgeForm(forms.Form):
    """Every chapter ticked as read, and one's own name typed."""

    name = forms.CharField(
        label=_("your surname, name and patronymic"),
        max_length=300,
        help_text=_("Type them as they stand in your documents: this takes the place of the signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args, person, heads, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.chapters = {f"seen-{head.anchor if head else 'text'}": head for head in heads}
        for name in self.chapters:
            self.fields[name] = forms.BooleanField(
                label=_("I have read this chapter"),
                error_messages={"required": _("Read the chapter and tick it.")},
            )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not actions.is_name_of(self.person, name):
            raise ValidationError(
                _("This is not your name as the portal knows it: %(name)s.") % {"name": self.person}
            )
        return " ".join(name.split())

    @property
    def boxes(self):
        """The tick of each chapter, in order."""
        return [self[name] for name in self.chapters]


class AcquaintanceSheetForm(PortalForm):
    """A sheet of all who are missing, or of those of one unit."""

    class Meta:
        model = AcquaintanceSheet
        fields = ["unit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].empty_label = _("all who have not acknowledged yet")

    def clean(self):
        if not self.instance.standard.is_in_force:
            raise ValidationError(_("Sheets are printed of the version in force."))
        return super().clean()

    def save_as(self, by):
        sheet = self.instance
        sheet.unit, sheet.prepared_by = self.cleaned_data["unit"], by
        people = missing_appointments(sheet.standard)
        return actions.prepare_sheet(
            sheet, [row for row in people if sheet.unit is None or row.unit_id == sheet.unit_id]
        )


class FileSheetForm(MoveForm, ScanForm):
    """The scan, the day of the signatures, and who has signed."""

    day = forms.DateField(label=_("day of the signatures"), widget=DateInput, initial=clock.today)
    signed = forms.ModelMultipleChoiceField(
        label=_("who has signed"),
        queryset=SheetLine.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("scan", "day", "signed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed"].queryset = self.record.lines.select_related("person")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > clock.today():
            raise ValidationError(_("The day lies in the future."))
        starts = self.record.standard.in_force_from
        if starts and day < starts:
            raise ValidationError(_("On this day the version was not in force yet."))
        return day
