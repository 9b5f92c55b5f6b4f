"""The portal script: what it says, what it skips, and what its checks catch."""

import os
import socket
import stat
import subprocess
from pathlib import Path

import polib
import psycopg2
import pytest

from config import bootstrap, translations
from config.database import database_settings
from tests import postgres

ROOT = Path(__file__).resolve().parent.parent


def portal(*arguments, **environment):
    return subprocess.run(
        [ROOT / "portal", *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_help_names_every_command():
    answer = portal("help")
    assert answer.returncode == 0
    named = {
        line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ") and line[2].isalpha()
    }
    assert named == {*bootstrap.COMMANDS, "help"}


def test_unknown_command_is_refused():
    assert portal("demonstration").returncode == 2


def test_busy_port_is_said_in_both_languages_before_anything_is_made(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = portal("demo", PORT=str(port), PORTAL_VAR=str(tmp_path / "var"))
    assert answer.returncode == 1
    assert f"{port}-порт бош эмес" in answer.stderr
    assert f"Port {port} is busy" in answer.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["eight", "-1", "0", "65536"])
def test_port_must_be_a_number_of_a_port(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="from 1 to 65535"):
        bootstrap.port_to_serve()


def test_without_root_the_one_line_to_type_is_said(monkeypatch):
    monkeypatch.setattr(bootstrap, "MAC", False)
    monkeypatch.setattr(bootstrap, "as_root", lambda: None)
    parts = [
        bootstrap.SystemPart("here", "here", lambda: True),
        bootstrap.SystemPart("absent", "absent", lambda: False),
    ]
    with pytest.raises(SystemExit, match="sudo apt-get install absent$"):
        bootstrap.install_system_parts(parts)


def test_libreoffice_is_found_by_its_programs():
    """Debian packs Writer and Calc apart: that one stands says nothing of the other."""
    assert [bootstrap.office_part(name)() for name in ("sw", "sc", "none")] == [True, True, False]


def test_prepared_machine_needs_no_root(monkeypatch):
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: pytest.fail("apt was asked"))
    bootstrap.install_system_parts([bootstrap.SystemPart("here", "here", lambda: True)])


def test_stamp_stands_only_for_what_it_was_made_from(tmp_path):
    stamp = tmp_path / "run.stamp"
    assert not bootstrap.is_stamped(stamp, bootstrap.hash_parts("one"))
    stamp.write_text(bootstrap.hash_parts("one"))
    assert bootstrap.is_stamped(stamp, bootstrap.hash_parts("one"))
    assert not bootstrap.is_stamped(stamp, bootstrap.hash_parts("two"))


def test_demo_is_prepared_anew_when_a_source_changes_and_not_when_a_test_does(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    for name in ("risks/models/risk.py", "tests/test_risks.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("one")
    before = bootstrap.sources_fingerprint()
    (tmp_path / "tests/test_risks.py").write_text("two, longer")
    assert bootstrap.sources_fingerprint() == before
    (tmp_path / "risks/models/risk.py").write_text("two, longer")
    assert bootstrap.sources_fingerprint() != before


def test_demo_begins_anew_only_where_a_demo_was(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VAR", tmp_path / "var")
    bootstrap.drop_demo()
    (tmp_path / "var").mkdir()
    (tmp_path / "var/portal.sqlite3").write_text("real papers")
    with pytest.raises(SystemExit, match="not the folder of a demo"):
        bootstrap.drop_demo()
    assert (tmp_path / "var/portal.sqlite3").exists()
    (tmp_path / "var/demo.stamp").write_text("made")
    bootstrap.drop_demo()
    assert not (tmp_path / "var").exists()


def test_demo_key_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VAR", tmp_path / "var")
    key = bootstrap.demo_key("secret-key")
    first = key.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o400
    assert bootstrap.demo_key("secret-key").read_text() == first


@pytest.mark.parametrize(
    ("names", "own"),
    [
        (["PATH", "HOME"], False),
        (["PORTAL_VAR"], False),
        (["PORTAL_ENVIRONMENT_FILE"], False),
        (["PORTAL_VAR", "PORTAL_SECRET_KEY_FILE"], True),
        (["PORTAL_MODE"], True),
        (["DATABASE_URL"], True),
    ],
)
def test_commands_of_an_install_never_run_on_the_demo(names, own):
    assert bootstrap.names_an_install(names) is own


def test_demo_never_sees_the_database_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VAR", tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgres://real/appeals")
    env = bootstrap.demo_environment()
    assert "DATABASE_URL" not in env
    assert env["PORTAL_MODE"] == "demo"


@pytest.mark.parametrize(
    ("surroundings", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "8101"}, "http://127.0.0.1:8101"),
        ({"PORT": "8101", "PORTAL_ADDRESS": "https://achyk.example.kg"}, "https://achyk.example.kg"),
    ],
)
def test_papers_of_the_demo_name_the_address_it_is_served_at(tmp_path, monkeypatch, surroundings, address):
    monkeypatch.setattr(bootstrap, "VAR", tmp_path)
    monkeypatch.setattr(os, "environ", surroundings)
    assert bootstrap.demo_environment()["PORTAL_ADDRESS"] == address


def run_manage(monkeypatch, folder, surroundings):
    """The environment that Django's command line is started with."""
    started = []
    monkeypatch.setattr(bootstrap, "VAR", folder)
    monkeypatch.setattr(bootstrap, "prepare_environment", lambda parts, packages: None)
    monkeypatch.setattr(os, "environ", surroundings | {"PORTAL_ENVIRONMENT_FILE": ""})
    monkeypatch.setattr(os, "execve", lambda program, arguments, env: started.append(env))
    bootstrap.manage(["where", "/"])
    return started[0]


def test_command_without_an_install_says_on_standard_error_that_it_works_on_the_demo(
    tmp_path, monkeypatch, capsys
):
    assert run_manage(monkeypatch, tmp_path, {"PATH": os.defpath})["PORTAL_MODE"] == "demo"
    said = capsys.readouterr()
    assert said.out == ""
    assert f"көрсөтмөдө ({tmp_path}) аткарылат" in said.err
    assert f"works on the demo in {tmp_path}" in said.err


def test_command_of_an_install_says_nothing_of_the_demo(tmp_path, monkeypatch, capsys):
    env = run_manage(monkeypatch, tmp_path, {"DATABASE_URL": "postgres://real/appeals"})
    assert "PORTAL_MODE" not in env
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "manage migrate",
        "manage begin --code dostuk",
        "manage collectstatic --no-input",
        "manage createcachetable",
        "manage check --deploy",
        "manage backup",
        "manage restore copy.tar.age",
        "backup",
        "restore copy.tar.age",
    ],
)
def test_command_that_makes_or_keeps_an_install_names_what_is_missing_in_both_languages(tmp_path, line):
    var = tmp_path / "var"
    kept = {
        name: value
        for name, value in os.environ.items()
        if not bootstrap.names_an_install([name]) and name != "DJANGO_SETTINGS_MODULE"
    }
    answer = subprocess.run(
        [ROOT / "portal", *line.split()],
        env=kept | {"PORTAL_VAR": str(var), "PORTAL_ENVIRONMENT_FILE": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stdout) == (2, "")
    kyrgyz, english = answer.stderr.splitlines()
    assert "өзгөрмөлөр жетишпейт" in kyrgyz
    assert "variables are missing" in english
    for name in bootstrap.NEEDED:
        assert name in kyrgyz and name in english
    assert not var.exists()


@pytest.mark.parametrize(
    ("arguments", "surroundings"),
    [
        (["migrate"], {"PORTAL_MODE": "demo"}),
        (["backup"], {"PORTAL_SECRET_KEY_FILE": "/etc/portal/secret-key"}),
        (["check"], {}),
        (["where", "/"], {}),
        ([], {}),
    ],
)
def test_command_goes_on_with_an_install_or_where_none_is_needed(monkeypatch, arguments, surroundings):
    monkeypatch.setattr(os, "environ", surroundings)
    bootstrap.require_install(arguments)


@pytest.mark.parametrize(
    ("codes", "narrowed", "code"),
    [
        ({"SQLite": 0, "PostgreSQL": 0}, False, 0),
        ({"SQLite": 1, "PostgreSQL": 0}, False, 1),
        ({"SQLite": 0, "browser": 5}, False, 5),
        ({"SQLite": 0, "browser": 5}, True, 0),
        ({"SQLite": 5, "browser": 5}, True, 5),
        ({"SQLite": -9, "browser": 0}, True, 9),
    ],
)
def test_verdict_is_green_only_when_every_run_is(codes, narrowed, code):
    assert bootstrap.print_verdict(codes, narrowed=narrowed) == code


def catalogue(root, language, **texts):
    path = translations.catalogue_path(root, language)
    path.parent.mkdir(parents=True)
    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    po.extend(polib.POEntry(msgid=text, msgstr=translated) for text, translated in texts.items())
    po.save(str(path))
    return path


def test_translations_check_finds_what_is_missing_empty_or_unused(tmp_path):
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext as _\nx = _('Risk'), _('Order')\n"
    )
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text("{% load i18n %}{% translate 'Level' %}")
    # «January» belongs to Django: our own catalogue may mend it.
    catalogue(tmp_path, "ky", Risk="Тобокелдик", Order="", Level="Деңгээл", January="январь")
    catalogue(tmp_path, "ru", Risk="Риск", Order="Приказ", Stale="Старое")
    before = sorted(tmp_path.rglob("*"))
    assert translations.find_problems(tmp_path) == [
        "ky: not translated: 'Order'",
        "ru: not translated: 'Level'",
        "ru: no longer used: 'Stale'",
    ]
    assert sorted(tmp_path.rglob("*")) == before


def test_fuzzy_translation_does_not_count(tmp_path):
    path = catalogue(tmp_path, "ky", Risk="Тобокелдик")
    po = polib.pofile(str(path))
    po[0].flags.append("fuzzy")
    po.save()
    assert translations.catalogue_problems(path, {(None, "Risk")}, set()) == ["ky: not translated: 'Risk'"]


def test_catalogue_is_compiled_when_it_is_newer(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    path = catalogue(tmp_path, "ky", Risk="Тобокелдик")
    assert bootstrap.stale_catalogues() == [path]
    translations.compile_catalogues([path])
    assert bootstrap.stale_catalogues() == []
    os.utime(path.with_suffix(".mo"), (0, 0))
    assert bootstrap.stale_catalogues() == [path]


def test_throw_away_postgres_sorts_kyrgyz_and_leaves_nothing():
    with postgres.server() as url:
        folder = database_settings(url, Path())["HOST"]
        connection = psycopg2.connect(host=folder, user="postgres", dbname="postgres")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT string_agg(x, '' ORDER BY x) FROM unnest(string_to_array('я,ө,о,ң,н', ',')) x"
            )
            assert cursor.fetchone() == ("нңоөя",)
        connection.close()
    assert not Path(folder).exists()
