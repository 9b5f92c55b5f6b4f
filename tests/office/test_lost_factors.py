"""A lost telephone: an administrator asks, a second person takes the factor away, its person reads it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from office.accounts.removals import FactorRemoval
from office.models.audit import Change
from office.registers.workflow import Refused
from office.roles import Role
from tests import make
from tests.page import Visitor

GROUND = "Телефону сууга түшкөн, паспорту менен өзү келди"


@pytest.fixture
def administrator(cast):
    return cast[Role.ADMINISTRATOR]


@pytest.fixture
def locked(clerk):
    """The clerk, with a telephone that nobody finds any more."""
    TOTP.activate(clerk, generate_totp_secret())
    RecoveryCodes.activate(clerk)
    return clerk


@pytest.fixture
def request_row(body, locked, administrator):
    return FactorRemoval.objects.create(
        organisation=body, person=locked, ground=GROUND, entered_by=administrator
    )


def new_request(visitor, person):
    return visitor.get(reverse("factor_removals:create", args=[person.pk]))


def door(login, browser):
    return browser.post(reverse("account_login"), {"login": login, "password": "demo-2026"}).url


def factors(person):
    return Authenticator.objects.filter(user=person).count()


def test_telephone_is_lost_two_people_take_it_away_and_the_person_reads_it(
    locked, administrator, head, settings
):
    browser = Client()
    assert door("clerk", browser) == reverse("mfa_authenticate")

    desk = Visitor(administrator)
    assert "Экинчи кадамы жоголду" in desk.get(locked.get_absolute_url()).text
    assert new_request(desk, locked).submit(ground=GROUND).status_code == 302
    row = FactorRemoval.objects.of(locked.bodies[0]).get()
    assert factors(locked) == 2
    assert "Экинчи кадамы жоголду" not in desk.get("/").text

    second = Visitor(head)
    assert row.get_absolute_url() in second.get("/").links
    record = second.get(row.get_absolute_url())
    assert GROUND in record.text
    answer = second.get(f"{row.get_absolute_url()}move/confirm/").submit(seen="on")
    assert answer.status_code == 302
    assert factors(locked) == 0

    settings.SECOND_FACTOR_REQUIRED = True
    browser = Client()
    assert door("clerk", browser) == "/"
    words = browser.get(reverse("mfa_index")).content.decode()
    assert administrator.initials in words and head.initials in words
    assert browser.get("/").url == reverse("mfa_activate_totp")
    browser = Client()
    door("clerk", browser)
    assert head.initials not in browser.get(reverse("mfa_index")).content.decode()


def test_sessions_of_the_person_end(clerk, body, administrator, head):
    browser = Client()
    door("clerk", browser)
    TOTP.activate(clerk, generate_totp_secret())
    row = FactorRemoval.objects.create(
        organisation=body, person=clerk, ground=GROUND, entered_by=administrator
    )
    assert browser.get("/").status_code == 200
    row.move("confirm", by=head)
    assert browser.get("/").status_code == 302


def test_both_steps_are_in_the_audit(locked, request_row, administrator, head):
    request_row.move("confirm", by=head)
    first, second = Change.objects.of_record(request_row).order_by("pk")
    assert first.new["entered_by_id"] == administrator.pk
    assert (second.new["confirmed_by_id"], second.new["state"]) == (head.pk, "done")


def test_refused_request_leaves_the_factor(locked, request_row, head):
    page = Visitor(head).get(f"{request_row.get_absolute_url()}move/refuse/")
    assert page.submit(ground="Чалганда тааныган жокмун").status_code == 302
    request_row.refresh_from_db()
    assert (request_row.state, factors(locked)) == ("refused", 2)


# --- Who may
# ------------------------------------------------------------------------------------------------


def test_one_person_never_does_both_steps(request_row, administrator, body, locked):
    make.appoint(administrator, body, Role.HEAD)
    with pytest.raises(Refused):
        request_row.move("confirm", by=administrator)
    assert factors(locked) == 2


def test_person_never_takes_the_own_factor_away(body, head, administrator):
    TOTP.activate(head, generate_totp_secret())
    row = FactorRemoval.objects.create(
        organisation=body, person=head, ground=GROUND, entered_by=administrator
    )
    with pytest.raises(PermissionDenied):
        row.move("confirm", by=head)
    own = Visitor(administrator)
    assert new_request(own, administrator).submit(ground=GROUND).status_code == 422


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.MEMBER, Role.EMPLOYEE, Role.INSPECTOR])
def test_other_roles_neither_ask_nor_confirm(role, cast, request_row, locked):
    other = Visitor(cast[role])
    assert other.get(request_row.get_absolute_url()).status_code == 403
    assert other.post(f"{request_row.get_absolute_url()}move/confirm/", {"seen": "on"}).status_code == 403
    assert other.get(reverse("factor_removals:create", args=[locked.pk])).status_code == 403


def test_second_person_of_a_school_may_be_the_administrator_above(body, administrator):
    school = make.organisation("mektep", parent=body, kind="school")
    teacher, keeper = make.person("teacher"), make.person("keeper")
    make.appoint(teacher, school, Role.CLERK)
    make.appoint(keeper, school, Role.ADMINISTRATOR)
    TOTP.activate(teacher, generate_totp_secret())
    assert new_request(Visitor(keeper), teacher).submit(ground=GROUND).status_code == 302
    address = FactorRemoval.objects.of(school).get().get_absolute_url()
    above = Visitor(administrator)
    assert address in above.get("/").links
    assert above.get(f"{address}move/confirm/").submit(seen="on").status_code == 302
    assert factors(teacher) == 0


def test_foreign_request_is_not_there(foreign, request_row):
    stranger = make.person("stranger-head")
    make.appoint(stranger, foreign, Role.HEAD)
    assert Visitor(stranger).get(request_row.get_absolute_url()).status_code == 404


def test_administrator_of_another_body_does_not_ask(locked, foreign, administrator):
    make.appoint(locked, foreign, Role.CLERK)
    page = new_request(Visitor(administrator), locked)
    assert page.submit(ground=GROUND).status_code == 422


def test_person_has_one_open_request(request_row, locked, administrator):
    assert new_request(Visitor(administrator), locked).submit(ground=GROUND).status_code == 422


# --- What the database refuses
# ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["entered_by", "person"])
def test_database_wants_another_second_person(who, request_row):
    fields = {"state": "done", "confirmed_at": request_row.entered_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorRemoval.objects.of(request_row.organisation).update(
            confirmed_by=getattr(request_row, who), **fields
        )


def test_control_another_person_passes(request_row, head):
    fields = {"state": "done", "confirmed_at": request_row.entered_at}
    assert FactorRemoval.objects.of(request_row.organisation).update(confirmed_by=head, **fields) == 1
