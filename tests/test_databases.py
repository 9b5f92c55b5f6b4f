"""The copies the tests begin with: of the database of this very code, each with all its guards, and nobody
sees what another wrote.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from office.database.triggers import is_audited, is_owned, model_guards, table_models
from office.models.organisation import Organisation
from tests import databases, make

POSTGRES = connection.vendor == "postgresql"


def state(root, **files):
    for name, text in files.items():
        (root / name).write_text(text)
    return databases.digest(root, list(root.iterdir()))


def test_another_text_another_name_or_another_file_is_another_database(tmp_path):
    states = [
        state(tmp_path, models="a", migration="b"),
        state(tmp_path, models="a", migration="c"),
        state(tmp_path, models="a", migration="b", more=""),
    ]
    (tmp_path / "more").rename(tmp_path / "other")
    states.append(databases.digest(tmp_path, list(tmp_path.iterdir())))
    assert len(set(states)) == 4


def test_the_same_files_are_the_same_database_whenever_they_were_written(tmp_path):
    assert state(tmp_path, models="a") == state(tmp_path, models="a")


def test_what_migrations_read_is_among_the_sources():
    """Modules a migration imports, the texts beside them and the locked packages; no page, no paper, no test
    of ours.
    """
    found = {str(path.relative_to(databases.ROOT)) for path in databases.sources()}
    for app in ("office", "risks", "positions", "plans", "trustbox", "monitoring", "standards"):
        own = {str(path.relative_to(databases.ROOT)) for path in Path(databases.ROOT, app).rglob("*.py")}
        assert own and own <= found
    assert {"requirements/run.txt", "config/settings.py", "tests/databases.py"} <= found
    assert not any(name.startswith(("templates/", "docs/")) for name in found)


def test_copy_is_of_the_last_migration(db):
    call_command("migrate", check_unapplied=True, verbosity=0)


def made_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            (
                "SELECT relname, count(*) FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid WHERE "
                "tgname LIKE 'portal_%' GROUP BY 1"
            )
            if POSTGRES
            else (
                "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE "
                "'portal_%' GROUP BY 1"
            )
        )
        return dict(cursor.fetchall())


def test_copy_has_every_trigger_and_every_policy(db):
    audits = 1 if POSTGRES else 3
    wanted = {
        model._meta.db_table: audits * is_audited(model) + len(list(model_guards(model)))
        for model in table_models()
    }
    assert made_triggers() == {table: number for table, number in wanted.items() if number}
    if POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            owned = {model._meta.db_table for model in table_models() if is_owned(model)}
            assert {name for (name,) in cursor} == owned | {"office_change"}
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_one_test_writes_the_next_does_not_see(turn, db):
    """Control in one: the row is there for whoever wrote it."""
    assert not Organisation.objects.exists()
    make.organisation("dostuk")
    assert Organisation.objects.count() == 1


def test_copy_beside_is_not_the_one_in_use(db, tmp_path):
    make.organisation("dostuk")
    with databases.copy_beside(tmp_path) as env:
        databases.run(env, "-c", WRITES)
        assert Organisation.objects.get().code == "dostuk"
        if not POSTGRES:
            with closing(sqlite3.connect(databases.sqlite_template())) as template:
                assert template.execute("SELECT count(*) FROM office_organisation").fetchone() == (0,)


WRITES = """
import django
django.setup()
from tests import make
make.organisation("birdik")
"""
