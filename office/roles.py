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
    PROVE = "prove", _("tell the progress of measures one executes and give proof")
    AGREE = "agree", _("send an order to the head, file its scan, give it a number")
    SIGN = "sign", _("sign orders")
    PUBLISH = "publish", _("publish and withdraw papers")
    JOURNAL = "journal", _("read the journal of appeals, without the names")
    APPEALS = "appeals", _("keep the journal of appeals")
    OPEN_BOX = "open_box", _("open the trust box")
    CONSIDER = "consider", _("consider the appeals given to one")
    EXTEND = "extend", _("extend the term of an appeal")
    STANDARD = "standard", _("keep the text of the conduct standard and its test")
    BRING = "bring", _("bring the conduct standard to people and report on it")
    TELL = "tell", _("tell what the conduct standard obliges an employee to tell")
    DECIDE = "decide", _("read what is told to the head, ask for a reference of a person")
    WATCH = "watch", _("read what is told to the authorised officer and what the head is silent on")
    SETTLE = "settle", _("decide on what was told, enter its proof, examine drafts of acts")
    DISCLOSE = "disclose", _("see matters behind a wall, enter written requests for an identity")
    CONFIRM = "confirm", _("confirm or refuse a written request as the second person")
    CUSTODY = "custody", _("keep a key of the vault, open an identity under a confirmed request")
    SECOND = "second", _("take a lost second factor away as the second person")
    MANAGE = "manage", _("keep bodies and people")
    LEGAL = "legal", _("keep what holds for every body: calendar, legal acts and values, forms, methods")


MAY: dict[Act, frozenset[Role]] = {
    Act.READ: frozenset({Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.INSPECTOR}),
    Act.KEEP: frozenset({Role.CLERK}),
    # 281 p.11: the working group sits under the chair of one of the heads.
    Act.ASSESS: frozenset({Role.MEMBER, Role.OFFICER, Role.HEAD}),
    # Whoever holds a seat in the commission scores; the seat itself is asked for by the monitoring.
    Act.SCORE: frozenset({Role.MEMBER, Role.OFFICER, Role.HEAD, Role.INSPECTOR, Role.CLERK}),
    Act.MONITOR: frozenset({Role.INSPECTOR, Role.CLERK, Role.OFFICER}),
    Act.SIGNAL: frozenset({Role.CLERK, Role.OFFICER}),
    Act.PROVE: frozenset({Role.EMPLOYEE, Role.OFFICER, Role.MEMBER, Role.CLERK, Role.HEAD}),
    Act.AGREE: frozenset({Role.CLERK}),
    Act.SIGN: frozenset({Role.HEAD}),
    Act.PUBLISH: frozenset({Role.CLERK}),
    # 003 p.3.3, 4.3, 5.1: the box belongs to its commission, the journal to the responsible secretary; an
    # administrator sees no appeal.
    Act.JOURNAL: frozenset({Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER}),
    Act.APPEALS: frozenset({Role.CLERK}),
    Act.OPEN_BOX: frozenset({Role.MEMBER, Role.CLERK}),
    Act.CONSIDER: frozenset({Role.EMPLOYEE, Role.CLERK, Role.OFFICER, Role.MEMBER, Role.HEAD}),
    Act.EXTEND: frozenset({Role.HEAD}),
    Act.STANDARD: frozenset({Role.CLERK, Role.OFFICER}),
    # Order 629-Б p.2: bringing the standard to people is put on the authorised officer; a school without one
    # has its head.
    Act.BRING: frozenset({Role.OFFICER, Role.HEAD}),
    # The conduct standard (000): p.16 names the head, p.21 the officer; whose turn it is, the row says.
    Act.TELL: frozenset({Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.EMPLOYEE}),
    Act.DECIDE: frozenset({Role.HEAD}),
    Act.WATCH: frozenset({Role.OFFICER}),
    Act.SETTLE: frozenset({Role.HEAD, Role.OFFICER}),
    # 000 p.25: the administrator keeps the portal and never sees an identity; the head keeps no key.
    Act.DISCLOSE: frozenset({Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER}),
    Act.CONFIRM: frozenset({Role.HEAD, Role.OFFICER, Role.MEMBER}),
    Act.CUSTODY: frozenset({Role.CLERK, Role.OFFICER, Role.MEMBER}),
    # One of them enters the request, another one decides: never one person alone.
    Act.SECOND: frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    Act.MANAGE: frozenset({Role.ADMINISTRATOR}),
    Act.LEGAL: frozenset({Role.ADMINISTRATOR}),
}

# An administrator keeps the bodies below too, whoever conducts monitorings does so at the bodies below, and a
# village with one administrator finds its second person above; nobody else reaches down the tree.
DOWNWARD = frozenset({Act.MANAGE, Act.MONITOR, Act.SECOND})

# Rights over rows that hold for every body: they come from an appointment at the head of the install alone,
# for no other body writes what binds all.
INSTALL_WIDE = frozenset({Act.LEGAL})

# All that is left to an officer who comes from outside the body, such as the prosecutor's side (LAW rule 57).
OUTSIDE = frozenset({Act.READ, Act.WATCH})

# Whoever works at the body itself; the other roles may be held by outsiders.
STAFF = (Role.CLERK, Role.HEAD, Role.OFFICER, Role.EMPLOYEE)

# The roles that approve or can see an appeal: they sign in with a second factor.
SECOND_FACTOR = frozenset(
    {Role.ADMINISTRATOR, Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.INSPECTOR}
)


def may(person, act: Act, organisation=None) -> bool:
    """Tell whether `person` holds today, at `organisation` (or anywhere, when None), a role that allows
    `act`.
    """
    if not person.is_authenticated:
        return False
    return any(
        organisation is None or reaches(appointment, act, organisation)
        for appointment in granting(person, act)
    )


def granting(person, act: Act | None):
    """The appointments of today that allow `act`; all of them when None."""
    return [row for row in person.appointments_today if act is None or grants(row, act)]


def grants(appointment, act: Act) -> bool:
    """Whether the role of an appointment allows `act`; roles from outside only read."""
    if appointment.role not in MAY[act] or (appointment.reads_only and act not in OUTSIDE):
        return False
    return act not in INSTALL_WIDE or appointment.organisation.heads_the_install


def reaches(appointment, act: Act | None, organisation) -> bool:
    """Tell whether the right of an appointment holds at the body: its own, one merged into it, or one below
    where rights go down.
    """
    below = act in DOWNWARD and organisation.path.startswith(appointment.organisation.path)
    return below or organisation.pk in appointment.reach


def needs_second_factor(person) -> bool:
    """Tell whether any role the person holds today asks for a second factor."""
    return any(appointment.role in SECOND_FACTOR for appointment in person.appointments_today)
