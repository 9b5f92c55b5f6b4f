"""The first steps of an organisation on «My day»: what stands and what comes next, until all of it stands."""

from typing import NamedTuple

from django.db.models import Exists, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office import clock
from office.lists.paper_lists import PaperList
from office.models.commission import Commission, Meeting
from office.models.organisation import Organisation
from office.models.person import Appointment
from office.roles import Act, Role, may
from plans.models.plan import Plan
from positions.editions.models import PositionEdition
from risks.editions.models import Edition
from risks.models.risk import Risk
from standards.text.models import Standard
from trustbox.boxes.models.boxes import Box


class FirstStep(NamedTuple):
    """One step: `note` says what it is for; `done` once something of it stands."""

    label: str | Promise
    note: str | Promise
    url: str
    done: bool


def list_first_steps(person, organisation) -> list[FirstStep]:
    """The steps in their order, by one query; [] for who does not keep the registers, and once all stand."""
    if organisation is None or not may(person, Act.KEEP, organisation):
        return []
    manages = may(person, Act.MANAGE, organisation)
    own = Organisation.objects.filter(pk=organisation.pk).annotate(**questions(organisation))
    stands = own.values_list(*(name for name, _label, _note, _route in STEPS)).get()
    steps = [
        FirstStep(label, note, "" if route in MANAGED and not manages else reverse(route), done)
        for (_name, label, note, route), done in zip(STEPS, stands, strict=True)
    ]
    return [] if all(step.done for step in steps) else steps


MANAGED = {"appointments:register"}  # pages of the administrator
STEPS = (
    (
        "has_people",
        _("People and their duties"),
        _("The head, the secretary and the members have an account and a role."),
        "appointments:register",
    ),
    (
        "has_group",
        _("The working group on corruption risks"),
        _("It is formed by an order of the head; its members are entered with their seats."),
        "commissions:register",
    ),
    (
        "has_risks",
        _("The list of corruption risks"),
        _("From a Word or Excel file, from the starter library, or by hand."),
        "risks:register",
    ),
    (
        "has_sitting",
        _("The sitting of the working group"),
        _("It considers the list; its minutes stay."),
        "commissions:register",
    ),
    (
        "has_list",
        _("The order that approves the list"),
        _("An edition of the list becomes the annex of an order; the head signs it."),
        "editions:register",
    ),
    (
        "has_positions",
        _("The list of corruption-prone positions"),
        _("Positions are taken from the risks and approved by an order."),
        "exposures:register",
    ),
    (
        "has_plan",
        _("The plan of measures"),
        _("Each high risk gets a measure, an executor and a term."),
        "plans:register",
    ),
    (
        "has_box",
        _("The trust box"),
        _("Its place, its commission and the days of opening."),
        "boxes:register",
    ),
    (
        "has_standard",
        _("The conduct standard"),
        _("Its text is approved, everybody acknowledges it."),
        "standards:register",
    ),
)


def questions(organisation):
    """{name: whether something of the step stands}, each a subquery over the organisation's own rows."""
    today = clock.today()
    on_paper = PaperList.objects.of(organisation).filter(state=PaperList.State.KEPT)
    return {
        "has_people": Exists(Appointment.objects.of(organisation).on(today).filter(role=Role.HEAD)),
        "has_group": Exists(
            Commission.objects.of(organisation).filter(
                kind=Commission.Kind.WORKING_GROUP, seats__isnull=False
            )
        ),
        "has_risks": Exists(Risk.objects.of(organisation).filter(state=Risk.State.ACTIVE)),
        "has_sitting": Exists(
            Meeting.objects.of(organisation).filter(
                commission__kind=Commission.Kind.WORKING_GROUP, state=Meeting.State.CLOSED
            )
        ),
        "has_list": Q(Exists(Edition.objects.of(organisation).in_force_on(today)))
        | Q(Exists(on_paper.filter(form__startswith="risks/"))),
        "has_positions": Q(Exists(PositionEdition.objects.of(organisation).in_force_on(today)))
        | Q(Exists(on_paper.filter(form__startswith="positions/"))),
        "has_plan": Exists(Plan.objects.of(organisation).running()),
        "has_box": Exists(Box.objects.of(organisation).in_use()),
        "has_standard": Exists(Standard.objects.of(organisation).in_force()),
    }
