"""Forms of boxes, institutions and the schedule of receptions."""

from django import forms

from office.registers.forms import DateInput, PortalForm, text_area
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.receptions import Reception


class TimeInput(forms.TimeInput):
    def __init__(self):
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class BoxForm(PortalForm):
    class Meta:
        model = Box
        fields = [
            "place_ky",
            "place_ru",
            "opens",
            "closes",
            "notice_ky",
            "notice_ru",
            "set_up_on",
            "removed_on",
        ]
        widgets = {
            "opens": TimeInput,
            "closes": TimeInput,
            "set_up_on": DateInput,
            "removed_on": DateInput,
            "notice_ky": text_area(4),
            "notice_ru": text_area(4),
        }


class InstitutionForm(PortalForm):
    class Meta:
        model = Institution
        fields = ["kind", "name_ky", "name_ru", "competence", "address", "telephone", "email"]
        widgets = {"competence": text_area(3)}


class ReceptionForm(PortalForm):
    class Meta:
        model = Reception
        fields = [
            "kind",
            "holder_ky",
            "holder_ru",
            "weekday",
            "starts",
            "ends",
            "place",
            "telephone",
            "ended_on",
        ]
        widgets = {"starts": TimeInput, "ends": TimeInput, "ended_on": DateInput}
