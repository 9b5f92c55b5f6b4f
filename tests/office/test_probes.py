"""`/healthz` and `/readyz`: alive and able to work, asked by machines, telling nobody anything else."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext

from office import checks
from office.database.liveness import answered_within, answers_within
from office.operations.probes import PROBES

ROOT = Path(__file__).resolve().parents[2]
KEY = "".join(map(chr, range(48, 112)))
SIDES = {"desk": ("config.settings", "config.wsgi"), "open": ("config.settings_public", "config.public_wsgi")}
# Both addresses asked of the real application, as a server would: [status, headers, text, seconds] of each.
ASK = """
import importlib, json, sys, time
from wsgiref.util import setup_testing_defaults
application = importlib.import_module(sys.argv[1]).application
answers = []
for path in sys.argv[2:]:
    environ = {"PATH_INFO": path, "HTTP_COOKIE": "session=somebody; sessionid=somebody"}
    setup_testing_defaults(environ)
    begun, since = [], time.monotonic()
    text = b"".join(application(environ, lambda status, headers: begun.extend((status, headers))))
    answers.append([int(begun[0][:3]), dict(begun[1]), text.decode(), time.monotonic() - since])
print(json.dumps(answers))
"""


@pytest.fixture
def ask(tmp_path):
    """A maker of fresh processes of one side, without a database: their answers and their log."""

    def ask(side, **surroundings):
        settings, application = SIDES[side]
        kept = {
            name: text
            for name, text in os.environ.items()
            if not name.startswith(("PORTAL_", "DJANGO_", "DATABASE_"))
        }
        env = kept | {
            "PORTAL_MODE": "demo",
            "PORTAL_VAR": str(tmp_path),
            "PORTAL_SECRET_KEY": KEY,
            "PORTAL_CHAIN_KEY": KEY,
            "DJANGO_SETTINGS_MODULE": settings,
        }
        done = subprocess.run(
            [sys.executable, "-c", ASK, application, *PROBES],
            cwd=ROOT,
            env=env | surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return *json.loads(done.stdout), done.stderr

    return ask


SILENT = "postgres://portal:parole@127.0.0.1:1/achyk"


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    ("surroundings", "failed"),
    [
        ({}, ["migrations"]),
        ({"DATABASE_URL": SILENT}, ["database"]),
        (
            {"DATABASE_URL": SILENT, "PORTAL_CHAIN_KEY": "", "PORTAL_DISK_FREE_MB": str(10**12)},
            ["database", "chain-key", "disk"],
        ),
    ],
    ids=["empty", "silent", "all"],
)
def test_process_that_cannot_work_lives_and_names_what_fails_without_a_secret(
    ask, side, surroundings, failed
):
    alive, ready, log = ask(side, **surroundings)
    assert (alive[0], alive[2]) == (200, "alive\n")
    assert (ready[0], ready[2].split()) == (503, failed)
    for _status, headers, *_ in (alive, ready):
        assert "Set-Cookie" not in headers
        assert headers["Cache-Control"] == "no-store"
    assert "parole" not in log and "somebody" not in log and "Traceback" not in log


@pytest.fixture
def mute():
    """The port of a server that accepts and never says a word."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(16)
        yield door.getsockname()[1]


@pytest.mark.parametrize("side", SIDES)
def test_database_that_accepts_and_says_nothing_is_named_within_three_seconds(ask, side, mute):
    alive, ready, log = ask(side, DATABASE_URL=f"postgres://portal:parole@127.0.0.1:{mute}/achyk")
    assert (alive[0], ready[0], ready[2]) == (200, 503, "database\n")
    assert alive[3] < 1 and 1.5 < ready[3] < 3.5
    assert "parole" not in log and "Traceback" not in log


def test_server_that_falls_silent_is_named_and_answers_again_when_it_comes_back(db):
    if connection.vendor != "postgresql":
        return  # SQLite has no server
    from tests import postgres

    with postgres.home() as folder:
        postgres.initialise(folder)
        server = postgres.start(folder, postgres.CARELESS)
        try:
            postgres.wait(folder, server)
            place = {"host": str(folder), "user": "postgres", "dbname": "postgres"}
            assert answers_within(2, **place)
            os.killpg(server.pid, signal.SIGSTOP)
            since = time.monotonic()
            assert not answers_within(2, **place)
            assert time.monotonic() - since < 3
            os.killpg(server.pid, signal.SIGCONT)
            assert answers_within(30, **place)
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def test_statement_that_waits_for_a_lock_is_cut_and_the_limit_is_gone_afterwards(db):
    if connection.vendor != "postgresql":
        return  # SQLite's readers wait for nobody
    with pytest.raises(OperationalError), transaction.atomic(), answered_within(1):
        connection.cursor().execute("SELECT pg_sleep(5)")
    assert Client().get("/readyz").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize("path", PROBES)
def test_installed_portal_is_alive_and_ready_for_everyone(db, path, clerk):
    known = Client()
    known.force_login(clerk)
    for visitor in (Client(), known):
        answer = visitor.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert not answer.cookies
        assert visitor.head(path).status_code == 200
        assert visitor.post(path).status_code == 405


def asked_by(visitor, path):
    """The questions a page asks the database; those of the tests, who tell it whose rows to show, are not
    its own.
    """
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(path).status_code == 200
    return [query["sql"] for query in asked if "app.bodies" not in query["sql"]]


def test_alive_asks_no_database_and_no_probe_a_session_whoever_is_signed_in(db, clerk, settings):
    settings.IDLE_SECONDS = 1800
    known = Client()
    known.force_login(clerk)
    assert asked_by(known, "/healthz") == []
    assert not [sql for sql in asked_by(known, "/readyz") if "django_session" in sql or "person" in sql]
    assert [sql for sql in asked_by(known, "/") if "django_session" in sql]  # the control


def test_waiting_migration_is_named_and_gone_again(db):
    recorder = MigrationRecorder(connection)
    app, name = max(key for key, found in checks.known_migrations().items() if not found.replaces)
    recorder.record_unapplied(app, name)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations\n")
    recorder.record_applied(app, name)
    assert Client().get("/readyz").status_code == 200


def test_full_disk_and_a_folder_that_is_gone_are_named(db, settings, tmp_path):
    settings.DISK_FREE = 2**62
    assert Client().get("/readyz").content == b"disk\n"
    settings.DISK_FREE = 1
    assert Client().get("/readyz").status_code == 200
    settings.VAR = tmp_path / "gone"
    assert Client().get("/readyz").content == b"disk\n"


def test_missing_chain_key_is_named(db, settings):
    settings.CHAIN_KEY = ""
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"chain-key\n")


def test_probes_are_asked_without_tls_and_nothing_else_is(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert [Client().get(path).status_code for path in (*PROBES, "/", "/healthz/", "/open/")] == [
        200,
        200,
        301,
        301,
        301,
    ]
