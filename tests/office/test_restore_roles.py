"""A restore by docs/restore.md on a durable server with the two roles of README, met over a socket as Debian
has it: nobody types a password, the user of the system says who it is.
"""

import getpass
import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import postgres, production
from tests.serving import ROOT

OWNER_SQL = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
POSTGRES = "DATABASE_URL" in os.environ  # SQLite has neither roles nor owners


def say(folder, database, statement):
    """What the administrator of the server reads."""
    psql = [postgres.binaries() / "psql", "-qAt", "-h", folder, "-U", "postgres", "-d", database]
    done = subprocess.run([*psql, "-c", statement], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.fixture(scope="module")
def server():
    """The folder of a durable server with `peer` and two roles; the portal's is the system's user."""
    if not POSTGRES:
        yield None
        return
    with postgres.home() as folder:
        postgres.initialise(folder)
        user = getpass.getuser()
        (folder / "data/pg_hba.conf").write_text("local all all peer map=achyk\n")
        roles = {"postgres", "portal_owner", "portal_backup", user}
        (folder / "data/pg_ident.conf").write_text("".join(f"achyk {user} {role}\n" for role in roles))
        with postgres.running(folder, profile=()):
            postgres.administer(
                folder,
                f'CREATE ROLE "{user}" LOGIN NOSUPERUSER NOBYPASSRLS',
                "CREATE ROLE portal_owner LOGIN NOSUPERUSER NOBYPASSRLS",
                "CREATE ROLE portal_backup LOGIN CREATEDB BYPASSRLS",
                "GRANT pg_read_all_data TO portal_backup",
            )
            yield folder


def place(server, folder, database, owner="portal_owner"):
    """(environment of the portal, that of the owner's commands) of an install in a database of the server."""
    folder.mkdir(mode=0o700, exist_ok=True)
    env = {name: text for name, text in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE"))}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    env |= {"PORTAL_VAR": str(folder), "PORTAL_HOSTS": production.HOST}
    if not server:
        return env, env
    postgres.administer(server, f"CREATE DATABASE {database} OWNER {owner} TEMPLATE template0")
    at = f"@/{database}?host={quote(str(server), safe='')}"
    env["DATABASE_URL"] = f"postgres://{at.removeprefix('@')}"  # nobody is named: the system's user
    env["PORTAL_BACKUP_DATABASE_URL"] = f"postgres://portal_backup{at}"
    return env, env | {"PORTAL_DATABASE_OWNER_URL": f"postgres://portal_owner{at}"}


def manage(env, *words):
    return run(env, "manage.py", *map(str, words))


def run(env, *words):
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def done(answer):
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def write_letters(env, letters):
    """Letters taken by the portal's own role; the line of the last head."""
    own = {"PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return done(run(env | own, "-m", "tests.install", str(letters), "1")).splitlines()[-1]


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    made = {f"PORTAL_{name}_KEY_FILE": folder / name for name in ("SECRET", "CHAIN")}
    for path in made.values():
        production.private_file(path, secrets.token_urlsafe(64))
    offline = subprocess.run(["age-keygen", "-o", folder / "offline"], capture_output=True, text=True)
    return {name: str(path) for name, path in made.items()}, offline.stderr.split()[-1], folder / "offline"


@pytest.fixture(scope="module")
def first(server, keys, tmp_path_factory):
    """The environment of an install with two letters, written by the portal's own role."""
    env, owner = place(server, tmp_path_factory.mktemp("first"), "first")
    env, owner = env | keys[0], owner | keys[0]
    for words in (["migrate", "-v", "0"], ["createcachetable"]):
        done(manage(owner, *words))
    answers = [word for name, answer in production.BEGIN.items() for word in (f"--{name}", answer)]
    password = production.private_file(tmp_path_factory.mktemp("word") / "word", production.PASSWORD)
    done(manage(env, "begin", *answers, "--password-file", password))
    write_letters(env, 2)
    return env


@pytest.fixture(scope="module")
def sealed(first, keys, tmp_path_factory):
    """A backup of it, made by the role of the backups."""
    folder = tmp_path_factory.mktemp("backups")
    return Path(done(manage(first, "backup", "--to", folder, "--recipient", keys[1])).splitlines()[0])


def restored(server, keys, sealed, folder, database):
    env, owner = place(server, folder, database)
    done(manage(owner | keys[0], "restore", sealed, "--identity", keys[2]))
    return env | keys[0], owner | keys[0]


def test_restored_tables_are_the_owners_and_the_portal_goes_on_with_its_own_role(
    server, keys, sealed, tmp_path
):
    env, _owner = restored(server, keys, sealed, tmp_path / "new", "second")
    done(manage(env, "collectstatic", "--no-input"))
    checked = manage(env, "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr
    if server:
        assert say(server, "second", OWNER_SQL) == ["portal_owner"]
    assert "closed since a restore" in manage(env, "verify").stdout
    for line in done(manage(env, "books")).splitlines():
        body, book, last, _head = line.split(" · ", 3)
        name, year = book.partition(" (")[0].split()
        words = ("--body", body, "--book", name, "--year", year, "--last", last.removeprefix("№ "))
        done(manage(env, "books", *words))
    assert "№ 3 ·" in write_letters(env, 1)
    done(manage(env, "tick"))
    done(manage(env, "verify"))


def test_drill_makes_its_throw_away_database_by_the_role_of_the_backups(server, keys, sealed, tmp_path):
    env, _owner = place(server, tmp_path / "drill", "drilled")
    done(manage(env | keys[0], "restore", sealed, "--identity", keys[2], "--drill"))
    if server:
        assert say(server, "drilled", OWNER_SQL) == []


def test_restore_without_the_owner_is_refused_by_name_and_touches_nothing(server, keys, sealed, tmp_path):
    if not server:
        return
    env, _owner = place(server, tmp_path / "new", "third")
    answer = manage(env | keys[0], "restore", sealed, "--identity", keys[2])
    assert answer.returncode == 1 and "PORTAL_DATABASE_OWNER_URL" in answer.stderr
    assert say(server, "third", OWNER_SQL) == []
    assert not (tmp_path / "new/files").exists()


def test_check_names_an_install_whose_role_owns_the_tables_or_lacks_a_right(server, keys, sealed, tmp_path):
    if not server:
        return
    user = getpass.getuser()
    env, _owner = place(server, tmp_path / "one", "fourth", owner=f'"{user}"')
    done(manage(env | keys[0], "restore", sealed, "--identity", keys[2]))
    assert f"The role {user} owns the portal's tables" in manage(env | keys[0], "check", "--deploy").stderr
    env, owner = restored(server, keys, sealed, tmp_path / "two", "fifth")
    postgres.administer(
        server,
        f'REVOKE UPDATE ON office_person FROM "{user}"',
        f'REVOKE ALL ON SEQUENCE office_person_id_seq FROM "{user}"',
        database="fifth",
    )
    answer = manage(env, "check", "--deploy")
    assert "may not do what the portal does with 2 tables, such as office_person" in answer.stderr
    done(manage(owner, "migrate", "-v", "0"))
    assert "portal.W009" not in manage(env, "check", "--deploy").stderr


@pytest.mark.parametrize("missing", ["age", *(["pg_dump"] if POSTGRES else [])])
def test_missing_program_is_named_with_what_to_install(first, keys, tmp_path, missing):
    line = {"age": "sudo apt-get install age", "pg_dump": "sudo apt-get install postgresql-client"}[missing]
    for name in {"age", "tar", "pg_dump", "pg_restore"} - {missing}:
        if path := shutil.which(name):
            (tmp_path / name).symlink_to(path)
    env = first | {"PATH": str(tmp_path), "PORTAL_BACKUPS": str(tmp_path / "backups")}
    checked = manage(env, "check", "--deploy")
    assert f"{missing} is not installed" in checked.stderr and line in checked.stderr
    answer = manage(env, "backup", "--recipient", keys[1])
    assert answer.returncode == 1 and line in answer.stderr
