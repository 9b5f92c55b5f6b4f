"""The table of rights, read aloud: who may what, where, and from when to when."""

import pytest
from django.contrib.auth.models import AnonymousUser

from office.actions import merge_organisation
from office.models.person import Appointment, Person
from office.roles import MAY, Act, Role, may, needs_second_factor
from tests import make

# What the regulation gives to each: read it to a lawyer. `MAY` is compared with it word for word.
RIGHTS = {
    Role.ADMINISTRATOR: {Act.MANAGE},
    Role.CLERK: {Act.READ, Act.KEEP, Act.SIGNAL, Act.AGREE, Act.PUBLISH},
    Role.HEAD: {Act.READ, Act.ASSESS, Act.SIGN},
    Role.OFFICER: {Act.READ, Act.ASSESS, Act.SIGNAL},
    Role.MEMBER: {Act.READ, Act.ASSESS},
    Role.EMPLOYEE: set(),
    Role.INSPECTOR: {Act.READ},
}


def also(acts, *roles):
    for role in roles:
        RIGHTS[role] |= acts


WORKERS = (Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.EMPLOYEE)
# Behind the wall (000 p.25): the administrator sees no identity, the head keeps no key.
also({Act.DISCLOSE}, Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER)
also({Act.CONFIRM}, Role.HEAD, Role.OFFICER, Role.MEMBER)
also({Act.CUSTODY}, Role.CLERK, Role.OFFICER, Role.MEMBER)
# The trust box (003 p.3.3, 4.3, 5.1).
also({Act.JOURNAL}, Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER)
also({Act.CONSIDER}, *WORKERS)
also({Act.APPEALS, Act.OPEN_BOX}, Role.CLERK)
also({Act.OPEN_BOX}, Role.MEMBER)
also({Act.EXTEND}, Role.HEAD)
# The plan: executors prove their measures.
also({Act.PROVE}, *WORKERS)
# The 24 criteria.
also({Act.SCORE}, Role.CLERK, Role.HEAD, Role.OFFICER, Role.MEMBER, Role.INSPECTOR)
also({Act.MONITOR}, Role.CLERK, Role.OFFICER, Role.INSPECTOR)
# The conduct standard (000 p.16, 21): every employee tells; the head and the officer read what is told to
# them and decide on it.
also({Act.TELL}, *WORKERS)
# Where no officer is appointed, the head brings the standard to people.
also({Act.DECIDE, Act.SETTLE, Act.BRING}, Role.HEAD)
also({Act.WATCH, Act.SETTLE, Act.BRING}, Role.OFFICER)
also({Act.STANDARD}, Role.CLERK, Role.OFFICER)
# A lost second factor: one enters the request, another one decides.
also({Act.SECOND}, Role.ADMINISTRATOR, Role.HEAD)


@pytest.mark.parametrize("role", Role)
def test_role_has_exactly_its_rights(role, cast, body):
    assert {act for act in Act if may(cast[role], act, body)} == RIGHTS[role]


def test_every_act_is_in_the_table():
    assert set(MAY) == set(Act)


def test_who_prepares_an_order_never_signs_it():
    assert MAY[Act.AGREE] & MAY[Act.SIGN] == set()


def test_who_keeps_accounts_sees_no_register():
    assert MAY[Act.MANAGE] & MAY[Act.READ] == set()


def test_administrator_sees_no_identity_and_the_head_keeps_no_key():
    behind_the_wall = {Act.DISCLOSE, Act.CONFIRM, Act.CUSTODY}
    assert [act for act in behind_the_wall if Role.ADMINISTRATOR in MAY[act]] == []
    assert Role.HEAD not in MAY[Act.CUSTODY]


@pytest.mark.parametrize("role", Role)
def test_right_ends_at_the_body_s_own_door(role, cast, foreign):
    assert [act for act in Act if may(cast[role], act, foreign)] == []


def test_rights_do_not_go_up_the_tree(cast, body):
    assert [act for act in Act for person in cast.values() if may(person, act, body.parent)] == []


def test_only_administrators_second_persons_and_who_monitors_reach_down_from_a_body_above(body):
    people = {role: make.appoint(make.person(f"{role}-above"), body.parent, role).person for role in Role}
    reaching = {(role, act) for role, person in people.items() for act in Act if may(person, act, body)}
    monitoring = {(role, Act.MONITOR) for role in (Role.INSPECTOR, Role.CLERK, Role.OFFICER)}
    second = {(Role.ADMINISTRATOR, Act.SECOND), (Role.HEAD, Act.SECOND)}
    assert reaching == {(Role.ADMINISTRATOR, Act.MANAGE)} | monitoring | second


def test_visitor_may_nothing():
    assert [act for act in Act if may(AnonymousUser(), act)] == []


def test_person_without_an_appointment_may_nothing(db):
    person = make.person("nobody")
    assert [act for act in Act if may(person, act)] == []


def test_two_roles_at_two_bodies_do_not_mix(body, foreign):
    person = make.person("both")
    make.appoint(person, body, Role.CLERK)
    make.appoint(person, foreign, Role.HEAD)
    found = {place.code: {act for act in Act if may(person, act, place)} for place in (body, foreign)}
    assert found == {"dostuk": RIGHTS[Role.CLERK], "birdik": RIGHTS[Role.HEAD]}


def test_rights_follow_a_merge(body, foreign, clerk):
    merge_organisation(foreign, into=body, by=clerk)
    assert may(Person.objects.get(pk=clerk.pk), Act.KEEP, foreign)


def test_officer_from_outside_reads_and_does_nothing_else(body):
    """The prosecutor's side of LAW rule 57: of an officer's rights reading and watching alone are left."""
    guest = make.person("guest")
    Appointment.objects.create(
        person=guest,
        organisation=body,
        role=Role.OFFICER,
        post="Прокурордун жардамчысы",
        starts=make.LONG_AGO,
        reads_only=True,
    )
    rights = {act for act in Act if may(guest, act, body)}
    of_an_officer = {act for act in Act if Role.OFFICER in MAY[act]}
    assert rights == of_an_officer & {Act.READ, Act.WATCH}
    assert Act.READ in rights and of_an_officer - rights


def test_second_factor_is_asked_of_every_role_but_the_employee(cast):
    assert {role for role, person in cast.items() if not needs_second_factor(person)} == {Role.EMPLOYEE}


def test_role_that_nobody_knows_cannot_be_stored(body):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="appointment_role_is_known"), transaction.atomic():
        make.appoint(make.person("king"), body, "king")
