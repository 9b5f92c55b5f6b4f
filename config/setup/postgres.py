"""The roles and the database of an install on PostgreSQL (ADR 18): the portal's own role, the owner of the
tables, and one that backs up; each with a password of its own.
"""

import os
import secrets
import shutil
import subprocess
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from psycopg2 import OperationalError
from psycopg2 import connect as open_postgres

from config.setup.questions import Answers

RIGHTS = {
    "": "NOSUPERUSER NOBYPASSRLS",
    "_owner": "NOSUPERUSER NOBYPASSRLS",
    "_backup": "NOSUPERUSER CREATEDB BYPASSRLS",  # it reads every row, and restores on trial
}
ROLE_SQL = """\
SELECT $sql$CREATE ROLE {role} LOGIN {rights} PASSWORD '{password}'$sql$
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') \\gexec
"""
DATABASE_SQL = """\
GRANT pg_read_all_data TO {role}_backup;
SELECT $sql$CREATE DATABASE {name} OWNER {role}_owner TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER icu ICU_LOCALE 'ky' LOCALE 'C.UTF-8'$sql$
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec
"""


class DatabaseError(RuntimeError):
    """What the server of the database refused, in its own words."""


class Urls(NamedTuple):
    """The same database as each of the three roles."""

    portal: str
    owner: str
    backup: str


def make_urls(answers: Answers, known: dict[str, str]) -> Urls:
    """`known` are the variables of an earlier run: a password that stands there stays."""
    names = ("DATABASE_URL", "PORTAL_DATABASE_OWNER_URL", "PORTAL_BACKUP_DATABASE_URL")
    return Urls(
        *(make_url(answers, suffix, known.get(name, "")) for suffix, name in zip(RIGHTS, names, strict=True))
    )


def make_url(answers: Answers, suffix: str, known: str) -> str:
    role, before = answers["database_role"] + suffix, urlsplit(known)
    password = (before.username == role and before.password) or secrets.token_urlsafe(24)
    name, host, port = answers["database_name"], answers["database_host"], answers["database_port"]
    if host.startswith("/"):
        return f"postgres://{role}:{password}@/{name}?host={quote(host, safe='')}&port={port}"
    return f"postgres://{role}:{password}@{host}:{port}/{name}"


def make_sql(answers: Answers, urls: Urls) -> str:
    """A script for psql that makes what is missing and touches nothing that is there."""
    role = answers["database_role"]
    roles = (
        ROLE_SQL.format(role=role + suffix, rights=rights, password=urlsplit(url).password)
        for (suffix, rights), url in zip(RIGHTS.items(), urls, strict=True)
    )
    return "".join(roles) + DATABASE_SQL.format(role=role, name=answers["database_name"])


def find_refusal(urls: Urls) -> str | None:
    """Why one of the roles cannot come to its database; None when each can."""
    for url in urls:
        try:
            open_postgres(url, connect_timeout=10).close()
        except OperationalError as trouble:
            return f"{urlsplit(url).username}: {str(trouble).strip()}"
    return None


def run_sql(sql: str, superuser: str, place: list[str]):
    """Run the script as the server's administrator: `peer`, or the URL of one. DatabaseError on a refusal.

    `place` is where `peer` finds the server.
    """
    command, env = psql_command(superuser, place)
    if shutil.which(command[0]) is None:
        raise DatabaseError(f"{command[0]}: not found")
    done = subprocess.run(
        [*command, "-q", "-X", "-v", "ON_ERROR_STOP=1"],
        cwd="/",  # another user may not look into ours
        env=env,
        input=sql,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise DatabaseError(done.stderr.strip())


def socket_place(answers: Answers) -> list[str]:
    """Arguments of psql for the socket of the server that the answers name: two may run on one machine."""
    host, port = answers["database_host"], answers["database_port"]
    return [*(["-h", host] if host.startswith("/") else []), "-p", port]


def psql_command(superuser: str, place: list[str]) -> tuple[list[str], dict[str, str]]:
    """The command and its environment; a password never stands on a command line."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if superuser == "peer":
        as_postgres = (
            ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else ["sudo", "-n", "-u", "postgres"]
        )
        return [*as_postgres, "psql", *place, "-d", "postgres"], env
    env["PGDATABASE"] = "postgres"  # where the address names none
    if password := urlsplit(superuser).password:
        env["PGPASSWORD"] = unquote(password)
        superuser = superuser.replace(f":{password}@", "@", 1)
    return ["psql", "-d", superuser], env
