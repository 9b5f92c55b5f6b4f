"""Words that an act removed leave the files of PostgreSQL when its tables are written anew, as the status
asks; SQLite overwrites what goes by itself (tests/office/test_erasing.py).
"""

import secrets
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from office.operations import dead_rows
from office.operations.dead_rows import NotTheOwner, rewrite_files, rewrite_tables, rewriting_is_due
from office.operations.status import find_status
from tests import postgres
from tests.office.test_restore_roles import say
from tests.trustbox.test_removal import approved, dispose, finished_appeal, term

LINE = "./portal manage rewrite_tables"
ON_POSTGRES = connection.vendor == "postgresql"
WORDS = "Канарейкабай жер бербей жатат"


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def disposed(folder, body, cast, django_capture_on_commit_callbacks):
    finished_appeal(body, cast)
    term(body, cast["clerk"])
    return dispose(approved(body, cast), cast, django_capture_on_commit_callbacks)


def asks_for_it():
    return LINE in [entry.line for entry in find_status().to_do]


def test_status_asks_from_an_act_until_the_tables_are_written_anew(disposed, monkeypatch):
    assert rewriting_is_due() is asks_for_it() is ON_POSTGRES
    monkeypatch.setattr(dead_rows, "rewrite_files", lambda: None)  # no vacuum in the transaction of a test
    rewrite_tables()
    assert (rewriting_is_due(), asks_for_it()) == (False, False)


def test_control_without_an_act_nothing_is_asked(folder, body):
    assert not asks_for_it()


def test_a_marker_that_cannot_be_read_asks_again(disposed, folder):
    (folder / "last-rewrite.json").write_text("{")
    assert rewriting_is_due() is ON_POSTGRES


@pytest.mark.skipif(ON_POSTGRES, reason="a vacuum of PostgreSQL runs outside the transaction of a test")
def test_command_says_that_it_is_done_and_notes_it(folder, body):
    said = StringIO()
    call_command("rewrite_tables", stdout=said)
    assert said.getvalue() == "The tables are written anew.\n"
    assert (folder / "last-rewrite.json").exists()


# --- What the files hold -----------------------------------------------------------------------------------


@pytest.fixture
def scratch(monkeypatch, django_db_blocker):
    """A connection to a database of its own, outside any transaction, with a table of one long text."""
    host, name = connection.settings_dict["HOST"], f"dead_rows_{secrets.token_hex(4)}"
    postgres.administer(host, f"CREATE DATABASE {name} OWNER portal")
    with django_db_blocker.unblock(), closing(connection.copy()) as own:
        own.settings_dict["NAME"] = name
        monkeypatch.setattr(dead_rows, "connection", own)
        with own.cursor() as cursor:
            cursor.execute("CREATE TABLE entry (words text)")
            cursor.execute("INSERT INTO entry VALUES (%s)", [WORDS])
            cursor.execute("UPDATE entry SET words = '—'")
        yield own
    postgres.administer(host, f"DROP DATABASE {name} WITH (FORCE)")


def pages_hold_the_words(own) -> bool:
    """Whether the file of the table holds the words, as whoever copies the disk reads it."""
    place = own.settings_dict["HOST"], own.settings_dict["NAME"]
    say(*place, "CHECKPOINT")
    pages = say(*place, "SELECT encode(pg_read_binary_file(pg_relation_filepath('entry')), 'hex')")
    return WORDS.encode().hex() in "".join(pages).replace("\n", "")


@pytest.mark.skipif(not ON_POSTGRES, reason="SQLite overwrites what goes")
def test_words_that_went_are_in_no_page_once_the_tables_are_written_anew(scratch):
    assert pages_hold_the_words(scratch)
    rewrite_files()
    assert not pages_hold_the_words(scratch)
    with scratch.cursor() as cursor:
        cursor.execute("SELECT words FROM entry")
        assert cursor.fetchall() == [("—",)]


@pytest.mark.skipif(not ON_POSTGRES, reason="SQLite has no owners")
def test_role_that_owns_nothing_is_refused_instead_of_leaving_the_words(scratch):
    with scratch.cursor() as cursor:
        cursor.execute("SET ROLE runtime")
    with pytest.raises(NotTheOwner):
        rewrite_files()
    assert pages_hold_the_words(scratch)
