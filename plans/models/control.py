"""The head's control of a measure against a high risk (232 §6): from the approval or the link on, until an
edition or his own word ends it.
"""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.person import Person
from office.registers.workflow import Move, Refused
from office.roles import Act
from plans.models.execution import Executable
from risks.models.method import Level
from risks.models.risk import Risk

RELEASE = Move(
    "release",
    _("End the head's control"),
    (Executable.State.UNDER_WAY,),
    Executable.State.UNDER_WAY,
    Act.SIGN,
    _("From now on its executor says by himself that it is done. Your word stays on its page."),
    danger=True,
)


class Controllable(models.Model):
    """Abstract: a measure that stays under the head's control once it came under it, whatever becomes of the
    level of its risk.
    """

    under_control = models.BooleanField(default=False, editable=False)
    control_ended_on = models.DateField(
        _("control of the head ended on"), null=True, blank=True, editable=False
    )
    control_ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    control_end_ground = models.TextField(_("why the control ended"), blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def has_high_risk(self):
        """Whether a high risk of the register is linked to it or to the measure it is a part of."""
        return high_risks(self.organisation).filter(plan_measures__in=[self.pk, self.parent_id]).exists()

    def on_release(self, *, by, ground):
        if self.parent_id and self.parent.is_controlled:
            raise Refused(_("It is a part of a measure under control: end the control of that measure."))
        if self.has_high_risk:
            raise Refused(
                _("A high risk is linked: the measure stays under the control of the head (232 §6).")
            )
        if not self.under_control:
            raise Refused(_("The measure is not under the control of the head."))
        self.under_control = False
        self.control_ended_on, self.control_ended_by = clock.today(), by
        self.control_end_ground = ground
        self.add_step(word=ground)


def high_risks(organisation):
    """The high risks of the register that measures are taken against."""
    rows = Risk.objects.of(organisation).filter(level=Level.HIGH, state=Risk.State.ACTIVE)
    return rows.filter(plan_measures__isnull=False)


def hold_control(measures, organisation) -> None:
    """Put measures that have a high risk under control, to stay there whatever becomes of the risk."""
    high = high_risks(organisation).values("plan_measures")
    measures.filter(pk__in=high, under_control=False).update(
        under_control=True, control_ended_on=None, control_ended_by=None, control_end_ground=""
    )


def hold_control_of_the_day(organisation, today=None) -> None:
    """Put measures of plans being carried out under control whose risk has become high since. Registered in
    DAILY.
    """
    measures = apps.get_model("plans", "Measure").objects.of(organisation)
    hold_control(measures.filter(plan__state="running"), organisation)


def renew_control(plan) -> None:
    """Let an edition say which measures are under control: those against a high risk today."""
    high = high_risks(plan.organisation).values("plan_measures")
    plan.measures.of_the_paper().exclude(pk__in=high).filter(under_control=True).update(under_control=False)
    hold_control(plan.measures.all(), plan.organisation)


def control_constraint():
    return models.CheckConstraint(
        condition=Q(control_ended_on=None, control_ended_by=None, control_end_ground="")
        | Q(control_ended_on__isnull=False, control_ended_by__isnull=False, under_control=False)
        & ~Q(control_end_ground=""),
        name="control_that_ended_has_day_person_and_ground",
    )
