"""Nothing of a sender stays anywhere: the whole install is searched after the whole way (SAFETY P-1, P-2,
P-4, P-6 … P-8).
"""

import logging
import re
import statistics
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from office import log_redaction, open_pages, tickets
from tests.net import figure
from tests.office import samples
from trustbox import codes
from trustbox.citizen import answer_pages, appeal_pages
from trustbox.journal.actions import add_event
from trustbox.journal.models.appeals import Appeal

MARKS = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "2001:db8::7431",
    "HTTP_USER_AGENT": "Marked-Agent-7431",
    "HTTP_ACCEPT_LANGUAGE": "ru-KG-7431,ru",
    "HTTP_REFERER": "https://marked-referrer-7431.example/",
    "HTTP_COOKIE": "marked=cookie-7431",
}


WORDS = "Бул жерде пара алышат"
FILE = "Asan-file-7431.jpg"
TRACES = [*MARKS.values(), FILE, samples.MARK]
# Every table that the way of an anonymous sender may touch.
TOUCHED = {
    "office_storedfile",
    "office_wall",
    "portal_cache",
    "trustbox_appeal",
    "trustbox_appealevent",
    "trustbox_appealfile",
    "trustbox_book",
}


@pytest.fixture(autouse=True)
def desks(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)
    for desk in (appeal_pages.DESK, answer_pages.DESK):
        monkeypatch.setattr(desk, "minute", 0)


def tables():
    """{table: its rows as they stand}, all of them."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = cursor.fetchall()
        return found


def whole_way(body, clerk):
    """Open the pages, write with a photograph, look with a wrong code and with the right one, answer a
    question.
    """
    visitor = Client(**MARKS)
    for place in ("", "write/", "answer/", "heads/"):
        visitor.get(f"/open/{body.code}/appeal/{place}")
    photograph = SimpleUploadedFile(FILE, next(samples.jpegs()))
    values = {"kind": "complaint", "text": WORDS, "language": "ky", "files": [photograph]}
    answer = visitor.post(
        f"/open/{body.code}/appeal/write/", {"ticket": appeal_pages.DESK.issue(body.code), **values}
    )
    groups = re.findall(r"<span>([0-9A-Z]{4})</span>", answer.content.decode())
    code, appeal = "-".join(groups), Appeal.objects.of(body).get()
    add_event(appeal, "asked", by=clerk, text="Качан?")
    address = f"/open/{body.code}/appeal/answer/"
    visitor.post(address, {"code": "0" * 24})
    visitor.post(address, {"code": code})
    said = {"code": code, "ticket": answer_pages.DESK.issue(appeal.pk), "text": "Кечээ"}
    assert "Кечээ" in visitor.post(address, said).content.decode()
    return code, appeal


def test_whole_way_leaves_no_trace_of_the_sender(body, clerk, caplog, capfd, settings, tmp_path):
    own = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": own}  # without what other tests keep
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "PIL")  # it tells how the photograph is made, here in the test
    before = tables()
    code, appeal = whole_way(body, clerk)
    after = tables()
    # The photograph itself says 7431 nowhere any more; the code is kept nowhere in any spelling.
    kept = "".join(repr(rows) for rows in after.values())
    logged = caplog.text + "".join(capfd.readouterr())
    stored = b"".join(
        path.read_bytes() for path in Path(default_storage.location).rglob("*") if path.is_file()
    )
    for trace in (*TRACES, code, codes.normalise_code(code)):
        assert trace not in kept and trace not in logged and trace.encode() not in stored
    assert WORDS not in logged
    assert {name for name in after if after[name] != before[name]} <= TOUCHED


def test_control_what_is_written_down_is_found(body, clerk):
    """The search finds an address that somebody keeps: as text of an appeal and as a line of a file."""
    Path(default_storage.location).mkdir(parents=True, exist_ok=True)
    default_storage.save("kept", ContentFile(MARKS["REMOTE_ADDR"].encode()))
    whole_way(body, clerk)
    add_event(Appeal.objects.of(body).get(), "noted", by=clerk, reason=MARKS["REMOTE_ADDR"])
    kept = "".join(repr(rows) for rows in tables().values())
    stored = b"".join(
        path.read_bytes() for path in Path(default_storage.location).rglob("*") if path.is_file()
    )
    default_storage.delete("kept")
    assert MARKS["REMOTE_ADDR"] in kept and MARKS["REMOTE_ADDR"].encode() in stored


def test_rows_of_the_way_tell_the_day_alone(body, clerk):
    before = tables()
    whole_way(body, clerk)
    for name, rows in tables().items():
        moments = [
            cell for row in rows if row not in before[name] for cell in row if isinstance(cell, datetime)
        ]
        if name == "portal_cache":
            ends = {moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC) for moment in moments}
            assert {f"{timezone.localtime(end):%H:%M:%S}" for end in ends} == {"04:00:00"}
        else:
            assert moments == []


def test_files_of_the_way_tell_the_day_alone(body, clerk):
    _code, appeal = whole_way(body, clerk)
    path = Path(default_storage.path(appeal.kept_files.get().file.path))
    moment = datetime.fromtimestamp(path.stat().st_mtime, timezone.get_current_timezone())
    assert (moment.date(), moment.hour, moment.minute) == (timezone.localdate(), 0, 0)


# --- Codes -------------------------------------------------------------------------------------------------


def unevenness(text):
    """χ² of the signs of a text: of 31 degrees of freedom, above 80 once in some hundred thousand runs."""
    mean = len(text) / len(codes.ALPHABET)
    return sum((text.count(sign) - mean) ** 2 / mean for sign in codes.ALPHABET)


@pytest.fixture(scope="module")
def million():
    """New codes: a million under `PORTAL_NET=full`."""
    return [codes.normalise_code(codes.new_code()) for _number in range(figure(20_000, 1_000_000))]


def test_codes_are_even_at_every_place_and_never_twice(million):
    assert len(set(million)) == len(million)
    assert set("".join(million)) == set(codes.ALPHABET) and {len(code) for code in million} == {codes.LENGTH}
    assert unevenness("".join(million)) < 80
    assert max(unevenness("".join(code[place] for code in million)) for place in range(codes.LENGTH)) < 90


def test_control_one_sign_a_little_more_frequent_is_seen(million):
    text = "".join(million)
    assert unevenness(text.replace("0", "1", len(text) // 400)) > 80


def test_a_million_guesses_find_nothing(body, clerk, million):
    code, _appeal = whole_way(body, clerk)
    rows = Appeal.objects.of(body)
    for start in range(0, len(million), 10_000):
        guesses = [codes.code_digest(guess) for guess in million[start : start + 10_000]]
        assert not rows.filter(code_hash__in=guesses).exists()
    assert rows.filter(
        code_hash__in=[*guesses[:5000], codes.code_digest(code)]
    ).exists()  # the search does find


def test_no_typing_error_opens_an_appeal(body, clerk):
    """Each wrong sign at each place, each two neighbours changed about; the same code however it is spaced
    does open it.
    """
    code, appeal = whole_way(body, clerk)
    bare = codes.normalise_code(code)
    wrong = {f"{bare[:place]}{sign}{bare[place + 1 :]}" for place in range(24) for sign in codes.ALPHABET}
    wrong |= {f"{bare[:at]}{bare[at + 1]}{bare[at]}{bare[at + 2 :]}" for at in range(23)}
    wrong -= {bare}
    assert len(wrong) > 24 * 31
    assert (
        not Appeal.objects.of(body).filter(code_hash__in=[codes.code_digest(one) for one in wrong]).exists()
    )
    for typed in (bare, f" {code.lower()} ", code.replace("0", "o").replace("1", "l"), " ".join(bare)):
        assert answer_pages.find_by_code(body, typed) == (appeal, None)


def test_wrong_codes_take_the_same_time(body, clerk):
    code, _appeal = whole_way(body, clerk)
    kinds = {
        "unknown": codes.new_code(),
        "first group known": code[:4] + codes.new_code()[4:],
        "all but the last sign": code[:-1] + ("0" if code[-1] != "0" else "1"),
        "malformed": "ыы",
        "empty": "",
    }
    times = {name: [] for name in kinds}
    for _round in range(figure(150, 5000)):
        for name, typed in kinds.items():
            begun = time.perf_counter()
            assert answer_pages.find_by_code(body, typed) == (None, None)
            times[name].append(time.perf_counter() - begun)
    medians = [statistics.median(values) for values in times.values()]
    assert max(medians) - min(medians) < 0.002


# --- When something breaks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["write/", "answer/"])
def test_what_breaks_is_logged_without_what_was_sent(body, caplog, monkeypatch, place):
    def breaks(*args, **kwargs):
        raise RuntimeError(f"Failing row contains ({WORDS})")

    monkeypatch.setattr(appeal_pages, "working_organisation", breaks)
    monkeypatch.setattr(answer_pages, "working_organisation", breaks)
    client = Client(raise_request_exception=False, **MARKS)
    answer = client.post(f"/open/{body.code}/appeal/{place}", {"text": WORDS, "code": "7431"})
    assert answer.status_code == 500 and WORDS not in answer.content.decode()
    assert "RuntimeError at" in caplog.text
    for trace in (*TRACES, WORDS, body.code):
        assert trace not in caplog.text


def test_control_log_without_the_filter_tells_what_was_sent(body, caplog, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError(f"Failing row contains ({WORDS})")

    monkeypatch.setattr(appeal_pages, "working_organisation", breaks)
    monkeypatch.setattr(log_redaction.WithoutRequest, "filter", lambda self, record: True)
    Client(raise_request_exception=False).post(f"/open/{body.code}/appeal/write/", {})
    assert WORDS in caplog.text and body.code in caplog.text


def test_handlers_of_the_portal_have_the_filter():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["quiet"]
    assert settings.LOGGING["filters"]["quiet"]["()"] == "office.log_redaction.WithoutRequest"
    assert open_pages.POLICY["default-src"] == ["'none'"]
