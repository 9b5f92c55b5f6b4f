"""The forms of the standard: a version and its points."""

from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.forms import DateInput, MoveForm, PortalForm, area
from standards.models import Point, Standard


class StandardForm(PortalForm):
    """A new version takes the next number; its text comes from a file, from the version before, or point by point."""

    class Meta:
        model = Standard
        fields = ["title", "act", "for_below"]
        widgets = {"title": area(2), "act": area(2)}

    def finish(self, record, *, by):
        if record.pk is None:
            last = Standard.objects.of(record.organisation).aggregate(last=Max("number"))["last"] or 0
            record.number = last + 1


class PointForm(PortalForm):
    """One point of a draft; a new one is put after the point chosen, else at the end."""

    after = forms.ModelChoiceField(
        label=_("stands after"),
        queryset=Point.objects.none(),
        required=False,
        help_text=_("Leave it empty to put the point at the end of the text."),
    )

    class Meta:
        model = Point
        fields = ["kind", "code", "text"]
        widgets = {"text": area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["after"]
        else:
            self.fields["after"].queryset = self.instance.standard.points.in_order()

    def finish(self, record, *, by):
        record.index()
        if record.pk is None:
            after = self.cleaned_data["after"]
            record.place = record.standard.make_room(after)


class EnforceForm(MoveForm):
    """From which day the version holds."""

    day = forms.DateField(label=_("in force from"), widget=DateInput, initial=timezone.localdate)
