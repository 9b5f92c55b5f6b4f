"""Tickets of open forms: once each, and no row that tells the minute (SAFETY P-4, E-2)."""

from datetime import UTC, datetime

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection

from office import tickets
from office.tickets import TicketDesk, TooMany, until_cleared

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(monkeypatch):
    monkeypatch.setattr(tickets, "SOONEST", 0)
    cache.clear()
    return TicketDesk("letters", a_minute=5)


def moments():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, expires FROM portal_cache")
        return cursor.fetchall()


def test_ticket_is_good_for_its_own_form_only(desk):
    signed = desk.issue("dostuk")
    assert len(desk.nonce(signed, "dostuk")) == 32
    for wrong in (signed + "x", "", TicketDesk("answers", a_minute=1).issue("dostuk")):
        with pytest.raises(signing.BadSignature):
            desk.nonce(wrong, "dostuk")
    with pytest.raises(signing.BadSignature):
        desk.nonce(signed, "birdik")


def test_ticket_sent_at_once_or_too_late_is_refused(desk, monkeypatch):
    signed = desk.issue(1)
    monkeypatch.setattr(tickets, "SOONEST", 3)
    with pytest.raises(signing.BadSignature):
        desk.nonce(signed, 1)
    monkeypatch.setattr(tickets, "SOONEST", 0)
    monkeypatch.setattr(tickets, "HOLDS", -1)
    with pytest.raises(signing.BadSignature):
        desk.nonce(signed, 1)


def test_ticket_brings_its_first_result_again(desk):
    nonce = desk.nonce(desk.issue(1), 1)
    assert desk.first_time(nonce)
    assert desk.kept(nonce) is None
    desk.keep(nonce, {"code": "ABCD-1234"})
    assert not desk.first_time(nonce)
    assert desk.kept(nonce) == {"code": "ABCD-1234"}


def test_what_is_kept_opens_by_the_ticket_alone(desk):
    nonce = desk.nonce(desk.issue(1), 1)
    desk.keep(nonce, {"code": "ABCD-1234"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM portal_cache")
        rows = repr(cursor.fetchall())
    assert nonce not in rows and "ABCD-1234" not in rows


@pytest.mark.parametrize(
    "moment", ["2026-11-25 00:30", "2026-11-25 02:10", "2026-11-25 09:15:37", "2026-11-25 23:59:59"]
)
def test_rows_of_tickets_end_at_the_same_hour_of_the_night(desk, monkeypatch, moment):
    now = datetime.fromisoformat(f"{moment}+06:00")
    monkeypatch.setattr(tickets.time, "time", now.timestamp)
    monkeypatch.setattr(tickets.timezone, "localtime", lambda: now)
    desk.first_time("a")
    desk.keep("a", {})
    ends = {
        expires if isinstance(expires, datetime) else datetime.fromisoformat(expires)
        for _key, expires in moments()
    }
    assert {end.replace(tzinfo=UTC).strftime("%H:%M:%S") for end in ends} == {"22:00:00"}
    assert until_cleared() >= tickets.HOLDS


def test_bucket_leaves_no_row_and_refuses_what_is_too_much(desk):
    for _number in range(5):
        desk.admit()
    with pytest.raises(TooMany):
        desk.admit()
    assert moments() == []


def test_bucket_is_empty_again_in_the_next_minute(desk, monkeypatch):
    for now in (60, 119, 120):
        monkeypatch.setattr(tickets.time, "time", lambda now=now: now)
        for _number in range(2 if now < 120 else 5):
            desk.admit()
