"""Makes an archive of an earlier commit: `python -m tests.kept.make CHECKOUT COMMIT`, on both engines, from
its demo.
"""

import contextlib
import re
import secrets
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg2

from config.database import database_settings
from tests import kept, postgres

# Of pg_dump 17 and later; a server of before knows neither.
NEWER = re.compile(r"^(\\(un)?restrict .*|SET transaction_timeout .*)\n", re.MULTILINE)


def fill(install: kept.Install) -> None:
    """The demo of the checkout, under a chain key of this archive alone."""
    key = install.folder / "chain-key"
    key.write_text(secrets.token_urlsafe(64))
    key.chmod(0o400)
    for command in ("migrate", "createcachetable", "demo"):
        answer = install.manage(command)
        if answer.returncode:
            sys.exit(f"{command}: {answer.stderr}")


@contextlib.contextmanager
def filled_sqlite(checkout: Path, folder: Path) -> Iterator[list[str]]:
    """Yield what of the folder is kept."""
    fill(kept.Install(folder, "", checkout))
    with contextlib.closing(sqlite3.connect(folder / "portal.sqlite3", isolation_level=None)) as connection:
        connection.execute("VACUUM")
    yield ["portal.sqlite3", "chain-key", "files"]


@contextlib.contextmanager
def filled_postgresql(checkout: Path, folder: Path) -> Iterator[list[str]]:
    """Yield what of the folder is kept."""
    with postgres.server() as server:
        url = kept.at(server, "kept")
        with contextlib.closing(psycopg2.connect(**arguments(kept.at(server, "postgres")))) as connection:
            connection.autocommit = True
            connection.cursor().execute("CREATE DATABASE kept")
        fill(kept.Install(folder, url, checkout))
        host = str(database_settings(url, folder)["HOST"])
        # As the superuser: row policies hide from the role of the portal what it may not see.
        command = [postgres.binaries() / "pg_dump", "-h", host, "-U", "postgres", "--no-owner"]
        command += ["--no-privileges", "--inserts", "--rows-per-insert=500", "kept"]
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
        (folder / kept.DUMP).write_text(NEWER.sub("", answer.stdout))
        yield [kept.DUMP, "chain-key", "files"]


def arguments(url: str) -> dict[str, str]:
    """The words psycopg2 connects with."""
    found = database_settings(url, Path())
    return {"dbname": found["NAME"], "user": found["USER"], "host": found["HOST"]}


FILLED = {"sqlite": filled_sqlite, "postgresql": filled_postgresql}


def nameless(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without who made the archive and when."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry


def pack(folder: Path, names: list[str], target: Path) -> None:
    with tarfile.open(target, "w:xz", preset=9) as found:
        for name in names:
            found.add(folder / name, name, filter=nameless)


def main(checkout: Path, commit: str) -> None:
    for vendor, filled in FILLED.items():
        with tempfile.TemporaryDirectory() as made, filled(checkout, Path(made)) as names:
            pack(Path(made), names, target := kept.archive(commit, vendor))
            print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
