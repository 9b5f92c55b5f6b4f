"""`./portal setup` as it is typed: an install from a file of answers, served, and made again without harm."""

import hashlib
import io
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils import translation

from config import bootstrap
from config.setup import answers as sources
from config.setup import checks, disk, postgres, services
from config.setup.questions import FIRST_BODY, INSTALL
from config.setup.steps import Install, missing_packages
from tests import postgres as servers
from tests import production
from tests.serving import ROOT

ON_POSTGRES = "DATABASE_URL" in os.environ
BODY = {
    "code": "dostuk",
    "kind": "village",
    "name": "Достук айыл өкмөтү",
    "place": "Пахта-Дөбө айылы",
    "login": "admin",
    "surname": "Абдылдаев",
    "given": "Тимур",
}
BASE = {
    "language": "en",
    "hosts": production.HOST,
    "database": "postgresql" if ON_POSTGRES else "sqlite",
    "database_role": "achyk",
    "mail_host": "",
}


def write_toml(path, answers):
    path.write_text("".join(f'{name} = "{text}"\n' for name, text in answers.items()))
    return path


def clean_environment(**more):
    """The shell of somebody who has no install yet."""
    aside = ("PORTAL_", "DJANGO_", "DATABASE_URL")
    return {name: text for name, text in os.environ.items() if not name.startswith(aside)} | more


def run_portal(folder, *arguments):
    return subprocess.run(
        [ROOT / "portal", *arguments],
        env=clean_environment(PORTAL_ENVIRONMENT_FILE=str(folder / "achyk/environment")),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def run_setup(folder, answers):
    return run_portal(folder, "setup", "--answers", write_toml(folder / "answers.toml", answers))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("setup")


@pytest.fixture(scope="module")
def answers(folder):
    """Answers of a whole install, with a server of its own for PostgreSQL."""
    password = production.private_file(folder / "password", production.PASSWORD)
    key = folder / "offline-key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    recipient = next(word for word in key.read_text().split() if word.startswith("age1"))
    own = {"folder": str(folder / "achyk"), "password_file": str(password), "backup_recipient": recipient}
    with servers.server(profile=()) if ON_POSTGRES else nullcontext("") as url:
        place = url.partition("host=")[2].replace("%2F", "/")
        yield BASE | BODY | own | ({"database_host": place} if place else {})


@pytest.fixture(scope="module")
def without_administrator(folder, answers):
    """What setup says of a server whose administrator it was not given; None for SQLite."""
    return run_setup(folder, answers | {"superuser": ""}) if ON_POSTGRES else None


@pytest.fixture(scope="module")
def install(folder, answers, without_administrator):
    """The first run, and the environment of the install it made."""
    superuser = f"postgres://postgres@/postgres?host={answers.get('database_host')}"
    done = run_setup(folder, answers | ({"superuser": superuser} if ON_POSTGRES else {}))
    assert done.returncode == 0, done.stderr
    return done, clean_environment() | bootstrap.read_environment_file(folder / "achyk/environment")


def test_answers_about_the_first_body_are_remembered_and_proposed():
    """A run that breaks off before the body is there; the password is in no file."""
    remembered = tomllib.loads(sources.write_answers(BASE | BODY | {"password_file": "/tmp/x"}))  # noqa: S108
    assert remembered == BASE | BODY
    said = io.StringIO()
    terminal = sources.Terminal(io.StringIO("\n" * len(FIRST_BODY)), said)
    assert terminal.ask_all(FIRST_BODY, remembered) == BODY


def test_without_an_administrator_the_sql_is_printed_and_nothing_goes_on(
    folder, answers, without_administrator
):
    if without_administrator is None:
        assert not (folder / "achyk/roles.sql").exists()
        return
    said = without_administrator.stderr
    assert without_administrator.returncode == 1
    assert "CREATE ROLE achyk_owner LOGIN NOSUPERUSER NOBYPASSRLS" in said
    assert "CREATE DATABASE achyk OWNER achyk_owner" in said
    assert f"sudo -u postgres psql -h {answers['database_host']} -p 5432 -v ON_ERROR_STOP=1 <" in said
    assert f"< {folder}/achyk/roles.sql\n  ./portal setup" in said


def test_first_run_names_what_it_made_and_takes_a_backup(install, folder):
    done, _env = install
    made = done.stdout.split("Made:\n")[1]
    assert "First body and administrator: admin" in made
    (copy,) = (folder / "achyk/backups").glob("achyk-*.tar.age")
    assert str(copy) in made
    assert "secret-key" in made or ON_POSTGRES  # there the run before made the keys


def open_to_others(place):
    return [
        str(path)
        for path in (place, *place.rglob("*"))
        if path.parent.name != "static" and "static" not in path.parts and path.stat().st_mode & 0o077
    ]


def test_everything_that_was_written_is_closed_to_others(install, folder):
    place = folder / "achyk"
    assert open_to_others(place) == []
    closed = ["environment", "setup.toml", "keys/secret-key", "keys/chain-key"]
    closed += ["environment.owner", "roles.sql"] if ON_POSTGRES else []
    assert {stat.S_IMODE((place / name).stat().st_mode) for name in closed} == {0o600}
    folders = {stat.S_IMODE((place / name).stat().st_mode) for name in ("", "keys", "var", "backups")}
    assert folders == {0o700}


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o1777])
def test_folder_that_is_there_keeps_its_mode_and_an_open_one_is_refused(mode, tmp_path):
    place, ledger = tmp_path / "backups", disk.Ledger()
    place.mkdir()
    place.chmod(mode)
    line = "is a folder of others too" if mode & stat.S_ISVTX else f"Type: chmod 700 {place}"
    with translation.override("en"), pytest.raises(CommandError, match=re.escape(line)):
        disk.make_folder(place, ledger)
    with translation.override("en"), pytest.raises(ValidationError, match=re.escape(line)):
        checks.check_folder(str(place))
    assert (stat.S_IMODE(place.stat().st_mode), ledger.made + ledger.changed) == (mode, [])


def test_folder_of_the_machine_is_never_touched_and_no_line_would_close_it():
    homes = [person.pw_dir for person in pwd.getpwall() if person.pw_name in ("daemon", "sys", "games")]
    for place in ("/", "/tmp", *homes):
        before = Path(place).stat().st_mode if Path(place).exists() else None
        with translation.override("en"):
            fault = disk.find_folder_fault(Path(place))
        assert "chmod" not in fault
        assert (f"such as {Path(place, 'achyk')}." in fault) is (before is not None)


def test_control_closed_folder_is_taken_and_a_new_one_is_closed(tmp_path):
    ledger, closed = disk.Ledger(), tmp_path / "closed"
    closed.mkdir(mode=0o700)
    disk.make_folder(closed, ledger)
    disk.make_folder(tmp_path / "new", ledger)
    assert (ledger.made, ledger.changed) == ([str(tmp_path / "new")], [])
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_served_install_lets_its_administrator_in(install, folder):
    _done, env = install
    with production.entrance(env, folder) as new_browser:
        page = new_browser().sign_in("admin", production.PASSWORD)
        assert (page.status, page.path) == (200, "/accounts/2fa/totp/activate/")
        assert new_browser().sign_in("admin", "башка-сырсөз-2026").path == "/accounts/login/"


def digests(place):
    """Bytes, modes and times of all that setup writes; not the database, which a sign-in changes."""
    return {
        str(path): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mode,
            path.stat().st_mtime_ns,
        )
        for path in sorted(place.rglob("*"))
        if path.is_file() and "portal.sqlite3" not in path.name and "static" not in path.parts
    }


def test_second_run_changes_nothing_and_needs_no_password(install, folder, answers):
    before = digests(folder / "achyk")
    kept = {name: text for name, text in answers.items() if name not in (*BODY, "password_file")}
    done = run_setup(folder, kept)
    assert (done.returncode, "Everything was there already: nothing was changed." in done.stdout) == (0, True)
    assert digests(folder / "achyk") == before


def test_another_answer_changes_its_variable_alone_and_is_named(install, folder, answers):
    place = folder / "achyk/environment"
    before = bootstrap.read_environment_file(place)
    done = run_setup(folder, answers | {"address": "https://achyk.example.kg"})
    assert f"Changed:\n  {place}: PORTAL_ADDRESS\n" in done.stdout
    after = bootstrap.read_environment_file(place)
    assert after == before | {"PORTAL_ADDRESS": "https://achyk.example.kg"}


def test_commands_find_the_install_by_its_environment_file(install, folder):
    done = run_portal(folder, "status", "--json")
    assert "works on the demo" not in done.stderr
    assert ('"last_backup": null' in done.stdout, '"database": null' in done.stdout) == (False, False)
    assert run_portal(folder, "manage", "migrate", "--check").returncode == 0


def test_environment_file_that_is_not_there_is_named(tmp_path):
    done = run_portal(tmp_path, "manage", "check")
    assert done.returncode == 1
    assert f"The environment file cannot be read: {tmp_path}/achyk/environment" in done.stderr


def test_user_that_the_machine_lacks_is_made_by_a_line():
    assert services.line_of_user("no-such-user") == (
        "sudo adduser --system --group --no-create-home no-such-user\n"
    )
    assert services.line_of_user("root") == ""


def test_programs_that_backups_lack_are_named_by_their_packages(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_packages({"database": "postgresql"}) == ["age", "postgresql-client"]
    assert missing_packages({"database": "sqlite"}) == ["age"]
    (tmp_path / "age").write_text("#!/bin/sh\n")
    (tmp_path / "age").chmod(0o755)
    assert missing_packages({"database": "sqlite"}) == []


# --- Units and proxies
# ------------------------------------------------------------------------------------------------


def ini_values(text, name):
    return [line.partition("=")[2] for line in text.splitlines() if line.startswith(f"{name}=")]


@pytest.fixture
def filled():
    """Every template of `deploy/`, filled as for a server in /srv, by its name."""
    answers = sources.complete_answers(WHOLE | {"user": "portal", "hosts": "achyk.kg"}, {}, INSTALL)
    install = Install(answers, Path("/srv/achyk/environment"), print)
    values = services.template_values(install)
    names = sorted(path.name.removesuffix(".in") for path in services.TEMPLATES.glob("*.in"))
    return {name: services.fill_template(name, values) for name in names}


def test_every_template_is_filled_and_used(filled):
    used = {*services.UNITS, *(proxy[0] for proxy in services.PROXY_PLACES.values())}
    assert set(filled) == used
    assert [name for name, text in filled.items() if re.search(r"@[a-z_]+@", text)] == []


def test_templates_name_no_place_of_a_developer():
    texts = [path.read_text() for path in services.TEMPLATES.glob("*.in")]
    assert [word for text in texts for word in ("/home/", "/work", "/root", str(ROOT)) if word in text] == []


def test_units_run_both_sides_the_daily_acts_and_the_backup(filled):
    runs = {name: ini_values(text, "ExecStart") for name, text in filled.items() if name.endswith("service")}
    python = sys.executable
    gunicorn = f"{python} -m gunicorn"
    end = "--timeout 300 --graceful-timeout 60 --no-control-socket --preload --log-level warning"
    workers = int(services_workers())
    assert runs == {
        "achyk-web.service": [f"{gunicorn} config.wsgi --bind 127.0.0.1:8000 --workers {workers} {end}"],
        "achyk-open.service": [
            f"{gunicorn} config.public_wsgi --bind 127.0.0.1:8001 --workers {max(2, workers // 2)} {end}"
        ],
        "achyk-daily.service": [f"{python} manage.py tick"],
        "achyk-backup.service": [f"{python} manage.py backup"],
    }
    assert {user for text in filled.values() for user in ini_values(text, "User")} == {"portal"}


def services_workers():
    return min(2 * (os.cpu_count() or 1) + 1, 12)


def test_the_owner_is_shut_off_from_what_is_served(filled):
    for name in ("achyk-web.service", "achyk-open.service", "achyk-daily.service"):
        assert ini_values(filled[name], "InaccessiblePaths") == [
            "-/srv/achyk/environment.owner -/srv/achyk/backups"
        ]
    assert "-/srv/achyk/environment.owner" in ini_values(filled["achyk-backup.service"], "EnvironmentFile")


def test_proxies_keep_no_log_and_send_citizens_to_their_own_side(filled):
    nginx, caddy = filled["nginx.conf"], filled["Caddyfile"]
    assert nginx.count("access_log off;") == 2
    assert "location /open/ { proxy_pass http://127.0.0.1:8001; }" in nginx
    assert "X-Forwarded-For $remote_addr" in nginx
    assert "handle /open/* {\n\t\treverse_proxy 127.0.0.1:8001" in caddy
    assert "log" not in caddy.replace("access log", "")


def test_units_are_understood_by_systemd(filled, tmp_path):
    """Only said not to have run where the machine has no systemd."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not on this machine")
    for name in services.UNITS:
        (tmp_path / name).write_text(filled[name])
    done = subprocess.run(
        [program, "verify", "--man=no", *(tmp_path / name for name in services.UNITS)],
        capture_output=True,
        text=True,
    )
    own = [line for line in done.stderr.splitlines() if "achyk-" in line]
    assert own == []


# --- Answers
# ----------------------------------------------------------------------------------------------------------

WHOLE = BASE | BODY | {"folder": "/srv/achyk"}
WRONG = {
    "hosts": ["*", "https://achyk.example.kg", "a b", "-x.kg", ""],
    "address": [
        "http://achyk.example.kg",
        "achyk.example.kg",
        "https://achyk.example.kg/path",
        'https://a"b',
    ],
    "folder": ["achyk", "/srv/a b", "/etc/hosts", "/srv/$HOME"],
    "database": ["mysql"],
    "database_role": ["portal; DROP ROLE x", "Portal", "1x"],
    "database_host": ["data base", "/var/run/$x"],
    "database_port": ["0", "65536", "five", "٣"],
    "superuser": ["postgres", "mysql://root@localhost"],
    "mail_host": ["mail server"],
    "backup_recipient": ["age1", "AGE-SECRET-KEY-1QQ", "ssh"],
    "proxy": ["apache"],
    "port": ["-1", "80a"],
    "workers": ["0", "100"],
    "user": ["Portal User", "root;", "root"],
}
WRONG_MAIL = {
    "mail_security": ["ssl"],
    "mail_port": ["0"],
    "mail_from": ["portal", "Портал <portal>"],
    "mail_try": ["nobody"],
    "mail_user": ["a`b"],
    "mail_password_file": ["/no/such/file", "/etc/hosts"],
}
WRONG_BODY = {
    "code": ["Достук", "a b", ""],
    "kind": ["castle"],
    "login": ["a b", ""],
    "surname": [""],
    "name": ["А" * 151],
    "password_file": ["/no/such/file", "/etc/hosts"],
}


def cases(wrong):
    return [pytest.param(name, text, id=f"{name}={text}") for name, texts in wrong.items() for text in texts]


def faults(answers, questions):
    with translation.override("en"), pytest.raises(CommandError) as refusal:
        sources.complete_answers(answers, {}, questions)
    return [line.partition(":")[0] for line in str(refusal.value).splitlines()]


@pytest.mark.parametrize("name, text", cases(WRONG))
def test_wrong_answer_is_refused_with_its_name(name, text):
    assert faults(WHOLE | {"database": "postgresql"} | {name: text}, INSTALL) == [name]


@pytest.mark.parametrize("name, text", cases(WRONG_MAIL))
def test_wrong_answer_about_mail_is_refused_with_its_name(name, text, tmp_path):
    password = production.private_file(tmp_path / "password", "x")
    mail = {"mail_host": "mail.example.kg", "mail_user": "portal", "mail_password_file": str(password)}
    sources.complete_answers(WHOLE | mail, {}, INSTALL)
    assert faults(WHOLE | mail | {name: text}, INSTALL) == [name]


@pytest.mark.parametrize("name, text", cases(WRONG_BODY))
def test_wrong_answer_about_the_first_body_is_refused_with_its_name(name, text, tmp_path):
    password = production.private_file(tmp_path / "password", production.PASSWORD)
    whole = WHOLE | {"password_file": str(password)}
    sources.complete_answers(whole, {}, sources.FIRST)
    assert faults(whole | {name: text}, sources.FIRST) == [name]


def test_short_password_in_the_file_is_refused(tmp_path):
    password = production.private_file(tmp_path / "password", "12345")
    assert faults(WHOLE | {"password_file": str(password)}, sources.FIRST) == ["password_file"]


def test_whole_answers_are_taken_with_what_is_proposed():
    answers = sources.complete_answers(WHOLE | {"database": "postgresql"}, {}, INSTALL)
    assert answers["address"] == f"https://{production.HOST}"
    assert (answers["database_name"], answers["backups"]) == ("achyk", "/srv/achyk/backups")


@pytest.mark.parametrize(
    ("text", "words"),
    [("hosts = ", "answers.toml"), ('colour = "red"\n', "nobody asks for colour"), ("port = [1]\n", "port")],
)
def test_file_that_is_no_file_of_answers_is_refused(tmp_path, text, words):
    (tmp_path / "answers.toml").write_text(text)
    with translation.override("en"), pytest.raises(CommandError, match=words):
        sources.read_answers(tmp_path / "answers.toml")


def test_refused_answers_make_nothing(folder):
    place = folder / "refused"
    place.mkdir()
    done = run_setup(place, BASE | {"folder": str(place / "achyk"), "hosts": "*"})
    assert (done.returncode, (place / "achyk").exists()) == (1, False)
    assert "hosts: " in done.stderr


def ask(text, questions=FIRST_BODY, language="en", known=None):
    """The answers of a person who types these lines, and what the terminal showed."""
    out = io.StringIO()
    with translation.override(language):
        terminal = sources.Terminal(io.StringIO(text), out)
        return terminal.ask_all(questions, known or {}), out.getvalue()


def test_terminal_asks_again_at_once_and_takes_a_choice_by_its_number():
    answers, shown = ask("Достук\ndostuk\n7\nБулак мектеби\nБулак айылы\n\nСаттарова\nАйнура\n")
    assert answers == {
        "code": "dostuk",
        "kind": "school",
        "name": "Булак мектеби",
        "place": "Булак айылы",
        "login": "admin",
        "surname": "Саттарова",
        "given": "Айнура",
    }
    assert shown.count("✗") == 1
    assert "7. School" in shown


@pytest.mark.parametrize(("language", "word"), [("ky", "Мектеп"), ("ru", "Школа")])
def test_terminal_speaks_the_language_of_the_person(language, word):
    _answers, shown = ask("a\n7\nb\nc\n\nd\ne\n", language=language)
    assert f"7. {word}" in shown
    assert not set("abcdefghijklmnopqrstuvwxyz") & set(shown.replace("dostuk", "").replace("admin", ""))


def test_known_answer_is_proposed_and_taken_by_enter():
    answers, shown = ask("\n", [FIRST_BODY[0]], known={"code": "birlik"})
    assert (answers, "[birlik] > " in shown) == ({"code": "birlik"}, True)


def test_terminal_that_is_closed_ends_the_questions():
    with pytest.raises(CommandError, match="broken off"):
        ask("dostuk\n")


# --- What is written
# ---------------------------------------------------------------------------------------------------


def test_environment_file_is_read_back_by_a_shell_and_by_the_portal(tmp_path):
    path, values = tmp_path / "environment", {"A": "Ачык <a@b.kg>", "B": "x?y=%2F&z", "C": "plain"}
    disk.write_environment(path, values | {"D": ""}, disk.Ledger())
    shell = subprocess.run(
        ["sh", "-c", f'. {path}; printf \'%s|%s|%s\' "$A" "$B" "$C"'], capture_output=True, text=True
    )
    assert shell.stdout == "|".join(values.values())
    assert bootstrap.read_environment_file(path) == values


def test_variable_added_by_hand_and_a_key_that_is_there_stay(tmp_path):
    path, key, ledger = tmp_path / "environment", tmp_path / "key", disk.Ledger()
    path.write_text("# by hand\nPORTAL_IDLE_MINUTES=10\n")
    key.write_text("mine")
    key.chmod(0o644)
    disk.write_environment(path, {"PORTAL_HOSTS": "a.kg"}, ledger)
    disk.make_key(key, ledger)
    assert bootstrap.read_environment_file(path) == {"PORTAL_IDLE_MINUTES": "10", "PORTAL_HOSTS": "a.kg"}
    assert key.read_text() == "mine"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_secrets_are_not_remembered():
    text = sources.write_answers({"hosts": "a.kg", "superuser": "postgres://postgres:secret@db/postgres"})
    assert "a.kg" in text
    assert "secret" not in text


def test_password_of_a_role_stays_and_each_role_has_its_own():
    answers = {"database_role": "achyk", "database_host": "localhost", "database_port": "5432"}
    answers["database_name"] = "achyk"
    first = postgres.make_urls(answers, {})
    again = postgres.make_urls(answers, {"DATABASE_URL": first.portal})
    assert again.portal == first.portal
    assert len({url.split("@")[0].split(":")[2] for url in first}) == 3


def test_password_of_the_administrator_stands_on_no_command_line():
    command, env = postgres.psql_command("postgres://postgres:s%20t@db.example.kg/postgres", [])
    assert "s%20t" not in " ".join(command)
    assert env["PGPASSWORD"] == "s t"


@pytest.mark.parametrize(
    ("host", "place"),
    [("/srv/second", ["-h", "/srv/second", "-p", "5499"]), ("localhost", ["-p", "5499"])],
)
def test_administrator_of_the_socket_goes_to_the_server_that_the_answers_name(host, place):
    answers = {"database_host": host, "database_port": "5499"}
    command, _env = postgres.psql_command("peer", postgres.socket_place(answers))
    assert command[command.index("psql") + 1 :] == [*place, "-d", "postgres"]


def test_two_installs_are_never_mixed(tmp_path, monkeypatch):
    path = tmp_path / "environment"
    path.write_text("DATABASE_URL=postgres://one/achyk\n")
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", path)
    monkeypatch.setattr(os, "environ", {})
    assert bootstrap.find_environment_file() == path
    monkeypatch.setattr(os, "environ", {"PORTAL_SECRET_KEY_FILE": "/other/key"})
    assert bootstrap.find_environment_file() is None
    monkeypatch.setattr(os, "environ", {"PORTAL_ENVIRONMENT_FILE": ""})
    assert bootstrap.find_environment_file() is None


def test_owner_is_known_to_the_commands_that_need_it_alone(tmp_path, monkeypatch):
    path = tmp_path / "environment"
    path.write_text("DATABASE_URL=postgres://one/achyk\n")
    Path(f"{path}.owner").write_text("PORTAL_DATABASE_OWNER_URL=postgres://owner/achyk\n")
    for command, known in (("migrate", True), ("rewrite_tables", True), ("tick", False)):
        monkeypatch.setattr(os, "environ", {"PORTAL_ENVIRONMENT_FILE": str(path)})
        bootstrap.load_environment_file([command])
        assert ("PORTAL_DATABASE_OWNER_URL" in os.environ) is known
