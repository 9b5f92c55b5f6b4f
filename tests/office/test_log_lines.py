"""JSON log lines: found by a machine, and a canary word posted into each kind of line is in none of them."""

import io
import json
import logging
import os
import subprocess
import sys
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from office.daily_acts import run_daily_acts
from office.duties import Source
from office.letters import queue_letter, send_due_letters
from office.log_lines import HEADER, JsonFormatter
from office.log_redaction import WithoutRequest
from office.registries import DAILY
from tests.serving import ROOT
from trustbox.citizen import appeal_pages

CANARY = "канарейка7431"
SENT = {
    "HTTP_USER_AGENT": "canary7431",
    "HTTP_X_REQUEST_ID": "canary7431",
    "HTTP_REFERER": "https://canary7431/",
}


@pytest.fixture
def lines():
    """The log of a process that writes JSON: its lines so far, each checked for the canary."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutRequest(everything=False))
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)

    def read():
        text = stream.getvalue()
        assert CANARY not in text and "canary7431" not in text
        return [json.loads(line) for line in text.splitlines()]

    yield read
    root.removeHandler(handler)


def breaks(*args, **kwargs):
    """A database quotes the row that it refuses."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {CANARY}")


def quotes(*args, **kwargs):
    """The same without a database, whose connection the tests still need."""
    raise RuntimeError(f"Failing row contains ({CANARY})")


def test_broken_page_is_a_line_with_moment_place_request_and_no_word_of_the_form(lines, clerk, monkeypatch):
    monkeypatch.setattr("config.views.MY_DAY_SOURCES", (Source(breaks),))
    client = Client(raise_request_exception=False, **SENT)
    client.force_login(clerk)
    answer = client.get("/", {"q": CANARY})
    (line,) = [line for line in lines() if line["level"] == "ERROR"]
    assert (line["logger"], line["status"], line["path"]) == ("django.request", 500, "/")
    assert line["request"] == answer[HEADER] and len(answer[HEADER]) == 16
    assert datetime.fromisoformat(line["time"]).tzinfo
    assert line["event"].partition(" at ")[0].endswith(("OperationalError", "ProgrammingError"))
    assert "tests/office/test_log_lines.py" in line["event"] and "config/views.py" in line["event"]
    assert line.keys() == {"time", "level", "logger", "place", "event", "request", "status", "path"}


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get("/nowhere/", {"q": CANARY}),
        lambda client: client.post("/people/new/", {"surname": CANARY}),
        lambda client: client.get("/", headers={"host": "canary7431.example"}),
        lambda client: client.post("/accounts/login/", {"login": CANARY, "password": CANARY}),
        lambda client: client.post("/people/new/", {f"field{n}": CANARY for n in range(600)}),
        lambda client: client.post("/people/new/", CANARY, content_type="multipart/form-data; boundary=x"),
        lambda client: client.delete("/", {"q": CANARY}),
    ],
    ids=["address", "form without token", "host", "password", "too many fields", "broken form", "method"],
)
def test_refused_request_leaves_no_word_of_it(lines, clerk, ask):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False, **SENT)
    client.force_login(clerk)
    assert ask(client).status_code in (400, 403, 404, 405, 200, 302)
    lines()


def test_citizens_side_has_neither_address_nor_request_id(lines, body, monkeypatch):
    monkeypatch.setattr(appeal_pages, "working_organisation", quotes)
    address = f"/open/{body.code}/appeal/write/"
    answer = Client(raise_request_exception=False, **SENT).post(address, {"text": CANARY, "code": CANARY})
    assert answer.status_code == 500 and HEADER not in answer
    (line,) = [line for line in lines() if line["level"] == "ERROR"]
    assert line["event"].startswith("open page: ")
    assert not {"request", "path", "status"} - {"status"} & line.keys()
    assert body.code not in json.dumps(line)


def test_timer_and_letters_say_which_and_not_what(lines, body, clerk, monkeypatch):
    monkeypatch.setattr("office.letters.hand_over", refuses)
    clerk.email = "canary7431@example.kg"
    clerk.save()
    letter = queue_letter(clerk, body, "tried", CANARY, CANARY, "/risks/")
    send_due_letters()
    assert [line["event"] for line in lines()] == [f"letter {letter.pk} was not sent: OSError"]
    DAILY.append(daily_breaks)
    try:
        run_daily_acts()
    finally:
        DAILY.remove(daily_breaks)
    (line,) = [line for line in lines() if body.code in line["event"]]
    assert line["logger"] == "office.daily_acts"
    assert line["event"].startswith(f"daily_breaks failed for {body.code} · ValueError at ")


def refuses(message):
    raise OSError(f"550 {message.to} {CANARY}")


def daily_breaks(organisation, today):
    raise ValueError(CANARY)


def test_line_of_another_package_is_its_template_and_ours_is_filled_in(lines):
    logging.getLogger("package").warning("value %s of %s", CANARY, CANARY)
    logging.getLogger("package").error(f"header: {CANARY}")
    logging.getLogger("office.letters").warning("letter %s was not sent", 17)
    assert [line.get("event") for line in lines()] == ["value %s of %s", None, "letter 17 was not sent"]


def test_control_line_for_people_quotes_what_the_database_said(clerk, monkeypatch, caplog):
    monkeypatch.setattr("config.views.MY_DAY_SOURCES", (Source(breaks),))
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    client.get("/")
    assert CANARY in caplog.text


@pytest.mark.parametrize(("form", "is_json"), [("", False), ("line", False), ("json", True)])
def test_format_is_that_of_the_environment(tmp_path, form, is_json):
    code = "import django, logging; django.setup(); logging.getLogger('office').error('тест')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ
        | {"PORTAL_VAR": str(tmp_path), "PORTAL_LOG_FORMAT": form}
        | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stderr.splitlines()
    assert line.startswith("{") is is_json and "тест" in line
