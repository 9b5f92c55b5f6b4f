"""Forms of commissions: seats, meetings with their agenda and their minutes."""

from typing import NamedTuple

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office import clock
from office.actions import keep_agenda, keep_attendance, keep_meeting
from office.models.commission import AgendaItem, Commission, Meeting, Seat
from office.papers.forms import distinct_lines
from office.registers.forms import DateInput, GroundForm, PortalForm, text_area
from office.registers.values import parse_number


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
    """A meeting that begins: its day and its agenda. The rest is filled in on the page of the minutes."""

    questions = forms.CharField(
        label=_("agenda"),
        widget=text_area(6),
        required=False,
        help_text=_("One question a line. Who was present and what was decided come on the next page."),
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "place"]
        widgets = {"held_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["held_on"] = self.initial.get("held_on") or clock.today()

    def save_as(self, by):
        meeting = super().save_as(by)
        keep_meeting(meeting, present=(), questions=distinct_lines(self.cleaned_data["questions"]))
        return meeting


class AgendaRow(NamedTuple):
    """One place of the agenda on the page of the minutes, with its bound fields by name."""

    key: str
    number: int
    is_filled: bool
    fields: dict


class MinutesForm(PortalForm):
    """The whole sitting on one page: who was there, and each question with what was heard, decided, voted.

    A field of the agenda is named by its question, `decision_17`; of an empty place by that, `decision_n3`.
    """

    PLACES = 12  # empty ones make up the rest: a page that is kept on the way has the same fields all along
    TEXTS = ("question", "reporter", "heard", "decision")
    VOTES = ("votes_for", "votes_against", "abstained")
    ROWS = {"question": 2, "heard": 2, "decision": 3}

    present = forms.ModelMultipleChoiceField(
        label=_("present"), queryset=Seat.unscoped.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Meeting
        fields = ["held_on", "place"]
        widgets = {"held_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = self.instance.commission.seats.filter(left_on=None).select_related(
            "person"
        )
        self.fields["present"].label_from_instance = lambda seat: f"{seat.holder}, {seat.post}"
        self.fields["present"].widget.attrs["class"] = "form-check-input"
        self.initial["present"] = [
            attendance.seat_id for attendance in self.instance.attendances.filter(present=True)
        ]
        there = {str(item.pk): item for item in self.instance.items.all()}
        # What was sent names its places: also one whose question somebody took away meanwhile, and an empty
        # one that became a question without the page's hearing of it.
        posted = [name.removeprefix("question_") for name in self.data if name.startswith("question_")]
        self.keys = [key for key in posted if parse_number(key.removeprefix("n"), -1) >= 0] or list(there)
        self.unseen = [item for key, item in there.items() if key not in self.keys]
        empty = range(len(self.keys), max(self.PLACES, len(self.keys) + 2))
        self.keys += [f"n{place}" for place in empty if f"n{place}" not in self.keys]
        for number, key in enumerate(self.keys, 1):
            self._ask(key, number, there.get(key))
        for name in self.fields.keys() - {"present", "v", "k"}:
            self.fields[name].widget.attrs["class"] = "form-control form-control-sm"

    def _ask(self, key, number, item):
        self.fields[f"place_{key}"] = forms.IntegerField(
            label=_("№"), min_value=1, max_value=99, required=False, initial=number
        )
        columns = forms.fields_for_model(AgendaItem, (*self.TEXTS, *self.VOTES))
        for name, field in columns.items():
            field.required, field.label = False, capfirst(field.label)
            if name in self.ROWS:
                field.widget = text_area(self.ROWS[name])
            field.initial = getattr(item, name) if item else None
            self.fields[f"{name}_{key}"] = field

    @property
    def rows(self) -> list[AgendaRow]:
        """The places of the agenda as the page draws them."""
        names = ("place", *self.TEXTS, *self.VOTES)
        return [
            AgendaRow(
                key,
                number,
                bool(self[f"question_{key}"].value()) or number == 1,
                {name: self[f"{name}_{key}"] for name in names},
            )
            for number, key in enumerate(self.keys, 1)
        ]

    def clean(self):
        data = super().clean()
        present = len(data.get("present") or ())
        for key in self.keys:
            values = self._values(key)
            if not values["question"] and any(values.values()):
                self.add_error(f"question_{key}", _("Write the question to which this belongs."))
            if sum(values[name] for name in self.VOTES) > present:
                self.add_error(f"votes_for_{key}", _("There are more votes than members present."))
        return data

    def _values(self, key) -> dict:
        """What stands at a place of the agenda; the question on one line, as the agenda lists it."""
        values = {name: (self.cleaned_data.get(f"{name}_{key}") or "").strip() for name in self.TEXTS}
        values["question"] = " ".join(values["question"].split())
        return values | {name: self.cleaned_data.get(f"{name}_{key}") or 0 for name in self.VOTES}

    @property
    def agenda(self) -> list[tuple[str, dict]]:
        """(key, {field: value}) of each question, in the order of the numbers before them."""
        places = [
            (self.cleaned_data.get(f"place_{key}") or number, number, key)
            for number, key in enumerate(self.keys, 1)
        ]
        rows = [(key, self._values(key)) for _place, _number, key in sorted(places)]
        return [(key, values) for key, values in rows if values["question"]]

    def save_as(self, by):
        meeting = super().save_as(by)
        keep_attendance(meeting, present=self.cleaned_data["present"])
        rows = [{**values, **({"pk": int(key)} if key.isdecimal() else {})} for key, values in self.agenda]
        words = {row["question"] for row in rows}
        unseen = [item for item in self.unseen if item.question not in words]
        rows += [{"pk": item.pk, "question": item.question} for item in unseen]
        keep_agenda(meeting, rows)
        return meeting

    @property
    def kept_keys(self) -> dict[str, str]:
        """{key on the page: key of the question that was kept of it}, of those that differ."""
        kept = zip(self.agenda, self.instance.items.all(), strict=False)
        return {key: str(item.pk) for (key, _values), item in kept if key != str(item.pk)}
