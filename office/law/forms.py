"""Forms of calendar days, acts, values and points; ticking «confirmed» records the person."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.daily_acts import recount_terms
from office.models.calendar import CalendarDay
from office.models.law import LegalAct, LegalValue
from office.models.provision import Provision
from office.registers.forms import DateInput, PortalForm, text_area


class ConfirmedForm(PortalForm):
    """A form of what somebody has to prove: whoever ticks «confirmed» answers for it."""

    def finish(self, row, *, by):
        row.stand_by(by)


class CalendarDayForm(ConfirmedForm):
    class Meta:
        model = CalendarDay
        fields = ["day", "kind", "name_ky", "name_ru", "source", "confirmed"]
        widgets = {"day": DateInput}

    def save_as(self, by):
        day = super().save_as(by)
        recount_terms()
        return day


class LegalActForm(ConfirmedForm):
    class Meta:
        model = LegalAct
        fields = [
            "code",
            "kind",
            "title_ky",
            "title_ru",
            "number",
            "date",
            "valid_from",
            "valid_to",
            "note",
            "confirmed",
        ]
        widgets = {
            "title_ky": text_area(2),
            "title_ru": text_area(2),
            "date": DateInput,
            "valid_from": DateInput,
            "valid_to": DateInput,
        }


class ProvisionForm(ConfirmedForm):
    class Meta:
        model = Provision
        fields = [
            "code",
            "kind",
            "place",
            "name_ky",
            "name_ru",
            "text_ky",
            "act",
            "valid_from",
            "valid_to",
            "confirmed",
        ]
        widgets = {
            "name_ky": text_area(2),
            "name_ru": text_area(2),
            "text_ky": text_area(5),
            "valid_from": DateInput,
            "valid_to": DateInput,
        }


MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")


class ValueField(forms.CharField):
    """A value of the law as people write it: a whole number, several with semicolons («30; 10; 20; 20»), or
    words.
    """

    def prepare_value(self, value):
        return "; ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        text = super().to_python(value).strip()
        parts = [part.strip() for part in text.split(";")]
        if all(re.fullmatch(r"[0-9]{1,9}", part) for part in parts):
            numbers = [int(part) for part in parts]
            return numbers[0] if len(numbers) == 1 else numbers
        if re.fullmatch(r"[-+0-9.,; ]+", text) and not MONTH_AND_DAY.fullmatch(text):
            raise ValidationError(_("Write a whole number, several with semicolons, or words."))
        return text

    def run_validators(self, value):
        super().run_validators(value if isinstance(value, str) else "")

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial)) != str(data)


class LegalValueForm(ConfirmedForm):
    value = ValueField(
        label=_("value"),
        max_length=500,
        help_text=_("A whole number, several with semicolons, or words"),
    )

    class Meta:
        model = LegalValue
        fields = [
            "code",
            "label_ky",
            "label_ru",
            "value",
            "unit",
            "act",
            "valid_from",
            "valid_to",
            "confirmed",
        ]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}
