"""A lost telephone: an administrator asks, a second person takes the factor away, its person reads it."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from office.accounts.codes import issue_code
from office.accounts.removals import FactorRemoval
from office.database.actor import act_as
from office.database.triggers import install_triggers, table_models
from office.models.audit import Change
from office.models.person import Person
from office.registers.workflow import Refused, Workflow
from office.roles import Role
from tests import make
from tests.page import Visitor
from tests.test_controls import drop_triggers

GROUND = "Телефону сууга түшкөн, паспорту менен өзү келди"


def let_days_pass(days):
    """Everything that accounts remember lies so many days further back."""
    drop_triggers()
    ago = timedelta(days=days)
    Change.objects.update(at=F("at") - ago)
    Authenticator.objects.update(created_at=F("created_at") - ago)
    FactorRemoval.unscoped.update(entered_at=F("entered_at") - ago)
    install_triggers()


@pytest.fixture(autouse=True)
def settled(cast):
    """Head and administrator have been there for long, with a second factor each."""
    for role in (Role.HEAD, Role.ADMINISTRATOR):
        TOTP.activate(cast[role], generate_totp_secret())
    let_days_pass(40)


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
    let_days_pass(8)
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


# --- Puppets, old requests, newer factors
# ------------------------------------------------------------------------------------------------


def refused_words(row, second):
    """What the second person reads instead of the answer."""
    page = Visitor(second).get(f"{row.get_absolute_url()}move/confirm/").submit(seen="on")
    assert page.status_code == 422
    row.refresh_from_db()
    assert (row.state, factors(row.person)) == ("asked", 2)
    return page.text


def reset(person, administrator):
    """A one-time code, used at once."""
    issue_code(person, by=administrator)
    person.password = make.password()
    person.save(update_fields=["password"])


def make_puppet(administrator, body):
    """An administrator made by another one, with a factor; as the pages of accounts do it."""
    with act_as(administrator):
        puppet = make.person("kuurchak")
        make.appoint(puppet, body, Role.ADMINISTRATOR)
        reset(puppet, administrator)
    TOTP.activate(puppet, generate_totp_secret())
    return puppet


def test_administrator_does_not_confirm_by_a_puppet(request_row, administrator, body):
    refused_words(request_row, make_puppet(administrator, body))


@pytest.mark.parametrize("days, passes", [(8, False), (29, False), (31, True)])
def test_puppet_that_waits_is_refused_for_a_month(days, passes, locked, administrator, body):
    puppet = make_puppet(administrator, body)
    let_days_pass(days)
    row = FactorRemoval.objects.create(
        organisation=body, person=locked, ground=GROUND, entered_by=administrator
    )
    Authenticator.objects.filter(user=locked).update(created_at=row.entered_at)
    if passes:
        assert row.move("confirm", by=puppet).state == "done"
        return
    assert "30 күндө" in refused_words(row, puppet)


def test_puppet_asks_and_its_maker_does_not_confirm(locked, administrator, body):
    puppet = make_puppet(administrator, body)
    let_days_pass(8)
    row = FactorRemoval.objects.create(organisation=body, person=locked, ground=GROUND, entered_by=puppet)
    assert "30 күндө" in refused_words(row, administrator)


def test_administrator_does_not_confirm_as_a_head_reset_by_a_code(request_row, administrator, head):
    with act_as(administrator):
        reset(head, administrator)
    refused_words(request_row, head)


def test_head_whose_factor_is_of_this_week_does_not_confirm(request_row, head):
    Authenticator.objects.filter(user=head).update(created_at=timezone.now() - timedelta(days=6))
    refused_words(request_row, head)


def test_person_who_may_not_sign_in_is_no_second_person(request_row, head):
    Person.objects.filter(pk=head.pk).update(is_active=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        request_row.move("confirm", by=head)


def test_request_of_who_is_no_longer_active_is_not_confirmed(request_row, administrator, head):
    Person.objects.filter(pk=administrator.pk).update(is_active=False)
    refused_words(request_row, head)


def test_request_of_a_former_administrator_is_not_confirmed(request_row, administrator, body, head):
    administrator.appointments.of(body).update(ends=make.LONG_AGO)
    refused_words(request_row, head)


def test_request_lapses_after_three_days_and_a_new_one_is_entered(request_row, administrator, locked, head):
    let_days_pass(4)
    second = Visitor(head)
    assert request_row.get_absolute_url() not in second.get("/").links
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorRemoval.objects.of(request_row.organisation).update(
            state="done", confirmed_by=head, confirmed_at=timezone.now()
        )
    assert refused_words(request_row, head)
    desk = Visitor(administrator)
    assert desk.get(f"{request_row.get_absolute_url()}move/lapse/").submit().status_code == 302
    assert new_request(desk, locked).submit(ground=GROUND).status_code == 302
    assert factors(locked) == 2


def test_control_request_of_today_does_not_lapse(request_row, administrator):
    with pytest.raises(Refused):
        request_row.move("lapse", by=administrator)


def test_newer_factor_than_the_one_asked_about_stays(request_row, locked, head):
    telephone = locked.authenticator_set.get(type=Authenticator.Type.TOTP)
    Authenticator.objects.filter(pk=telephone.pk).update(
        created_at=request_row.entered_at + timedelta(minutes=1)
    )
    request_row.move("confirm", by=head)
    assert list(locked.authenticator_set.all()) == [telephone]


def test_nothing_is_confirmed_when_all_factors_are_newer(request_row, locked, head):
    Authenticator.objects.filter(user=locked).update(created_at=request_row.entered_at + timedelta(minutes=1))
    refused_words(request_row, head)


def test_every_rule_of_a_second_person_asks_who_made_whom():
    """A sheet, a request, an erasure, a disposal, a removal: one guard (`office/accounts/second_person.py`).

    What a sitting agrees has a meeting, not a second person; minutes name who was there.
    """
    guarded = {
        model.__name__
        for model in table_models()
        if any("made_the_other" in guard.name for guard in getattr(model, "GUARDS", ()))
    }
    by_two = {
        model.__name__
        for model in table_models()
        if issubclass(model, Workflow)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name in ("confirmed_by", "agreed_by", "approved_by")
    }
    assert guarded == by_two == {"Assessment", "Disclosure", "Disposal", "Erasure", "FactorRemoval"}
    # Both accounts of a removal have stood for a week, whoever handled them; a sheet is marked, not refused.
    assert by_two - {"FactorRemoval", "Assessment"} == {
        model.__name__
        for model in table_models()
        if any("no_third_person_made" in guard.name for guard in getattr(model, "GUARDS", ()))
    }


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
