"""Forms of retention: a term, a hold, the proposal of an act and the decision on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.lists.models import question_words
from office.registers.forms import DateInput, GroundForm, MoveForm, PortalForm, text_area
from office.retention.actions import aged_years, has_record, propose_disposal, seen_rows
from office.retention.kinds import kind_choices
from office.retention.models.disposal import Disposal
from office.retention.models.terms import Hold, RetentionTerm


class KindForm(PortalForm):
    """A form that names a kind of record."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label = self.fields["kind"].label
        self.fields["kind"] = forms.ChoiceField(label=label, choices=kind_choices())

    def finish(self, row, *, by):
        row.entered_by = by


class TermForm(KindForm):
    class Meta:
        model = RetentionTerm
        fields = ["kind", "years", "act", "point", "nomenclature", "valid_from"]
        widgets = {"valid_from": DateInput}


class HoldForm(KindForm):
    class Meta:
        model = Hold
        fields = ["kind", "year", "number", "reason"]
        widgets = {"reason": text_area(3)}

    def clean_number(self):
        return self.cleaned_data["number"].removeprefix("№").strip()

    def clean(self):
        """A number that no record bears would hold nothing back, and nobody would know."""
        fields = super().clean()
        kind, year, number = (fields.get(name) for name in ("kind", "year", "number"))
        rows_of = seen_rows(self.organisation, self.person)
        if kind and year and number and not has_record(rows_of, kind, year, number):
            words = _(
                "No finished record of this kind and year has this number: write it as the register does, or "
                "leave it empty to hold the whole year."
            )
            self.add_error("number", words)
        return fields

    def clean_reason(self):
        words = self.cleaned_data["reason"]
        if len(words.split()) < 3:
            raise ValidationError(_("Say why in three words at least."))
        return words


class LiftForm(GroundForm):
    """How the matter ended for which records were held back."""

    ground = forms.CharField(label=gettext_lazy("ground"), max_length=1000, widget=text_area())


class ProposalForm(PortalForm):
    """Which years of which kinds the act names."""

    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("what has come of age"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one year.")},
    )

    class Meta:
        model = Disposal
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        ages = aged_years(self.organisation, seen_rows(self.organisation, self.person))
        self.fields["chosen"].choices = [
            (f"{age.code}:{age.year}", f"{age.kind.label} · {age.year} · {age.records}") for age in ages
        ]
        if not ages:
            self.fields["chosen"].help_text = _("Nothing has come of age: there is nothing to propose.")

    def save_as(self, by):
        wanted = [one.rpartition(":") for one in self.cleaned_data["chosen"]]
        return propose_disposal(self.organisation, [(code, int(year)) for code, _sep, year in wanted], by=by)


class ApprovalForm(MoveForm):
    """The decision behind the approval: an order, or a question of minutes."""

    order = forms.ModelChoiceField(label=gettext_lazy("order of the head"), queryset=None, required=False)
    question = forms.ModelChoiceField(
        label=gettext_lazy("question of the sitting"), queryset=None, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].queryset = self.record.fitting_orders()
        self.fields["question"].queryset = self.record.fitting_questions()
        self.fields["question"].label_from_instance = question_words
        self.fields["order"].help_text = _(
            "An order in force, or a question of closed minutes, not older than the proposal: one of the two."
        )


class RemovalForm(MoveForm):
    """The last question before content goes for ever."""

    KEPT = ("v", "understood")

    understood = forms.BooleanField(
        label=gettext_lazy("I have read the numbers above and know that nobody can bring this back"),
        error_messages={"required": gettext_lazy("Tick that you have read the numbers.")},
    )


class RefusalForm(GroundForm):
    """Why nothing is removed by this act."""

    ground = forms.CharField(label=gettext_lazy("ground"), max_length=1000, widget=text_area())
