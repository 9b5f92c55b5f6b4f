"""Who may do what. Two tables that a lawyer reads; `may()` is the one door.

A role belongs to an appointment at one body and holds from its first day to its last.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("System administrator")
    CLERK = "clerk", _("Responsible secretary")
    HEAD = "head", _("Head")
    OFFICER = "officer", _("Authorised officer for corruption prevention")
    MEMBER = "member", _("Commission member")
    EMPLOYEE = "employee", _("Employee")
    INSPECTOR = "inspector", _("Inspector")


class Act(models.TextChoices):
    READ = "read", _("read the registers of the body")
    KEEP = "keep", _("keep the registers: enter, correct, import, print")
    ASSESS = "assess", _("score risks in the working group")
    SCORE = "score", _("score the criteria in a monitoring commission")
    MONITOR = "monitor", _("conduct monitorings: memo, notice, recommendations, import of scores")
    SIGNAL = "signal", _("enter signals: sources of information without any name")
    AGREE = "agree", _("send an order to the head, file its scan, give it a number")
    SIGN = "sign", _("sign orders")
    PUBLISH = "publish", _("publish and withdraw papers")
    MANAGE = "manage", _("keep bodies, people, calendar and legal values")


MAY: dict[Act, frozenset[Role]] = {
    Act.READ: frozenset({Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.INSPECTOR}),
    Act.KEEP: frozenset({Role.CLERK}),
    # 281 p.11: the working group sits under the chair of one of the heads.
    Act.ASSESS: frozenset({Role.MEMBER, Role.OFFICER, Role.HEAD}),
    # Whoever holds a seat in the commission scores; the seat itself is asked for by the monitoring.
    Act.SCORE: frozenset({Role.MEMBER, Role.OFFICER, Role.HEAD, Role.INSPECTOR, Role.CLERK}),
    Act.MONITOR: frozenset({Role.INSPECTOR, Role.CLERK, Role.OFFICER}),
    Act.SIGNAL: frozenset({Role.CLERK, Role.OFFICER}),
    Act.AGREE: frozenset({Role.CLERK}),
    Act.SIGN: frozenset({Role.HEAD}),
    Act.PUBLISH: frozenset({Role.CLERK}),
    Act.MANAGE: frozenset({Role.ADMINISTRATOR}),
}

# An administrator keeps the bodies below too, and whoever conducts monitorings does so at the bodies below; nobody else reaches down the tree.
DOWNWARD = frozenset({Act.MANAGE, Act.MONITOR})

# The roles that approve or can see an appeal: they sign in with a second factor.
SECOND_FACTOR = frozenset(
    {Role.ADMINISTRATOR, Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.INSPECTOR}
)


def may(person, act: Act, organisation=None) -> bool:
    """Tell whether `person` holds today, at `organisation` (or anywhere, when None), a role that allows `act`."""
    if not person.is_authenticated:
        return False
    return any(
        organisation is None or reaches(appointment, act, organisation)
        for appointment in granting(person, act)
    )


def granting(person, act: Act | None):
    """The appointments of today that allow `act`; all of them when None."""
    return [row for row in person.appointments_today if act is None or row.role in MAY[act]]


def reaches(appointment, act: Act | None, organisation) -> bool:
    """Tell whether the right of an appointment holds at the body: its own, one merged into it, or one below where rights go down."""
    below = act in DOWNWARD and organisation.path.startswith(appointment.organisation.path)
    return below or organisation.pk in appointment.reach


def needs_second_factor(person) -> bool:
    """Tell whether any role the person holds today asks for a second factor."""
    return any(appointment.role in SECOND_FACTOR for appointment in person.appointments_today)
