"""The whole portal in a process of its own, with the demo in a database of its own, and a real Chromium
before it.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests import databases

ROOT = settings.BASE_DIR
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """The variables that name the database of the demo served for this run."""
    with databases.copy_beside(tmp_path_factory.mktemp("var")) as place:
        yield place


@pytest.fixture(scope="session")
def portal(place):
    """The address of a running demo, fresh for this run."""
    yield from serve_demo(Path(place["PORTAL_VAR"]), os.environ | place)


def serve_demo(var, environment):
    """Load the demo and yield the address of its portal, then stop."""
    port = free_port()
    environment = demo_variables(environment, port)
    for command in (
        ["collectstatic", "-v0", "--noinput"],
        ["demo"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    yield from serve(var, environment, port)


def demo_variables(environment, port):
    return environment | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORTAL_MODE": "demo",
        "PORTAL_SECRET_KEY": "only-for-the-browser-tests-" * 3,
        "PORTAL_CHAIN_KEY": "only-for-the-browser-tests-" * 3,
        "PORTAL_ADDRESS": f"http://127.0.0.1:{port}",
    }


def serve(var, environment, port):
    """Yield the address of a portal over a database that is filled, then stop."""
    with (var / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--preload", "-w2", "-b", f"127.0.0.1:{port}", "config.wsgi"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/open/", server, var / "log")
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address, server, log):
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address):
                return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the portal does not answer:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    executable = os.environ.get("CHROMIUM") or next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, portal):
    """Open a page of one's own: `visit("clerk")` signs in; `visit()` is anybody.

    Script errors and refused resources fail the test.
    """
    yield from visitors(chromium, portal)


def visitors(chromium, portal):
    contexts, trouble = [], []

    def open_page(login=None, *, width=1280, language="ky", script=True, browser="en-US"):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale=browser,
            java_script_enabled=script,
            base_url=portal,
            accept_downloads=True,
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": portal}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console",
            lambda line: trouble.append(line.text) if "Content Security Policy" in line.text else None,
        )
        if login:
            sign_in(page, login)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def sign_in(page, login, password="demo-2026"):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=password]) [type=submit]").first.click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)


def choose_password(page, login, code, password):
    """Sign in with a one-time code and choose a password, as its person does."""
    sign_in(page, login, code)
    for name in ("password1", "password2"):
        page.fill(f"input[name={name}]", password)
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url(lambda address: "/accounts/" not in address)
