"""Forms of commissions: seats, meetings with their agenda and their minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office.actions import keep_meeting
from office.models.commission import AgendaItem, Commission, Meeting, Seat
from office.papers.forms import distinct_lines
from office.registers.forms import DateInput, GroundForm, PortalForm, text_area


class EndForm(GroundForm):
    """The ground on which an order ends; the check page of its papers repeats it."""

    ground = forms.CharField(
        label=_("ground"),
        max_length=1000,
        widget=text_area(),
        help_text=_(
            "Which order replaces or cancels this one, with its number and date. The public check page "
            "shows this text."
        ),
    )


class CommissionForm(PortalForm):
    class Meta:
        model = Commission
        fields = ["kind", "name_ky", "order", "formed_on", "dissolved_on"]
        widgets = {"formed_on": DateInput, "dissolved_on": DateInput}


class SeatForm(PortalForm):
    class Meta:
        model = Seat
        fields = ["part", "person", "outsider", "post", "left_on"]
        widgets = {"left_on": DateInput}

    def clean(self):
        data = super().clean()
        if bool(data.get("person")) == bool(data.get("outsider")):
            self.add_error(
                "outsider",
                _("Choose a person of the portal or write the name of an outside member: one of the two."),
            )
        return data


class MeetingForm(PortalForm):
    """A meeting with its attendance and agenda, filled in on one page."""

    questions = forms.CharField(
        label=_("agenda"),
        widget=text_area(6),
        required=False,
        help_text=_("One question a line. The decision on each is entered on its own page."),
    )
    present = forms.ModelMultipleChoiceField(
        label=_("present"), queryset=Seat.unscoped.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "place"]
        widgets = {"held_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.instance.commission.seats.filter(left_on=None)
        if self.instance.pk:
            self.initial["present"] = [
                attendance.seat_id for attendance in self.instance.attendances.filter(present=True)
            ]
            self.initial["questions"] = "\n".join(item.question for item in self.instance.items.all())

    def save_as(self, by):
        meeting = super().save_as(by)
        keep_meeting(
            meeting,
            present=self.cleaned_data["present"],
            questions=distinct_lines(self.cleaned_data["questions"]),
        )
        return meeting


class AgendaItemForm(PortalForm):
    class Meta:
        model = AgendaItem
        fields = ["question", "reporter", "heard", "decision", "votes_for", "votes_against", "abstained"]
        widgets = {"question": text_area(2), "heard": text_area(4), "decision": text_area(4)}

    def clean_question(self):
        # The agenda lists one question a line.
        return " ".join(self.cleaned_data["question"].split())
