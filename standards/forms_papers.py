"""Forms of the desk's papers: the reference of a person, the expertise of drafts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.forms import DateInput, MoveForm, PortalForm, area
from office.forms_law import ConfirmedForm
from office.models import Counter, Person
from standards.forms_desk import not_later
from standards.models.expertise import DraftAct, Factor, FoundFactor
from standards.models.reference import Reference


def people_of(organisation):
    """Whoever is appointed at the body today."""
    return Person.objects.filter(appointments__in=organisation.appointments.today()).distinct()


class ReferenceForm(PortalForm):
    """Whom the head asks about and why; the paper is made as the registers stand now."""

    class Meta:
        model = Reference
        fields = ["person", "occasion", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(self.organisation).exclude(pk=self.person.pk)

    def finish(self, record, *, by):
        from standards.desk_contexts import reference_data

        record.asked_by = by
        record.data = reference_data(
            self.organisation,
            record.person,
            occasion=record.occasion,
            note=record.note,
            by=by,
            on=timezone.localdate(),
        )


class DraftActForm(PortalForm):
    class Meta:
        model = DraftAct
        fields = ["title", "kind", "source", "drafter", "received_on"]
        widgets = {"title": area(2), "received_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafter"].queryset = people_of(self.organisation)

    def clean_received_on(self):
        return not_later(self.cleaned_data["received_on"])

    def finish(self, record, *, by):
        if record.number is None:
            record.year = record.received_on.year
            record.number = Counter.take(record.organisation, "expertises", record.year)


class FoundFactorForm(PortalForm):
    class Meta:
        model = FoundFactor
        fields = ["factor", "place", "reason", "proposal"]
        widgets = {"reason": area(3), "proposal": area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["factor"].queryset = Factor.objects.in_force(self.instance.draft.received_on)


class ConcludeForm(MoveForm):
    conclusion = forms.CharField(
        label=_("conclusion"),
        widget=area(4),
        help_text=_("What follows from the factors: adopt, adopt after correction, do not adopt."),
    )


class AnswerForm(MoveForm):
    answer = forms.ChoiceField(label=_("answer"), choices=DraftAct.Answer)
    answer_words = forms.CharField(
        label=_("words of the answer"),
        widget=area(4),
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
