"""One consistent copy of the database while others write, its restoration, and a count of what it holds.

Plain connections, not Django's: a backup reads with a role of its own, and a trial has no settings.
"""

import hashlib
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect as open_sqlite
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

from psycopg2 import connect as open_postgres
from psycopg2 import errors

from office.database.actor import EVERY_ORGANISATION
from office.recovery.programs import BackupError, run_program

Counts = dict[str, dict[str, str | int]]  # {table: {"rows": n, "digest": of all rows}}


STORED_FILES = """
    SELECT organisation_id, sha256 FROM office_storedfile UNION
    SELECT organisation_id, sha256 FROM office_sealedfile ORDER BY 1, 2
"""


class Cut(NamedTuple):
    """What the database held at the moment of the copy."""

    counts: Counts
    files: list[tuple[int, str]]  # (organisation, SHA-256) of every file a row names


def engine_for(place: dict, url: str):
    """The engine of a database by its settings of Django; `url` names the same to another process."""
    return PostgresEngine(place, url) if url else SqliteEngine(Path(place["NAME"]))


class SqliteEngine:
    """The database file; copied by SQLite's own backup."""

    NAME = "sqlite"
    FILE = "portal.sqlite3"

    def __init__(self, path: Path):
        self.path = path

    def copy(self, to: Path) -> Cut:
        """Copy the database into the file `to` as of one moment, and count the copy."""
        if not self.path.exists():
            raise BackupError(f"{self.path} is not there: nothing to copy")
        with closing(open_sqlite(self.path, timeout=60)) as source, closing(open_sqlite(to)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        copied = SqliteEngine(to)
        return Cut(copied.count_rows(), copied.query(STORED_FILES))

    def count_rows(self) -> Counts:
        with closing(open_sqlite(f"file:{self.path}?mode=ro", uri=True)) as base:
            if faults := [words for (words,) in base.execute("PRAGMA quick_check") if words != "ok"]:
                raise BackupError(f"{self.path} is damaged: {faults[0]}")
            return {table: count_table(base, table) for table in sqlite_tables(base)}

    def query(self, sql: str) -> list[tuple]:
        with closing(open_sqlite(f"file:{self.path}?mode=ro", uri=True)) as base:
            return base.execute(sql).fetchall()

    def is_empty(self) -> bool:
        return not self.path.exists() or not self.path.stat().st_size

    def require_right_to_make(self):
        """A file is made by whoever may write to its folder."""

    def restore(self, dump: Path):
        """Put the copy in the place of the database, readable by its owner alone."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(dump, self.path)
        self.path.chmod(0o600)

    def environment(self) -> dict[str, str]:
        """The variables by which the portal finds this database."""
        return {"PORTAL_VAR": str(self.path.parent), "DATABASE_URL": ""}

    @contextmanager
    def trial(self, folder: Path) -> Iterator["SqliteEngine"]:
        yield SqliteEngine(folder / self.FILE)


def sqlite_tables(base) -> list[str]:
    found = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith("sqlite_")]


def count_table(base, table: str) -> dict:
    """Rows of a table and a digest of them all, in the order of their keys."""
    digest, rows = hashlib.sha256(), 0
    for row in base.execute(f'SELECT * FROM "{table}" ORDER BY 1'):  # noqa: S608  a name of our own
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        rows += 1
    return {"rows": rows, "digest": digest.hexdigest()}


# Row security hides rows without a word: the server says itself on which tables it binds whoever asks.
BLIND = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() AND row_security_active(c.oid)
"""
TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() ORDER BY 1
"""
MAY_MAKE = "SELECT current_user, has_schema_privilege(current_schema(), 'CREATE')"
# A sum does not depend on the order of the rows.
COUNT = """
    SELECT count(*), coalesce(sum(('x' || substr(md5(t::text), 1, 15))::bit(60)::bigint), 0)::text
    FROM "{table}" t
"""


class PostgresEngine:
    """The database of a server; copied by `pg_dump` under the snapshot whose rows were counted."""

    NAME = "postgresql"
    FILE = "portal.dump"

    def __init__(self, place: dict, url: str):
        self.place, self.url = place, url

    def open_connection(self):
        place = self.place
        named = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"]}
        connection = open_postgres(
            dbname=place["NAME"], password=place["PASSWORD"], **named, **place["OPTIONS"]
        )
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()
        return connection

    def copy(self, to: Path) -> Cut:
        """Dump the database into the file `to` as of one moment, and count what that moment holds.

        BackupError for a role that row security binds: its copy would lack rows and look good.
        """
        with closing(self.open_connection()) as connection, connection.cursor() as cursor:
            connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
            cursor.execute(BLIND)
            if hidden := [table for (table,) in cursor.fetchall()]:
                raise BackupError(self.blind_words(hidden))
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            counts = count_postgres_tables(cursor)
            cursor.execute(STORED_FILES)
            files = cursor.fetchall()
            self.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={to}")
        return Cut(counts, files)

    def blind_words(self, hidden: list[str]) -> str:
        role = self.place["USER"] or "of the system's user"
        return (
            f"The role {role} sees only some rows (row security binds it on {len(hidden)} tables, such as "
            f"{hidden[0]}): its backup would be empty and look good. Make a role for backups and name it in "
            "PORTAL_BACKUP_DATABASE_URL: CREATE ROLE portal_backup LOGIN CREATEDB BYPASSRLS PASSWORD '…'; "
            "GRANT pg_read_all_data TO portal_backup;"
        )

    def count_rows(self) -> Counts:
        """Of a restored database, whose owner the row policies bind too."""
        with closing(self.open_connection()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.bodies', %s, false)", [EVERY_ORGANISATION])
            return count_postgres_tables(cursor)

    def query(self, sql: str) -> list[tuple]:
        with closing(self.open_connection()) as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def is_empty(self) -> bool:
        return not self.query(TABLES)

    def require_right_to_make(self):
        """BackupError for a role that may make no tables here, as the portal's own in an install of two."""
        ((role, allowed),) = self.query(MAY_MAKE)
        if not allowed:
            raise BackupError(
                f"The role {role} may make no tables in the database {self.place['NAME']}: name the owner of "
                "the database in PORTAL_DATABASE_OWNER_URL, for this command alone."
            )

    def restore(self, dump: Path):
        """Load a dump into the empty database; everything in it belongs to this role."""
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        self.run("pg_restore", *options, f"--dbname={self.place['NAME']}", str(dump))

    def environment(self) -> dict[str, str]:
        """The variables by which the portal finds this database."""
        return {"DATABASE_URL": self.url}

    def at(self, name: str) -> "PostgresEngine":
        """Another database of the same server and role."""
        url = urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))
        return PostgresEngine({**self.place, "NAME": name}, url)

    @contextmanager
    def trial(self, folder: Path) -> Iterator["PostgresEngine"]:
        """A database of its own beside this one, dropped at the end."""
        name = f"portal_trial_{secrets.token_hex(6)}"
        self.execute_alone(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield self.at(name)
        finally:
            self.execute_alone(f'DROP DATABASE "{name}" WITH (FORCE)')

    def execute_alone(self, statement: str):
        """Run what no transaction may hold."""
        with closing(self.open_connection()) as connection:
            connection.autocommit = True
            try:
                connection.cursor().execute(statement)
            except errors.InsufficientPrivilege as trouble:
                raise BackupError(
                    f"The role {connection.info.user} may not make a database to try the backup in. Name one "
                    "that may in PORTAL_BACKUP_DATABASE_URL (docs/restore.md)."
                ) from trouble

    def run(self, program: str, *arguments: str):
        """Run a program of PostgreSQL on this database. BackupError with what it said when it fails."""
        place = self.place
        named = {
            "PGHOST": place["HOST"],
            "PGPORT": str(place["PORT"]),
            "PGUSER": place["USER"],
            "PGPASSWORD": place["PASSWORD"],
            "PGDATABASE": place["NAME"],
            "PGTZ": "UTC",
            **{f"PG{name.upper()}": text for name, text in place["OPTIONS"].items()},
        }
        run_program([program, *arguments], {name: text for name, text in named.items() if text})


def count_postgres_tables(cursor) -> Counts:
    cursor.execute(TABLES)
    counts = {}
    for (table,) in cursor.fetchall():
        cursor.execute(COUNT.format(table=table))
        rows, digest = cursor.fetchone()
        counts[table] = {"rows": rows, "digest": digest}
    return counts
