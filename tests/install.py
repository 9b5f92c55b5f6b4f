"""An install beside the tests, filled by a process of its own: `python -m tests.install LETTERS FILES`."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import django

from tests import databases

ROOT = Path(__file__).resolve().parent.parent


def superuser(url: str) -> str:
    """The same database by a role that no row policy binds."""
    return url.replace("postgres://portal@", "postgres://postgres@")


@contextmanager
def empty_place(folder: Path):
    """The variables of an install whose database is not there yet, or is empty."""
    folder.mkdir(mode=0o700)
    if not (url := os.environ.get("DATABASE_URL")):
        yield {"PORTAL_VAR": str(folder), "DATABASE_URL": ""}
        return
    place, name = databases.database_settings(url, ROOT), f"empty_{os.getpid()}_{next(databases.NUMBERS)}"
    databases.server(place, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield {"PORTAL_VAR": str(folder), "DATABASE_URL": databases.at(url, name)}
    finally:
        databases.drop_database(place, name)


def environment_of(place: dict[str, str]) -> dict[str, str]:
    own = {"PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    backups = {"PORTAL_BACKUP_DATABASE_URL": superuser(place.get("DATABASE_URL", ""))}
    kept = {
        name: text
        for name, text in os.environ.items()
        if not name.startswith("PORTAL_") or name == "PORTAL_NET"  # how long its crowds may take
    }
    return kept | own | backups | place


def run_manage(place: dict[str, str], *words) -> subprocess.CompletedProcess:
    """A command of the portal on an install beside the tests."""
    return run_python(place, str(ROOT / "manage.py"), *map(str, words))


def run_python(place: dict[str, str], *words) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment_of(place),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def make_key(path: Path) -> tuple[str, Path]:
    """(recipient, file of the offline key)"""
    said = subprocess.run(["age-keygen", "-o", path], capture_output=True, text=True, check=True).stderr
    return said.strip().rpartition(" ")[2], path


def back_up(place: dict[str, str], keys, folder: Path) -> Path:
    """The file of a good backup of the install."""
    done = run_manage(place, "backup", "--to", folder, "--recipient", keys[0])
    assert not done.returncode, done.stderr
    return Path(done.stdout.splitlines()[0])


def restore(place: dict[str, str], sealed: Path, identity: Path, *words) -> subprocess.CompletedProcess:
    return run_manage(place, "restore", sealed, "--identity", identity, *words)


def all_rows(place: dict[str, str]) -> dict[str, list[str]]:
    """Every row of every table but those of the restore itself and of what happens by itself."""
    aside = {"office_restoredbook", "office_change", "django_migrations", "office_acting", "sqlite_sequence"}
    if url := place["DATABASE_URL"]:
        named = databases.database_settings(superuser(url), ROOT)
        tables = server_rows(
            named,
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
            "current_schema()::regnamespace",
        )
        return {
            table: [row for (row,) in server_rows(named, f'SELECT t::text FROM "{table}" t ORDER BY 1')]
            for (table,) in tables
            if table not in aside
        }
    with closing(sqlite3.connect(Path(place["PORTAL_VAR"], "portal.sqlite3"))) as base:
        tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            table: sorted(map(repr, base.execute(f'SELECT * FROM "{table}"')))
            for (table,) in tables
            if table not in aside
        }


def server_rows(named, statement):
    import psycopg2

    place = {"host": named["HOST"], "user": named["USER"], "dbname": named["NAME"]}
    with closing(psycopg2.connect(**place)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def all_files(place: dict[str, str]) -> dict[str, bytes]:
    store = Path(place["PORTAL_VAR"], "files")
    return {str(path.relative_to(store)): path.read_bytes() for path in store.rglob("*") if path.is_file()}


def fill(letters: int, files: int) -> None:
    """Letters of today in the village's journal, the first `files` of them with a file of their own."""
    from office.models.organisation import Organisation
    from tests.conftest import add_village
    from trustbox.journal.actions import take_appeal

    body = Organisation.objects.filter(code="dostuk").first() or add_village()
    for number in range(letters):
        receipt = take_appeal(
            body,
            channel="counter",
            received_on=date.today(),
            kind="complaint",
            text=f"Жер үлүшү боюнча {number}-кат",
            files=[("", b"%PDF-1.7 " + os.urandom(200))] if number < files else (),
        )
        print(receipt.appeal.book.head_line)


if __name__ == "__main__":
    django.setup()
    from office.database.actor import act_for_all

    with act_for_all():
        fill(*map(int, sys.argv[1:]))
