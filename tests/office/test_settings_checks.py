"""Production refuses to start open (SAFETY D-21, H-4): each check is proved by breaking what it looks at."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from office import checks
from office.files.store import DurableStorage

ROOT = Path(__file__).resolve().parents[2]
KEY = "".join(map(chr, range(48, 112)))


def production(tmp_path, *command, **environment):
    """A command in production, with only the environment given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PORTAL_", "DJANGO_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | {"PORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def deploy(tmp_path, **environment):
    return production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "ERROR", **environment)


def key_file(tmp_path, mode):
    path = tmp_path / "key"
    path.unlink(missing_ok=True)
    path.write_text(KEY)
    path.chmod(mode)
    return str(path)


def test_production_without_its_secrets_does_not_start(tmp_path):
    answer = deploy(tmp_path)
    assert answer.returncode == 1
    assert "SECRET_KEY setting must not be empty" in answer.stderr


def test_production_is_the_mode_when_nothing_is_said(tmp_path):
    answer = production(tmp_path, "-c", "from config import settings; print(settings.MODE, settings.DEBUG)")
    assert answer.stdout.split() == ["production", "False"]


def test_production_with_its_secrets_starts_without_a_warning(tmp_path):
    whole = {
        "PORTAL_SECRET_KEY_FILE": key_file(tmp_path, 0o400),
        "PORTAL_CHAIN_KEY_FILE": str(tmp_path / "key"),
        "PORTAL_HOSTS": "portal.example.kg",
    }
    check = "manage.py", *"check --deploy --fail-level WARNING".split()
    answer = production(tmp_path, *check, **whole)
    assert answer.returncode == 1
    assert "portal.E011" in answer.stderr and answer.stderr.count("portal.") == 1
    production(tmp_path, "manage.py", "collectstatic", "--no-input", "-v0", **whole)
    answer = production(tmp_path, *check, **whole)
    assert answer.returncode == 0, answer.stderr


def install_settings(tmp_path):
    return {
        "PORTAL_VAR": str(tmp_path / "new" / "var"),
        "PORTAL_SECRET_KEY_FILE": key_file(tmp_path, 0o400),
        "PORTAL_CHAIN_KEY_FILE": str(tmp_path / "key"),
        "PORTAL_HOSTS": "portal.example.kg",
    }


# Without an address of PostgreSQL: the folder is then the database's own.
@pytest.mark.parametrize("command", ["migrate --plan", "createcachetable", "collectstatic --no-input -v 0"])
def test_first_command_of_an_install_makes_its_folder_closed_to_others(tmp_path, command):
    answer = production(tmp_path, "manage.py", *command.split(), **install_settings(tmp_path))
    assert answer.returncode == 0, answer.stderr
    var = tmp_path / "new" / "var"
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    checked = deploy(tmp_path, **install_settings(tmp_path))
    assert "portal.E008" not in checked.stderr


def test_control_folder_that_is_open_already_stays_so_and_is_named(tmp_path):
    surroundings = install_settings(tmp_path)
    var = Path(surroundings["PORTAL_VAR"])
    tmp_path.chmod(0o755)
    var.mkdir(parents=True)
    answer = production(tmp_path, "manage.py", "migrate", "--plan", **surroundings)
    assert answer.returncode == 0, answer.stderr
    assert stat.S_IMODE(var.stat().st_mode) == 0o755


@pytest.mark.parametrize(
    "broken, code",
    [
        ({"PORTAL_SECRET_KEY": "short"}, "portal.E001"),
        ({"PORTAL_CHAIN_KEY": "short"}, "portal.E006"),
        ({"PORTAL_CHAIN_KEY": ""}, "portal.E006"),
        ({"PORTAL_HOSTS": "*"}, "portal.E003"),
        ({"PORTAL_HOSTS": "portal.example.kg,*"}, "portal.E003"),
        ({"PORTAL_HOSTS": ""}, "portal.E003"),
        ({"PORTAL_TODAY": "2027-03-01"}, "portal.E010"),
    ],
)
def test_each_broken_setting_is_refused_by_its_check(broken, code, tmp_path):
    whole = {"PORTAL_SECRET_KEY": KEY, "PORTAL_CHAIN_KEY": KEY, "PORTAL_HOSTS": "portal.example.kg"}
    answer = deploy(tmp_path, **whole | broken)
    assert answer.returncode == 1
    # Nor are the files of the pages collected.
    assert re.findall(r"\((portal\.\w+)\)", answer.stderr) == sorted([code, "portal.E011"])


@pytest.mark.parametrize(
    "mode, refused", [(0o400, False), (0o600, False), (0o440, True), (0o604, True), (0o644, True)]
)
@pytest.mark.parametrize(
    "name", ["PORTAL_SECRET_KEY_FILE", "PORTAL_CHAIN_KEY_FILE", "PORTAL_MAIL_PASSWORD_FILE"]
)
def test_key_file_that_others_can_read_is_refused(name, mode, refused, tmp_path, monkeypatch):
    monkeypatch.setenv(name, key_file(tmp_path, mode))
    assert [error.id for error in checks.check_secrets(None)] == ["portal.E002"] * refused


@pytest.mark.parametrize("mode, refused", [(0o700, False), (0o750, False), (0o755, True), (0o701, True)])
def test_folder_of_papers_that_others_can_enter_is_refused(mode, refused, tmp_path, monkeypatch, settings):
    monkeypatch.setattr(checks, "is_open_to_others", lambda place: True)
    tmp_path.chmod(mode)
    settings.PRODUCTION, settings.VAR = True, tmp_path
    monkeypatch.setattr(checks, "default_storage", DurableStorage(tmp_path))
    assert [error.id for error in checks.check_folders(None)] == ["portal.E008"] * refused


def test_folder_below_a_closed_one_is_closed(tmp_path):
    (tmp_path / "open").mkdir()
    tmp_path.chmod(0o700)
    assert not checks.is_open_to_others(tmp_path / "open") and checks.is_open_to_others(Path("/usr"))


def test_debug_in_production_is_refused():
    with override_settings(PRODUCTION=True, DEBUG=True):
        assert [error.id for error in checks.check_debug(None)] == ["portal.E004"]
    with override_settings(PRODUCTION=True, DEBUG=False):
        assert checks.check_debug(None) == []


def test_database_that_could_lose_rows_is_refused(db):
    """The tests' own databases are careless on purpose."""
    with override_settings(PRODUCTION=True):
        assert {error.id for error in checks.check_durability(None, databases=["default"])} == {"portal.E005"}


def test_embedded_database_of_production_loses_nothing(tmp_path):
    whole = {"PORTAL_SECRET_KEY": KEY, "PORTAL_CHAIN_KEY": KEY, "PORTAL_HOSTS": "portal.example.kg"}
    production(tmp_path, *"manage.py collectstatic --no-input -v0".split(), **whole)
    answer = production(
        tmp_path, *"manage.py check --deploy --database default --fail-level WARNING".split(), **whole
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    "environment, behind, count",
    [
        ({}, False, 0),
        ({"PORTAL_BEHIND_PROXY": "0"}, False, 0),
        ({"PORTAL_BEHIND_PROXY": "1"}, True, 1),
        ({"PORTAL_BEHIND_PROXY": "1", "PORTAL_PROXY_COUNT": "2"}, True, 2),
        ({"PORTAL_BEHIND_PROXY": "1", "PORTAL_PROXY_COUNT": "0"}, True, 0),
    ],
)
def test_proxies_in_front_are_those_of_the_environment(environment, behind, count, tmp_path):
    code = "from config import settings as s; print(s.BEHIND_PROXY, s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    answer = production(tmp_path, "-c", code, **environment)
    assert answer.stdout.split() == [str(behind), str(count)]


@pytest.mark.parametrize(
    "environment, port, use_tls, use_ssl",
    [
        ({}, 25, False, False),
        ({"PORTAL_MAIL_SECURITY": "starttls"}, 587, True, False),
        ({"PORTAL_MAIL_SECURITY": "tls"}, 465, False, True),
        ({"PORTAL_MAIL_SECURITY": "tls", "PORTAL_MAIL_PORT": "2465"}, 2465, False, True),
    ],
)
def test_mail_server_is_that_of_the_environment(environment, port, use_tls, use_ssl, tmp_path):
    (tmp_path / "password").write_text("сырсөз\n")
    own = {"PORTAL_MAIL_USER": "portal", "PORTAL_MAIL_PASSWORD_FILE": str(tmp_path / "password")}
    code = "import json; from config import settings as s; print(json.dumps(s.MAILERS['default']['OPTIONS']))"
    found = json.loads(production(tmp_path, "-c", code, **own | environment).stdout)
    assert (found["port"], found["use_tls"], found["use_ssl"]) == (port, use_tls, use_ssl)
    assert (found["username"], found["password"], found["host"]) == ("portal", "сырсөз", "localhost")


SETTINGS = """
from django.conf import settings as s
import json
print(json.dumps({name: getattr(s, name) for name in NAMES}))
"""
WANTED = {
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "LANGUAGE_COOKIE_NAME": "__Host-language",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "LANGUAGE_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_HTTPONLY": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 365 * 86400,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "SECOND_FACTOR_REQUIRED": True,
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    "DEBUG": False,
    "USE_TZ": True,
    "TIME_ZONE": "Asia/Bishkek",
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
    "SESSION_COOKIE_AGE": 12 * 3600,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 10,
}


def test_settings_of_production_are_these(tmp_path):
    code = SETTINGS.replace("NAMES", repr(list(WANTED)))
    answer = production(tmp_path, "-c", code, PORTAL_SECRET_KEY=KEY, PORTAL_HOSTS="portal.example.kg")
    assert json.loads(answer.stdout) == WANTED


def test_policy_of_content_allows_nothing_inline_and_nothing_from_elsewhere(settings):
    allowed = {source for sources in settings.SECURE_CSP.values() for source in sources}
    assert allowed == {"'none'", "'self'", "data:"}


def test_checks_are_run_with_the_others():
    with override_settings(PRODUCTION=True, DEBUG=True, SECRET_KEY="short", ALLOWED_HOSTS=["*"]):
        found = {
            error.id for error in run_checks(include_deployment_checks=True) if error.id.startswith("portal.")
        }
    assert found == {"portal.E001", "portal.E003", "portal.E004"}
