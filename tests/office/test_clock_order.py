"""A clock behind the last entry: pages are read, people sign in, nothing is written until somebody sets the
clock or accepts it with a reason.
"""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from config import settings_public
from office import clock
from office.models.audit import Change
from office.models.clock_repair import ClockRepair
from office.operations.status import find_status
from office.roles import Role
from office.seals.actions import seal_changes, seal_everything
from office.seals.clock_order import is_read_only, later_day
from office.seals.models import Seal
from tests import make
from tests.office import recovery_cases
from trustbox.journal.models.appeals import Appeal

FAR = 10_000  # a place of the chain that no seal of the test itself comes to
LANGUAGES = ("Портал азыр окуу үчүн гана ачык", "открыт только для чтения", "The portal can only be read now")


@pytest.fixture(autouse=True)
def guarded(db, settings):
    settings.CLOCK_GUARDED = True


def seal_of(body, days):
    """A seal made on a day so many days from today."""
    return Seal.objects.create(
        book=recovery_cases.seal_book(body),
        place=FAR,
        previous="",
        day=clock.today() + timedelta(days),
        kind="row",
        table_name="x",
        row_id=1,
    )


@pytest.fixture
def administrator(cast):
    return cast[Role.ADMINISTRATOR]


def sign_in(client, person):
    return client.post("/accounts/login/", {"login": person.username, "password": "demo-2026"})


def test_behind_the_last_seal_everything_is_read_and_nothing_written(body, administrator, client):
    seal_of(body, 1)
    assert sign_in(client, administrator).status_code == 302
    assert client.get("/people/").status_code == 200
    before = Change.objects.count()
    answer = client.post("/body/", {"body": body.pk})
    assert answer.status_code == 302
    answer = client.post("/people/new/", {})
    assert answer.status_code == 503
    assert [words in answer.content.decode() for words in LANGUAGES] == [True] * 3
    assert "./portal manage accept_clock" in answer.content.decode()
    assert Change.objects.count() == before


def test_every_page_says_beforehand_that_nothing_is_saved(body, administrator, clerk, client, settings):
    seal_of(body, 1)
    sign_in(client, administrator)
    said = client.get("/people/").content.decode()
    assert "окуу үчүн гана ачык" in said and "accept_clock" in said
    sign_in(other := Client(), clerk)
    said = other.get("/risks/").content.decode()
    assert "окуу үчүн гана ачык" in said and "accept_clock" not in said
    settings.ROOT_URLCONF, settings.MIDDLEWARE = settings_public.ROOT_URLCONF, settings_public.MIDDLEWARE
    assert "кабыл алынбайт" in client.get(f"/open/{body.code}/appeal/write/").content.decode()


def test_control_a_clock_in_order_is_not_spoken_of(body, administrator, client):
    sign_in(client, administrator)
    assert "окуу үчүн гана ачык" not in client.get("/people/").content.decode()
    assert "кабыл алынбайт" not in client.get(f"/open/{body.code}/appeal/write/").content.decode()


def test_control_on_the_day_of_the_last_seal_forms_are_taken(body, administrator, client):
    seal_of(body, 0)
    sign_in(client, administrator)
    assert client.post("/people/new/", {}).status_code != 503


def test_sign_in_does_not_heal_the_clock_by_a_seal_of_its_own(body, administrator, client):
    seal_of(body, 1)
    sign_in(client, administrator)
    assert seal_changes() == seal_everything() == 0
    assert is_read_only()


def test_a_letter_of_a_citizen_is_not_taken_on_either_side(body, client, settings):
    seal_of(body, 1)
    for urls, middleware in (
        (settings.ROOT_URLCONF, settings.MIDDLEWARE),
        (settings_public.ROOT_URLCONF, settings_public.MIDDLEWARE),
    ):
        settings.ROOT_URLCONF, settings.MIDDLEWARE = urls, middleware
        assert client.get(f"/open/{body.code}/appeal/write/").status_code == 200
        assert client.post(f"/open/{body.code}/appeal/write/", {"text": "Арыз"}).status_code == 503


def test_a_later_entry_of_a_journal_counts_too(body):
    make.row(Appeal, body, registered_on=clock.today() + timedelta(400), clock_back=False)
    assert later_day() == clock.today() + timedelta(400)


def test_the_timer_does_nothing_and_the_status_names_the_line(body):
    seal_of(body, 1)
    with pytest.raises(CommandError, match="accept_clock"):
        call_command("tick")
    assert "accept_clock" in " ".join(entry.line for entry in find_status().to_do)


def test_accepted_clock_writes_again_and_is_kept_with_its_reason(body, settings):
    seal_of(body, 300)
    call_command("accept_clock", reason="27-ноябрда саат он ай алдыга кетип калган")
    assert not is_read_only()
    repair = ClockRepair.objects.get()
    assert (repair.last_day, repair.accepted_on) == (clock.today() + timedelta(300), clock.today())
    change = Change.objects.get(table_name="office_clockrepair")
    assert change.new["reason"] == repair.reason
    assert change.seal_id is not None


def test_another_later_day_is_not_accepted_by_the_first_reason(body):
    seal = seal_of(body, 300)
    call_command("accept_clock", reason="саат алдыга кеткен")
    Seal.objects.create(
        book=seal.book,
        place=FAR + 1,
        previous="",
        day=clock.today() + timedelta(2),
        kind="row",
        table_name="x",
        row_id=1,
    )
    assert is_read_only()


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_no_clock_is_accepted(body, reason):
    seal_of(body, 1)
    with pytest.raises(CommandError, match="reason"):
        call_command("accept_clock", reason=reason)
    assert is_read_only()


def test_clock_that_is_right_needs_no_acceptance(body):
    seal_of(body, 0)
    call_command("accept_clock", reason="текшерүү")
    assert not ClockRepair.objects.exists()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"last_day": clock.today()}])
def test_the_database_itself_wants_a_reason_and_a_later_day(wrong):
    fields = {
        "last_day": clock.today() + timedelta(1),
        "accepted_on": clock.today(),
        "reason": "саат",
    } | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockRepair.objects.create(**fields)
