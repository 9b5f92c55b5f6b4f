"""An install as it stands at a body, and everything it holds: what a search for a sender has to look through.

`python -m tests.trustbox.served` founds a body in the install of its environment; `… served ASK` lets its
clerk ask the sender of its only letter.
"""

import json
import os
import sqlite3
import sys
from hashlib import sha256
from urllib.parse import unquote, urlparse

CODE = "dostuk"


def table_rows(env):
    """{table: the values of its rows as text}"""
    base = connected(env)
    cursor = base.cursor()
    cursor.execute(TABLES[type(base).__module__.partition(".")[0]])
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT * FROM "{table}"')
        found[table] = repr(sorted(map(repr, map(plain_values, cursor.fetchall()))))
    base.close()
    return found


def plain_values(row):
    return [bytes(value) if isinstance(value, memoryview) else value for value in row]


TABLES = {
    "sqlite3": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "psycopg2": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def connected(env):
    """A connection beside the portal, past its policies: of the owner of the file, or of the server."""
    if "DATABASE_URL" not in env:
        return sqlite3.connect(os.path.join(env["PORTAL_VAR"], "portal.sqlite3"))
    import psycopg2

    url = urlparse(env["DATABASE_URL"])
    base = psycopg2.connect(
        host=unquote(url.query.partition("host=")[2].partition("&")[0]), dbname=url.path[1:], user="postgres"
    )
    base.autocommit = True
    return base


def files(folder):
    """{path under the folder: bytes} of every file."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def database_pages(env):
    """The very pages of a PostgreSQL database and its write-ahead log: deleted rows stand there too."""
    if "DATABASE_URL" not in env:
        return {}  # the file of SQLite lies among the others
    base = connected(env)
    cursor = base.cursor()
    cursor.execute("CHECKPOINT")
    cursor.execute(
        "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
    )
    folder, number = cursor.fetchone()
    base.close()
    found = {}
    for place in (f"base/{number}", "pg_wal"):
        for name in os.listdir(os.path.join(folder, place)):
            path = os.path.join(folder, place, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    found[f"{place}/{name}"] = file.read()
    return found


def digests(found):
    return {
        name: sha256(text.encode() if isinstance(text, str) else text).digest()
        for name, text in found.items()
    }


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


if __name__ == "__main__":
    import django

    django.setup()
    from office.database.actor import act_for_all
    from office.models.person import Person
    from tests import make
    from trustbox.journal.actions import write_to_sender
    from trustbox.journal.models.appeals import Appeal

    with act_for_all():
        if sys.argv[1:]:
            by = Person.objects.get(username="served")
            write_to_sender(Appeal.unscoped.get(), by=by, text="Качан болду?")
        else:
            body = make.organisation(CODE)
            make.appoint(make.person("served"), body, "clerk")
    print(json.dumps("done"))
