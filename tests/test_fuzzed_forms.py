"""Every form of the portal is sent with odd words in its fields: whatever is sent, the answer is a page with
a reason, in time, and a refusal leaves nothing behind (SAFETY U-1).

What is sent differs from form to form and is the same at every run; `PORTAL_NET=full` sends 100 000 cases.
"""

import random
import time
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from office.models.audit import Change
from tests.conftest import people_who_may
from tests.net import figure
from tests.page import Visitor
from tests.test_filled_forms import FORMS, filled, rows_of
from tests.test_routes import act_of, body, cast, world  # noqa: F401
from tests.trustbox import build

FULL = 400
EACH = figure(2, FULL)
SECONDS = 2
ODD = (
    "",
    " ",
    "\x00",
    "а\x00б",
    "\ud800",
    "\u202eтерс\u202c",
    "\ufeffү",
    "у\u0308ү ң ө О\u0308",
    "\u200d" * 40,
    "👩‍🚀🏳️‍🌈",
    "ы" * 100_000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%s%n%d",
    "=cmd|' /C calc'!A0",
    "\r\nSet-Cookie: a=b",
    "-1",
    "0",
    "1e309",
    "NaN",
    "9" * 40,
    "٣",
    "0x10",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "31.12.2026",
    "25:61",
    "null",
    "true",
    "[]",
    '{"a": 1}',
    "00000000-0000-0000-0000-000000000000",
    "987654321",
)
STRANGE_NAMES = (
    "__class__",
    "order_by",
    "organisation",
    "organisation_id",
    "state",
    "pk",
    "version",
    "id__in",
)


def odd_data(data, chance):
    """The data of a form, some fields of which hold something odd, are gone, doubled or were never there."""
    found = {name: value for name, value in data.items() if not hasattr(value, "read")}
    names = sorted(found)
    for name in chance.sample(names, min(len(names), chance.choice([1, 1, 2, len(names)]))):
        way = chance.random()
        if way < 0.1:
            del found[name]
        elif way < 0.2:
            found[name] = [chance.choice(ODD), chance.choice(ODD)]
        else:
            found[name] = chance.choice(ODD)
    if chance.random() < 0.2:
        found[chance.choice(STRANGE_NAMES)] = chance.choice(ODD)
    return found


def send_odd(visitor, address, data):
    """(status, seconds of work, whether a refusal left a change behind) of a post that is taken back.

    A plain client: what comes back holds the odd letters as they were typed, which no strict reader takes.
    """
    client = Client()
    client.cookies = visitor.cookies
    content = urlencode(data, doseq=True, errors="surrogatepass")
    with transaction.atomic():
        before, begun = Change.objects.count(), time.process_time()
        status = client.generic("POST", address, content, "application/x-www-form-urlencoded").status_code
        spent, is_changed = time.process_time() - begun, Change.objects.count() != before
        transaction.set_rollback(True)
    return status, spent, status >= 400 and is_changed


def fuzz(visitor, address, seed):
    """What is wrong with the answers to odd data in the forms of a page."""
    page = visitor.get(address)
    if not page.is_html or page.status_code != 200 or page.is_fragment:
        return []
    wrong = []
    for number, (target, data) in enumerate(filled(page)):
        for case in range(EACH):
            sent = odd_data(data, random.Random(f"{seed} {number} {case}"))
            status, spent, is_half = send_odd(visitor, target, sent)
            if status >= 500 or spent > SECONDS or is_half:
                wrong.append((target, status, round(spent, 1), is_half, sent))
    return wrong


@pytest.mark.parametrize("route", FORMS, ids=str)
def test_odd_words_in_any_form_are_answered(route, body, cast):  # noqa: F811
    build.box_commission(body)
    for given in rows_of(route, body):
        act = act_of(route, given)
        visitor = Visitor(people_who_may(cast, act)[0])
        assert fuzz(visitor, route.url(**given), str(route)) == []


@pytest.mark.parametrize("name", ["open:appeal_write", "open:appeal_answer"])
def test_odd_words_of_a_citizen_are_answered(name, body):  # noqa: F811
    assert fuzz(Visitor(), reverse(name, args=[body.code]), name) == []


def test_enough_is_sent_at_a_release():
    assert len(FORMS) * FULL >= 100_000


def test_odd_data_are_odd():
    data = {"k": "1", "name_ky": "Топ", "formed_on": "2026-03-02"}
    cases = [odd_data(data, random.Random(number)) for number in range(200)]
    assert all(case != data for case in cases)
    seen = {value for case in cases for value in case.values() if isinstance(value, str)}
    assert set(ODD) <= seen | {"ы" * 100_000} and {name for case in cases for name in case} > set(data)
