"""The forms of a citizen under the n-th failing statement: the letter stands once (SAFETY F-1)."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from office import tickets
from tests.trustbox import build
from tests.trustbox.faults import KINDS, Failing
from trustbox.citizen import answer_pages, appeal_pages
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.proofs import prove_books
from trustbox.tray.models import TrayLetter
from trustbox.tray.proofs import prove_trays


def written(body, desk, of, typed, path):
    """Let each statement of the request fail in turn, then send the same form again: yield how many were
    tried, and the numbers it then says.
    """
    client, tried = Client(raise_request_exception=False), 0
    for nth in range(1, 200):
        for kind in KINDS:
            failing, form = Failing(nth, kind), {**typed, "ticket": desk.issue(of)}
            with connection.execute_wrapper(failing):
                first = client.post(path, form)
            assert first.status_code in (200, 500)
            if not failing.reached:
                return
            again = client.post(path, form)
            assert again.status_code == 200, again.content.decode()
            tried += 1
            yield tried, re.findall(r"№ (\d+)/", again.content.decode())
    raise AssertionError("more than 200 statements")


@pytest.fixture
def desks(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)
    for desk in (appeal_pages.DESK, answer_pages.DESK):
        monkeypatch.setattr(desk, "a_minute", 10_000)
    monkeypatch.setattr(appeal_pages.GAUGE, "count", lambda body: False)


def test_letter_of_a_citizen_stands_once_whichever_statement_fails(body, desks):
    typed = {"kind": "complaint", "text": "Суу жок", "language": "ky"}
    path = f"/open/{body.code}/appeal/write/"
    for tried, numbers in written(body, appeal_pages.DESK, body.code, typed, path):
        assert numbers[0] == str(tried)
        assert Appeal.objects.of(body).count() == tried
    assert tried > 40
    assert [str(fault) for fault in prove_books(body)] == []


def test_letter_of_a_citizen_stands_once_in_the_tray_whichever_statement_fails(body, desks, monkeypatch):
    monkeypatch.setattr(appeal_pages.GAUGE, "count", lambda body: True)
    typed = {"kind": "complaint", "text": "Суу жок", "language": "ky"}
    path = f"/open/{body.code}/appeal/write/"
    for tried, _numbers in written(body, appeal_pages.DESK, body.code, typed, path):
        assert TrayLetter.objects.of(body).count() == tried
    assert tried > 40 and not Appeal.objects.of(body).exists()
    assert [str(fault) for fault in prove_trays(body)] == []


def test_message_of_a_citizen_stands_once_whichever_statement_fails(body, desks, monkeypatch):
    monkeypatch.setattr(answer_pages, "MESSAGES_A_DAY", 10_000)
    receipt = build.take_counter_appeal(body)
    path = f"/open/{body.code}/appeal/answer/"
    typed = {"code": receipt.code, "text": "Кечээ"}
    for tried, _numbers in written(body, answer_pages.DESK, receipt.appeal.pk, typed, path):
        assert receipt.appeal.events.filter(kind="heard").count() == tried
    assert tried > 40
    assert [str(fault) for fault in prove_books(body)] == []


def test_control_a_cache_that_keeps_silent_loses_the_message(body, desks, monkeypatch):
    """Before `first_time` asked whether the ticket was kept, a refused row of the cache was taken for a
    second sending.
    """
    receipt = build.take_counter_appeal(body)
    monkeypatch.setattr(answer_pages.DESK, "first_time", lambda nonce: cache.add("held", True) and False)
    form = {"code": receipt.code, "text": "Кечээ", "ticket": answer_pages.DESK.issue(receipt.appeal.pk)}
    assert Client().post(f"/open/{body.code}/appeal/answer/", form).status_code == 200
    assert not receipt.appeal.events.filter(kind="heard").exists()
