"""Forms of the expertise of drafts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.law.forms import ConfirmedForm
from office.models.counter import Counter
from office.models.person import Person
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area
from standards.expertise.models import DraftAct, Factor, FoundFactor
from standards.notices.forms import not_in_future


def appointed_people(organisation):
    """Whoever is appointed at the organisation today."""
    return Person.objects.filter(appointments__in=organisation.appointments.today()).distinct()


class DraftActForm(PortalForm):
    class Meta:
        model = DraftAct
        fields = ["title", "kind", "source", "drafter", "received_on"]
        widgets = {"title": text_area(2), "received_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafter"].queryset = appointed_people(self.organisation)

    def clean_received_on(self):
        return not_in_future(self.cleaned_data["received_on"])

    def finish(self, row, *, by):
        if row.number is None:
            row.year = row.received_on.year
            row.number = Counter.take(row.organisation, "expertises", row.year)


class FoundFactorForm(PortalForm):
    class Meta:
        model = FoundFactor
        fields = ["factor", "place", "reason", "proposal"]
        widgets = {"reason": text_area(3), "proposal": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["factor"].queryset = Factor.objects.in_force(self.instance.draft.received_on)


class ConcludeForm(MoveForm):
    conclusion = forms.CharField(
        label=_("conclusion"),
        widget=text_area(4),
        help_text=_("What follows from the factors: adopt, adopt after correction, do not adopt."),
    )


class ExpertiseAnswerForm(MoveForm):
    answer = forms.ChoiceField(label=_("answer"), choices=DraftAct.Answer)
    answer_words = forms.CharField(
        label=_("words of the answer"),
        widget=text_area(4),
        help_text=_(
            "What was changed and what was not, with the reason; number and date where it came on paper."
        ),
    )

    def clean_answer(self):
        answer = self.cleaned_data["answer"]
        if answer == DraftAct.Answer.NOTHING and self.record.found.exists():
            raise ValidationError(_("Factors were found: say what was done with them."))
        return answer


class FactorForm(ConfirmedForm):
    class Meta:
        model = Factor
        fields = ["code", "name_ky", "name_ru", "valid_from", "valid_to", "confirmed"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)
