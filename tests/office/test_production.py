"""The first day of an install: by README's own lines, on a durable database, through a TLS proxy."""

import os
import secrets
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection

import pytest

from tests import production
from tests.production import PASSWORD, one_time_code
from tests.serving import ROOT

OWN = "узун-сырсөз-2026"
ACTIVATE = "/accounts/2fa/totp/activate/"
CLERK = {
    "username": "aizada",
    "surname": "Бекова",
    "name": "Айзада",
    "password": "узун-сырсөз-2026",
    "role": "clerk",
    "post": "Жооптуу катчы",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("production")


@pytest.fixture(scope="module")
def env(folder):
    """The environment of a fresh install."""
    with production.installed(folder) as env:
        yield env


@pytest.fixture(scope="module")
def new_browser(env, folder):
    """A maker of browsers that stand before its door."""
    with production.entrance(env, folder) as new_browser:
        yield new_browser


def enrol(browser, page):
    """Type the code of a factor into its page; the recovery codes that come."""
    assert page.h1 == "Телефондогу колдонмону кошуу"
    codes = browser.submit(page, code=one_time_code(page.field("authenticator_secret")))
    assert (codes.status, codes.path) == (200, "/accounts/2fa/recovery-codes/")
    return codes.field("recovery_codes").split()


def test_people_enter_an_empty_install_each_with_a_factor(new_browser):
    administrator = new_browser()
    page = administrator.sign_in("admin", PASSWORD)
    assert (page.status, page.path) == (200, ACTIVATE)
    assert len(enrol(administrator, page)) == 10
    assert administrator.get("/").path == "/"
    page = administrator.get("/people/new/")
    page = administrator.submit(page, body=page.choice("body", production.BEGIN["name"]), **CLERK)
    assert (page.status, page.h1) == (200, "Бир жолку код түзүү")
    slip = administrator.submit(page)
    assert (slip.status, slip.h1) == (200, "Бир жолку код")

    # Whoever came with a code chooses a password before anything else.
    clerk = new_browser()
    page = clerk.sign_in(CLERK["username"], slip.field("code"))
    assert (page.status, page.path, page.h1) == (200, "/accounts/password/set/", "Сырсөзүңүздү тандаңыз")
    page = clerk.submit(page, password1=OWN, password2=OWN)
    assert (page.status, page.path) == (200, ACTIVATE)
    page = clerk.submit(page, code="000000")
    assert (page.status, page.path) == (200, ACTIVATE)
    with ThreadPoolExecutor(4) as presses:
        code = one_time_code(page.field("authenticator_secret"))
        answers = list(presses.map(lambda _: clerk.submit(page, code=code).status, range(4)))
    assert answers == [200] * 4
    page = clerk.get("/")
    assert (page.status, page.path, page.h1) == (200, "/", "Менин күнүм")


def test_wrong_passwords_of_a_stranger_stop_nobody(new_browser):
    stranger = new_browser()
    page = stranger.get("/")
    for n in range(12):
        page = stranger.submit(page, login=f"nobody{n}", password="башка-сыр-сөз")
        assert (page.status, page.path) == (200, "/accounts/login/")
    assert new_browser().sign_in("admin", PASSWORD).path != "/accounts/login/"


# --- What is not served
# ------------------------------------------------------------------------------------------------------


def open_key(env, folder):
    path = folder / "open-key"
    path.write_text(secrets.token_urlsafe(64))
    path.chmod(0o644)
    return {"PORTAL_SECRET_KEY_FILE": str(path)}


def superuser(env, folder):
    return {"DATABASE_URL": env["DATABASE_URL"].replace("//portal@", "//postgres@")}


FAULTS = {
    "no chain key": (lambda env, folder: {"PORTAL_CHAIN_KEY_FILE": ""}, "portal.E006"),
    "any host": (lambda env, folder: {"PORTAL_HOSTS": "*"}, "portal.E003"),
    "a key others read": (open_key, "portal.E002"),
    "another day": (lambda env, folder: {"PORTAL_TODAY": "2027-03-01"}, "portal.E010"),
}
if "DATABASE_URL" in os.environ:  # SQLite has no roles
    FAULTS["a superuser"] = (superuser, "portal.E005")
SIDES = {"desk": ("config.settings", "config.wsgi"), "open": ("config.settings_public", "config.public_wsgi")}


def serve(env, side):
    """Run gunicorn for one side until it ends or answers: its exit code or None, and what it said."""
    settings, name = SIDES[side]
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-b",
        f"127.0.0.1:{port}",
        "--no-control-socket",
        name,
    ]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env | {"DJANGO_SETTINGS_MODULE": settings},
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        code = wait_for_end_or_answer(server, port)
    finally:
        server.terminate()
        log = server.communicate(timeout=60)[1]
    return code, log


def wait_for_end_or_answer(server, port):
    for _ in range(600):
        if (code := server.poll()) is not None:
            return code
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=30)) as line:
            line.request("GET", "/", headers={"Host": production.HOST})
            line.getresponse()
            return None
        time.sleep(0.1)
    raise AssertionError("the server neither ended nor answered")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_with_a_fault_ends_and_names_it(env, folder, side, fault):
    change, name = FAULTS[fault]
    code, log = serve(env | change(env, folder), side)
    assert code, log
    assert name in log


@pytest.mark.parametrize("side", SIDES)
def test_a_server_without_a_fault_answers(env, side):
    code, log = serve(env, side)
    assert code is None, log
