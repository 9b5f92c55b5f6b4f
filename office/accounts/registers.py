"""The register of lost second factors."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.accounts.removals import FactorRemoval
from office.duties import ME, Source
from office.organisations.registers import may_keep_person
from office.registers.forms import GroundForm, MoveForm, PortalForm, text_area
from office.registers.links import Line, MyDayLine
from office.registers.register import Register
from office.roles import Act, may


class FactorRemovalForm(PortalForm):
    """What the administrator writes; the body is one where the person is appointed."""

    class Meta:
        model = FactorRemoval
        fields = ["ground"]
        widgets = {"ground": text_area(3)}

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, organisation=organisation, **kwargs)
        self.instance.entered_by = self.person
        appointment = next(iter(self.instance.person.appointments_today), None)
        if appointment and may(self.person, Act.MANAGE, appointment.organisation):
            self.instance.organisation = appointment.organisation

    def clean(self):
        if not may_keep_person(self.person, self.instance.person):
            raise ValidationError(_("The person works at a body whose people you do not keep."))
        return super().clean()


class RemovalConfirmForm(MoveForm):
    """The second person says what was looked at."""

    KEPT = ("v", "seen")

    seen = forms.BooleanField(
        label=gettext_lazy("I have seen or heard the person myself and know that the person asks for it")
    )


def removal_facts(request, row, move):
    """What was asked, above the question."""
    return {
        "facts": [
            Line(_("Person"), str(row.person)),
            Line(_("Entered by"), str(row.entered_by)),
            Line(_("Ground"), row.ground),
        ]
    }


FACTOR_REMOVALS = Register(
    model=FactorRemoval,
    space="factor_removals",
    title=gettext_lazy("Lost second factors"),
    new=gettext_lazy("The second factor is lost"),
    empty=gettext_lazy("Nobody has lost a telephone. A request is entered from the page of its person."),
    columns=("person", "state", "entered_by", "entered_at", "confirmed_by"),
    sections=(
        (gettext_lazy("The request"), ("person", "ground", "entered_by", "entered_at", "holds_until")),
        (gettext_lazy("The second person"), ("confirmed_by", "confirmed_at", "refusal")),
    ),
    pages=("register", "record", "create", "move"),
    read=Act.SECOND,
    write=Act.MANAGE,
    form=FactorRemovalForm,
    parent="person",
    move_forms={"confirm": RemovalConfirmForm, "refuse": GroundForm},
    move_extra=removal_facts,
)


def removal_my_day_lines(person, organisation):
    """Requests that wait for this person as the second one."""
    if not may(person, Act.SECOND):
        return []
    rows = FactorRemoval.objects.visible_to(person, Act.SECOND).filter(state=FactorRemoval.State.ASKED)
    return [
        MyDayLine(str(row), row.get_absolute_url(), state=row.get_state_display())
        for row in rows.exclude(entered_by=person).exclude(person=person).select_related("person")
        if not row.has_lapsed
    ]


MY_DAY = Source(
    removal_my_day_lines,
    (Act.SECOND,),
    (
        lambda: (
            FactorRemoval.objects.anywhere()
            .filter(state=FactorRemoval.State.ASKED)
            .exclude(entered_by=ME)
            .exclude(person=ME)
        ),
    ),
)
