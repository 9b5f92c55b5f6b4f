"""An install of earlier code goes on with today's, and comes to the same database as a new one."""

import contextlib
import os
import random
import re
import sqlite3
import subprocess
import time
from hashlib import sha256
from types import SimpleNamespace

import psycopg2
import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from config.database import database_settings
from office.checks import lacking, waiting
from office.database.triggers import own_app_labels
from office.migrations._tables import CreateTables
from tests import kept
from tests.net import figure

COMMIT = "05e504b"  # the last before the migrations were squashed
# Django's own books, which follow the code.
OF_THE_CODE = {"django_migrations", "django_content_type", "auth_permission"}


# --- Installs ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def opened(install, name=None):
    """A cursor on the database of the install, past the row policies."""
    if not install.url:
        with contextlib.closing(sqlite3.connect(install.folder / "portal.sqlite3")) as found:
            yield found.cursor()
            found.commit()
        return
    with contextlib.closing(psycopg2.connect(**words(install.url, name))) as found:
        found.autocommit = True
        cursor = found.cursor()
        cursor.execute("SET app.bodies = '*'")
        yield cursor


def words(url, name=None):
    """The words psycopg2 connects with, to another database when it is named."""
    found = database_settings(url, None)
    return {"dbname": name or found["NAME"], "user": found["USER"], "host": found["HOST"]}


@contextlib.contextmanager
def restored(folder):
    """The kept install of the engine of this run; its database on the server goes with it."""
    name = f"{folder.name}_{os.getpid()}"
    install = kept.Install(folder, kept.at(os.environ.get("DATABASE_URL", ""), name))
    kept.unpack(COMMIT, connection.vendor, folder)
    if connection.vendor == "sqlite":
        yield install
        return
    with opened(install, "postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    with opened(install) as cursor:
        cursor.execute((folder / kept.DUMP).read_text())
    yield install
    with opened(install, "postgres") as cursor:
        # A worker of autovacuum, which is another role's, may be in it for a moment.
        for is_last in (*[False] * 20, True):
            try:
                cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                break
            except psycopg2.errors.InsufficientPrivilege:
                if is_last:
                    raise
                time.sleep(1)


# --- What a database is made of ----------------------------------------------------------------------------


def rows(cursor, question):
    cursor.execute(question)
    return cursor.fetchall()


def parts(table):
    """Lines between the outer brackets of CREATE TABLE, unordered: a column added later stands last."""
    found, depth = [""], 0
    for letter in table[table.index("(") + 1 : table.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return frozenset(part.strip() for part in found)


def schema_of_sqlite(cursor):
    found = rows(cursor, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name, parts(sql) if kind == "table" else sql) for kind, name, sql in found}


IN_SCHEMA = "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()"
CATALOGUES = (
    f"""SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
        pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation::text
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid {IN_SCHEMA}
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped""",
    f"""SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid {IN_SCHEMA}""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()",
    f"SELECT c.relname, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = "
    f"t.tgrelid {IN_SCHEMA} "
    "WHERE NOT t.tgisinternal",
    f"SELECT c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c {IN_SCHEMA}",
    (
        "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies WHERE schemaname "
        "= current_schema()"
    ),
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace",
    (
        "SELECT collname, collprovider, colliculocale FROM pg_collation WHERE collnamespace = "
        "current_schema()::regnamespace"
    ),
)


# A dump writes a condition with more casts and other brackets than the server made it from.
LOOSE = re.compile(r"::(character varying|text)(\[\])?|[()]")


def schema_of_postgresql(cursor):
    return {
        (number, *(LOOSE.sub("", cell) if isinstance(cell, str) else cell for cell in row))
        for number, question in enumerate(CATALOGUES)
        for row in rows(cursor, question)
    }


SCHEMA = {"sqlite": schema_of_sqlite, "postgresql": schema_of_postgresql}


def content(cursor):
    """How many rows each table has, and what was frozen: digests of the approved papers by their ids."""
    tables = connection.introspection.get_table_list(cursor)
    counts = {
        table.name: rows(cursor, f'SELECT count(*) FROM "{table.name}"')[0][0]
        for table in tables
        if table.name not in OF_THE_CODE
    }
    papers = rows(cursor, "SELECT id, pdf, data, sha256, data_sha256 FROM office_paper ORDER BY id")
    return counts, [
        (pk, sha256(pdf).hexdigest(), sha256(data.encode()).hexdigest(), *digests)
        for pk, pdf, data, *digests in papers
    ]


# --- The upgrade -------------------------------------------------------------------------------------------


OPEN_SHEETS = (
    "SELECT s.monitoring_id, s.seat_id, max(s.given_at) FROM monitoring_memberscore s "
    "JOIN monitoring_monitoring m ON m.id = s.monitoring_id "
    "WHERE m.state IN ('open', 'closed') AND s.score IS NOT NULL "
    "GROUP BY s.monitoring_id, s.seat_id ORDER BY 1, 2"
)
HAND_INS = (
    "SELECT monitoring_id, seat_id, handed_at FROM monitoring_handin "
    "WHERE taken_back_at IS NULL ORDER BY 1, 2"
)


LONGEST = 10  # seconds `migrate` has before it is killed


def applied_count(install):
    with opened(install) as cursor:
        return rows(cursor, "SELECT count(*) FROM django_migrations")[0][0]


def kill_upgrade(install, most):
    """Kill `migrate` at random moments, so many times or until one comes to its end. Returns how many
    migrations stood after each kill.
    """
    stood = []
    while len(stood) < most:
        process = install.begin("migrate", stdout=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(random.uniform(1, LONGEST))
        process.kill()
        if not process.wait():
            break
        stood.append(applied_count(install))
    return stood


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_setup):
    """The kept install after `migrate` of today, which was killed before in the middle of it: the answers of
    the commands, and content and schema before and after.
    """
    with restored(tmp_path_factory.mktemp("upgraded")) as install:
        with opened(install) as cursor:
            before = content(cursor)
        stood = kill_upgrade(install, figure(1, 30))
        found = SimpleNamespace(before=before, stood=stood, migrate=install.manage("migrate"))
        found.check = install.manage("migrate", "--check")
        found.verify = install.manage("verify")
        with opened(install) as cursor:
            found.after = content(cursor)
            found.schema = SCHEMA[connection.vendor](cursor)
            found.open_sheets, found.hand_ins = rows(cursor, OPEN_SHEETS), rows(cursor, HAND_INS)
        yield found


def test_kept_install_killed_in_its_upgrade_goes_on_and_nothing_is_left_to_apply(upgraded, record_property):
    record_property("figure", f"{len(upgraded.stood)} kills, {upgraded.stood} migrations stood after them")
    assert upgraded.migrate.returncode == 0, upgraded.migrate.stderr
    assert upgraded.check.returncode == 0, upgraded.check.stdout


def test_everything_in_it_is_as_it_was_stored(upgraded):
    assert upgraded.verify.returncode == 0, upgraded.verify.stdout
    assert upgraded.verify.stdout.startswith("Everything is as it was stored.\nNot proved: ")
    counts, papers = upgraded.before
    assert counts["office_paper"] == len(papers) > 10
    assert counts["office_change"] > 1000
    counts_after, papers_after = upgraded.after
    kept_tables = {table: count for table, count in counts_after.items() if table in counts}
    assert (kept_tables, papers_after) == (counts, papers)


def test_scores_that_lay_open_were_handed_in_and_none_of_those_still_scored(upgraded):
    assert upgraded.hand_ins == upgraded.open_sheets
    assert len(upgraded.hand_ins) > 3


def test_it_has_the_database_of_a_new_install(upgraded, db):
    with connection.cursor() as cursor:
        new = SCHEMA[connection.vendor](cursor)
    assert upgraded.schema == new
    assert len(new) > 1000


def test_install_left_half_way_is_refused_in_words(tmp_path, django_db_setup):
    missing = "0081_misses_of_a_custodian", "0100_closed_files", "0101_staff_import"
    (folder := tmp_path / "half_way").mkdir()
    with restored(folder) as install:
        with opened(install) as cursor:
            for name in missing:
                cursor.execute(f"DELETE FROM django_migrations WHERE app = 'office' AND name = '{name}'")
            cursor.execute("ALTER TABLE office_organisation RENAME COLUMN place_ky TO not_there_yet")
            before = content(cursor), rows(cursor, "SELECT app, name FROM django_migrations ORDER BY id")
        answer = install.manage("migrate")
        with opened(install) as cursor:
            after = content(cursor), rows(cursor, "SELECT app, name FROM django_migrations ORDER BY id")
    assert answer.returncode == 1
    assert "left half-way by an earlier version of the portal" in answer.stderr
    assert f"It lacks 3 migrations: {', '.join(f'office.{name}' for name in missing)}." in answer.stderr
    assert "Traceback" not in answer.stderr
    assert after == before


OLD = {("a", "1"), ("a", "2"), ("b", "1")}
KNOWN = {
    ("a", "first"): SimpleNamespace(replaces=[("a", "1")]),
    ("a", "second"): SimpleNamespace(replaces=[("a", "2")]),
    ("b", "first"): SimpleNamespace(replaces=[("b", "1")]),
    ("c", "1"): SimpleNamespace(replaces=[]),
}


@pytest.mark.parametrize(
    "applied, missing",
    [
        (set(), []),
        (OLD | {("c", "1")}, []),
        (OLD | set(KNOWN), []),
        ({("a", "1"), ("a", "first")}, []),
        ({("a", "1")}, [("a", "2"), ("b", "1")]),
        ({("a", "1"), ("a", "2")}, [("b", "1")]),
        ({("a", "1"), ("a", "first"), ("b", "1")}, [("a", "2")]),
    ],
    ids=["empty", "of before", "recorded anew", "interrupted", "begun", "one app only", "mixed"],
)
def test_only_an_install_of_before_can_lack_what_was_squashed(applied, missing):
    assert lacking(applied, KNOWN) == missing


@pytest.mark.parametrize(
    "applied, left",
    [
        (set(), set(KNOWN)),
        (OLD | {("c", "1")}, set()),
        (OLD, {("c", "1")}),
        ({("a", "1"), ("a", "first")}, {("a", "second"), ("b", "first"), ("c", "1")}),
    ],
    ids=["empty", "of before", "one new", "interrupted"],
)
def test_what_waits_is_what_migrate_would_apply(applied, left):
    assert waiting(applied, KNOWN) == left


# --- New installs ------------------------------------------------------------------------------------------


def model(name, *parents):
    pointers = [(parent.lower(), models.ForeignKey(f"t.{parent}", models.PROTECT)) for parent in parents]
    return name, [("id", models.BigAutoField(primary_key=True)), *pointers]


def tables(state):
    """Two tables that point at one another, and one of them at the Body that is there."""
    CreateTables(
        [
            migrations.CreateModel(*model("Order", "Paper", "Body")),
            migrations.CreateModel(*model("Paper", "Order")),
        ]
    ).state_forwards("t", state)
    return {name: state.apps.get_model("t", name) for name in ("Body", "Order", "Paper")}


def with_a_body():
    state = ProjectState()
    state.add_model(ModelState("t", *model("Body")))
    return state, state.apps.get_model("t", "Body")


def test_tables_created_together_leave_the_models_of_before_as_they_are():
    state, body = with_a_body()
    found = tables(state)
    assert found["Body"] is body
    assert [relation.related_model for relation in body._meta.related_objects] == [found["Order"]]
    assert found["Order"]._meta.get_field("paper").related_model is found["Paper"]
    assert found["Paper"]._meta.get_field("order").related_model is found["Order"]


def test_models_that_wait_for_their_rendering_are_rendered_with_the_new_tables():
    state, body = with_a_body()
    state.add_field("t", "body", "name", models.TextField(default=""), preserve_default=True)
    stale = state.apps.get_model("t", "Body")
    assert state.is_delayed
    found = tables(state)
    assert found["Body"] is not stale
    assert found["Order"]._meta.get_field("body").related_model is found["Body"]
    assert not state.is_delayed


def test_new_database_renders_our_models_twice_at_most(monkeypatch):
    """Of rendering anew for every table and column a new database took 20 s of CPU."""
    loader, state, rendered = MigrationLoader(None), ProjectState(), []
    plan = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    render = ModelState.render

    def counted(self, apps):
        rendered.append(self.app_label)
        return render(self, apps)

    monkeypatch.setattr(ModelState, "render", counted)
    for key in dict.fromkeys(plan):
        # What came after the squash pays for itself.
        if key[0] not in own_app_labels() or loader.graph.nodes[key].replaces:
            state.apps  # noqa: B018  as the executor does before each migration
            loader.graph.nodes[key].mutate_state(state, preserve=False)
    ours = [app for app, _name in state.models if app in own_app_labels()]
    assert len(ours) > 100
    assert len([app for app in rendered if app in own_app_labels()]) <= 2 * len(ours)
