"""`./portal status` and the administrator's day: how the install stands, and what must be done."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from office import checks
from office.models.letter import TRIES, Letter
from office.operations.markers import last_tick, mark_tick
from office.operations.reminders import backup_my_day_lines
from office.operations.status import find_status
from office.recovery.backup import write_marker
from office.roles import Role
from office.seals.actions import seal_everything

DRILL_LINE = "./portal restore FILE --identity KEY --drill"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """The folder of an install that is reminded of its backups."""
    settings.VAR, settings.BACKUP_DAYS, settings.DISK_FREE = tmp_path, 7, 1
    return tmp_path


def mark_backup(days):
    at = datetime.now(UTC) - timedelta(days=days)
    write_marker("backup", {"at": at.isoformat(), "path": "x", "sha256": "y", "rows": 1, "files": 0})


@pytest.fixture
def whole(db):
    """An install in which nothing is to be done."""
    mark_tick([])
    mark_backup(1)
    write_marker("drill", {"at": datetime.now(UTC).isoformat()})
    seal_everything()


def lines_to_type(**options):
    return [entry.line for entry in find_status(**options).to_do]


def test_install_in_order_ends_well_and_says_its_versions(whole):
    said, errors = StringIO(), StringIO()
    call_command("status", stdout=said, stderr=errors)
    facts = {line[:20].strip(): line[20:] for line in said.getvalue().splitlines()}
    assert list(facts) == [
        "portal",
        "database",
        "disk",
        "last tick",
        "last backup",
        "last drill",
        "letters waiting",
        "letters given up",
        "migrations waiting",
        "seals waiting",
    ]
    assert facts["database"].startswith(connection.display_name)
    assert facts["last tick"].startswith(timezone.localtime().strftime("%d.%m.%Y"))
    assert (facts["letters waiting"], facts["migrations waiting"]) == ("0", "0")
    assert errors.getvalue() == ""


def test_new_install_ends_with_what_must_be_done_also_in_json(db, settings):
    said, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="To do: 2"):
        call_command("status", "--json", stdout=said, stderr=errors)
    content = json.loads(said.getvalue())
    assert content["portal"] == settings.VERSION
    assert content["database_bytes"] > 0 and content["disk_total"] >= content["disk_free"] > 0
    assert (content["last_tick"], content["last_backup"], content["migrations_waiting"]) == (None, None, [])
    assert [entry["line"] for entry in content["to_do"]] == ["./portal manage tick", "./portal backup"]
    assert "Type: ./portal backup" in errors.getvalue()


def test_tick_remembers_its_run_and_what_failed(whole, folder):
    (folder / "last-tick.json").unlink()
    assert lines_to_type() == ["./portal manage tick"]
    call_command("tick", stdout=StringIO())
    assert datetime.now(UTC) - last_tick().at < timedelta(minutes=1)
    assert lines_to_type() == []
    mark_tick(["dostuk: plans.reminders"])
    assert "dostuk: plans.reminders" in find_status().to_do[0].what


def test_what_grows_old_is_named_with_its_line(whole):
    now = datetime.now(UTC)
    assert lines_to_type(now=now + timedelta(hours=30)) == []
    assert lines_to_type(now=now + timedelta(hours=40)) == ["./portal manage tick"]
    assert lines_to_type(now=now + timedelta(days=8)) == ["./portal manage tick", "./portal backup"]
    assert lines_to_type(now=now + timedelta(days=200))[-1] == DRILL_LINE


def test_letters_are_counted_and_one_that_waits_for_days_is_named(whole, clerk, body):
    ago = timezone.now() - timedelta(days=3)
    for event, text in (
        ("sent", {"sent_at": ago, "taken_at": ago}),
        ("new", {}),
        ("given-up", {"tries": TRIES, "next_try": ago}),
    ):
        Letter.unscoped.create(
            organisation=body, person=clerk, event=event, subject="x", text="x", path="/", **text
        )
    seal_everything()
    status = find_status()
    assert (status.letters_waiting, status.letters_given_up, status.to_do) == (1, 1, [])
    Letter.unscoped.filter(event="new").update(next_try=ago)
    assert lines_to_type() == ["./portal manage tick"]


def test_changes_without_a_seal_are_counted_and_named_once_old(whole, body):
    seal_everything()
    assert find_status().seals_waiting == 0
    body.place_ky = "Жаңы-Дөбө айылы"
    body.save()
    status = find_status()
    assert status.seals_waiting == 1
    assert status.to_do == []
    later = find_status(datetime.now(UTC) + timedelta(days=3))
    assert any("wait for their seal" in entry.what for entry in later.to_do)


def test_waiting_migration_full_disk_and_missing_key_are_named(whole, settings):
    key = max(key for key, found in checks.known_migrations().items() if not found.replaces)
    MigrationRecorder(connection).record_unapplied(*key)
    settings.DISK_FREE, settings.CHAIN_KEY = 2**62, ""
    status = find_status()
    assert status.migrations_waiting == [".".join(key)]
    assert (status.seals_waiting, status.letters_waiting) == (None, None)
    assert [entry.line.split()[0] for entry in status.to_do] == ["./portal", "export", "df"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, "Азырынча бир да жакшы көчүрмө жок"),
        (9, "Акыркы жакшы көчүрмө 9 күн мурун жасалган"),
        (3, None),
    ],
)
def test_day_of_the_administrator_names_a_backup_that_is_too_old(page, cast, days, words):
    if days is not None:
        mark_backup(days)
    said = page(cast[Role.ADMINISTRATOR]).get("/").content.decode()
    assert ("Серверде ушул сапты териңиз: ./portal backup" in said) is bool(words)
    assert words is None or (words in said and 'href="/guide/#backups"' in said)


def test_control_others_and_an_install_without_reminders_hear_nothing_of_backups(page, clerk, cast, settings):
    assert "./portal backup" not in page(clerk).get("/").content.decode()
    settings.BACKUP_DAYS = 0
    admin = cast[Role.ADMINISTRATOR]
    assert backup_my_day_lines(admin, admin.bodies[0]) == []
    assert "./portal backup" not in lines_to_type()


# --- Data checksums
# ------------------------------------------------------------------------------------------------------


def server_lacks_checksums():
    """What the server at hand says itself; SQLite has none to lack."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        return cursor.fetchone() == ("off",)


def test_a_server_without_checksums_is_named_with_the_line_that_adds_them(page, cast, whole, settings):
    settings.PRODUCTION = True
    lacking = server_lacks_checksums()
    assert ["pg_checksums --enable" in line for line in lines_to_type()] == [True] * lacking
    # Where its data lie the server itself says: not every one is Debian's first.
    assert ["SHOW data_directory" in line for line in lines_to_type()] == [True] * lacking
    said = page(cast[Role.ADMINISTRATOR]).get("/").content.decode()
    assert ("pg_checksums --enable" in said) is lacking
    assert "pg_checksums" not in page(cast[Role.CLERK]).get("/").content.decode()


def test_control_where_nobody_works_nothing_is_said_of_checksums(page, cast, whole):
    assert lines_to_type() == []
    assert "pg_checksums" not in page(cast[Role.ADMINISTRATOR]).get("/").content.decode()
