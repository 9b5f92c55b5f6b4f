"""One migrated database for a state of the code; every process of the tests begins with a copy of it.

It is made by `migrate` in a process of its own (`python -m tests.databases`) and kept for the next runs under
the digest of all it is made of: a file for SQLite, a database `achyk_<digest>` of the server for PostgreSQL
(`tests.postgres` keeps the server's folder).
"""

import fcntl
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import django

from config import bootstrap
from config.database import database_settings

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "databases"
NEWEST = 3
DRAWING = {"templates", "static"}  # what pages are drawn with is of no matter for a database
NUMBERS = itertools.count()


def sources() -> Iterator[Path]:
    """Every file that says something about a migrated database, those that make it too."""
    for path in bootstrap.demo_sources():
        if path.is_file() and path.relative_to(ROOT).parts[0] not in DRAWING:
            yield path
    yield from (ROOT / "tests" / name for name in ("databases.py", "postgres.py", "settings.py"))


def digest(root: Path = ROOT, paths=None, versions=()) -> str:
    """The name of what this Python, Django and SQLite make of the files (of all sources)."""
    parts = [sys.version, django.__version__, sqlite3.sqlite_version, *map(str, versions)]
    for path in sorted(paths or sources()):
        parts += [str(path.relative_to(root)), sha256(path.read_bytes()).hexdigest()]
    return sha256("\0".join(parts).encode()).hexdigest()[:20]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time in the folder; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget_old(folder: Path) -> None:
    """Keep the newest databases only: each state of the code leaves one."""
    kept = sorted(
        (path for path in folder.iterdir() if path.name != "lock"), key=lambda path: path.stat().st_mtime
    )
    for path in kept[:-NEWEST]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def run(environment: dict[str, str], *arguments: str) -> None:
    """Run Python on the database that the environment names, in a process that knows nothing of this one."""
    kept = {
        name: word for name, word in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_URL"))
    }
    own = {"PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | own | environment,
        stdin=subprocess.DEVNULL,
        check=True,
    )


def migrate(**environment: str) -> None:
    run(environment, "-m", "tests.databases")


# --- SQLite ------------------------------------------------------------------------------------------------


def sqlite_template(folder: Path = KEPT / "sqlite") -> Path:
    """The file of the migrated database; made when it is not there."""
    path = folder / f"{digest()}.sqlite3"
    with alone(folder):
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=folder) as making:
                migrate(PORTAL_VAR=making)
                made = Path(making, "portal.sqlite3")
                with closing(sqlite3.connect(made)) as base:
                    base.execute("PRAGMA journal_mode=DELETE")  # one file is the whole database
                made.replace(path)
            forget_old(folder)
    return path


# --- PostgreSQL --------------------------------------------------------------------------------------------


def server(place: dict, statement: str) -> list:
    """What a statement says that no transaction may hold, on the server of these settings."""
    import psycopg2

    named = {
        "host": place["HOST"],
        "port": place["PORT"],
        "user": place["USER"],
        "password": place["PASSWORD"],
    }
    with closing(psycopg2.connect(dbname="postgres", **named)) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def drop_database(place: dict, name: str):
    """Drop a database with whoever is in it. Autovacuum may be there for a moment, and a role that is no
    superuser cannot end it.
    """
    import psycopg2

    for last in (False, False, False, False, True):
        try:
            server(place, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        except psycopg2.errors.InsufficientPrivilege:
            if last:
                raise
            time.sleep(1)


def at(url: str, name: str) -> str:
    """The address of another database of the same server."""
    head, mark, options = url.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{mark}{options}"


def postgres_template(url: str) -> str:
    """The name of the migrated database of the server; made when it is not there."""
    place, name = database_settings(url, ROOT), f"achyk_{digest()}"
    with alone(KEPT):
        if not server(place, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            server(place, f"DROP DATABASE IF EXISTS {name}_making")
            server(place, f"CREATE DATABASE {name}_making")
            migrate(DATABASE_URL=at(url, f"{name}_making"))
            server(place, f"ALTER DATABASE {name}_making RENAME TO {name}")
    return name


# --- Copies ------------------------------------------------------------------------------------------------


@contextmanager
def copy_for_tests() -> Iterator[None]:
    """Turn the default connection to a copy of its own, in memory on SQLite; it is gone afterwards."""
    from django.conf import settings
    from django.db import connection

    own, copy = settings.DATABASES["default"], connection.creation._get_test_db_name()
    if connection.vendor == "postgresql":
        drop_database(own, copy)
        server(own, f'CREATE DATABASE "{copy}" TEMPLATE {postgres_template(os.environ["DATABASE_URL"])}')
    connection.close()
    name = own["NAME"]
    own["NAME"] = connection.settings_dict["NAME"] = copy
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(sqlite_template())) as template:
            template.backup(connection.connection)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def copy_beside(folder: Path, url: str | None = None) -> Iterator[dict[str, str]]:
    """A copy that other processes serve: the variables that name it, a file in the folder or a database of
    the server at `url`, by default that of the tests.
    """
    if not (url := url or os.environ.get("DATABASE_URL")):
        shutil.copyfile(sqlite_template(), folder / "portal.sqlite3")
        yield {"PORTAL_VAR": str(folder)}
        return
    place, name = database_settings(url, ROOT), f"beside_{os.getpid()}_{next(NUMBERS)}"
    server(place, f"CREATE DATABASE {name} TEMPLATE {postgres_template(url)}")
    try:
        yield {"PORTAL_VAR": str(folder), "DATABASE_URL": at(url, name)}
    finally:
        drop_database(place, name)


def main() -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable")


if __name__ == "__main__":
    main()
