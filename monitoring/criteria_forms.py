"""A later order: its headings and criteria, its indicators and bands, entered as texts."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from monitoring import criteria_actions, score_rules
from monitoring.models.criteria import CriteriaSet
from office import clock
from office.registers.forms import DateInput, PortalForm, text_area


class CriteriaSetForm(PortalForm):
    """A set of criteria as a later order has it: headings and criteria in one text, the heads of the columns,
    the bands.
    """

    table = forms.CharField(
        label=_("headings and criteria"),
        widget=text_area(24),
        help_text=_(
            "A line a criterion. A line that begins with «#» is a heading; the portal sets the numbers."
        ),
    )
    indicators = forms.CharField(
        label=_("indicators"), widget=text_area(6), help_text=_("Five lines: what 5, 4, 3, 2 and 1 mean.")
    )
    bands = forms.CharField(
        label=_("bands"),
        widget=text_area(6),
        help_text=_("A line a band, the lowest first: its least total, a space, its sentence."),
    )

    class Meta:
        model = CriteriaSet
        fields = ["code", "name_ky", "name_ru", "valid_from", "valid_to", "table", "indicators", "bands"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        newest = CriteriaSet.objects.newest(clock.today())
        if newest and not self.instance.pk:
            self.initial = {**self.initial, **criteria_actions.criteria_as_text(newest)}

    def clean_valid_from(self):
        day = self.cleaned_data["valid_from"]
        if not datetime.date(2000, 1, 1) <= day:
            raise ValidationError(_("This day lies too far back."))
        return day

    def clean_table(self):
        lines = [line.strip() for line in self.cleaned_data["table"].splitlines() if line.strip()]
        if not lines or not lines[0].startswith("#"):
            raise ValidationError(_("The first line is a heading: begin it with «#»."))
        empty = [
            one for one, below in zip(lines, [*lines[1:], "#"], strict=True) if one[0] == below[0] == "#"
        ]
        if empty:
            raise ValidationError(
                _("No criterion stands under «%(heading)s».") % {"heading": empty[0].strip("# ")}
            )
        return lines

    def clean_indicators(self):
        lines = [line.strip() for line in self.cleaned_data["indicators"].splitlines() if line.strip()]
        if len(lines) != len(score_rules.SCORES):
            raise ValidationError(
                _("Five lines are needed, one for each score; there are %(n)s.") % {"n": len(lines)}
            )
        return lines

    def clean_bands(self):
        found = []
        for line in filter(str.strip, self.cleaned_data["bands"].splitlines()):
            lowest, _space, text = line.strip().partition(" ")
            if not lowest.isdecimal() or not text.strip():
                raise ValidationError(
                    _("«%(line)s» does not begin with its least total.") % {"line": line[:60]}
                )
            found.append((int(lowest), text.strip()))
        if [lowest for lowest, _text in found] != sorted({lowest for lowest, _text in found}):
            raise ValidationError(_("The least totals of the bands rise from line to line."))
        return found

    def clean(self):
        data = super().clean() or {}
        if "table" in data and data.get("bands"):
            count = sum(1 for line in data["table"] if not line.startswith("#"))
            lowest, highest = data["bands"][0][0], data["bands"][-1][0]
            if lowest > count or highest > count * score_rules.MOST:
                self.add_error(
                    "bands",
                    _(
                        "With %(count)s criteria totals run from %(count)s to %(most)s: the bands must "
                        "cover them."
                    )
                    % {"count": count, "most": count * score_rules.MOST},
                )
        return data

    def save_as(self, by):
        row = super().save_as(by)
        data = self.cleaned_data
        criteria_actions.fill_criteria(row, data["table"], data["indicators"], data["bands"])
        return row
