"""The first day of an install: by README's own lines, on a durable database, through a TLS proxy."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import production
from tests.production import PASSWORD, one_time_code

ACTIVATE, AGAIN = "/accounts/2fa/totp/activate/", "/accounts/reauthenticate/"
CLERK = {
    "username": "aizada",
    "surname": "Бекова",
    "name": "Айзада",
    "password": "узун-сырсөз-2026",
    "role": "clerk",
    "post": "Жооптуу катчы",
}


@pytest.fixture(scope="module")
def new_browser(tmp_path_factory):
    """A maker of browsers that stand before the door of a fresh install."""
    folder = tmp_path_factory.mktemp("production")
    with production.installed(folder) as env, production.entrance(env, folder) as new_browser:
        yield new_browser


def enrol(browser, page):
    """Type the code of a factor into its page; the recovery codes that come."""
    assert page.h1 == "Аутентификатор колдонмосун иштетүү"
    codes = browser.submit(page, code=one_time_code(page.field("authenticator_secret")))
    assert (codes.status, codes.path) == (200, "/accounts/2fa/recovery-codes/")
    return codes.field("recovery_codes").split()


def test_people_enter_an_empty_install_each_with_a_factor(new_browser):
    administrator = new_browser()
    page = administrator.sign_in("admin", PASSWORD)
    assert (page.status, page.path) == (200, AGAIN)
    page = administrator.submit(page, password=PASSWORD)
    assert page.path == ACTIVATE
    assert len(enrol(administrator, page)) == 10
    assert administrator.get("/").path == "/"
    page = administrator.get("/people/new/")
    page = administrator.submit(page, body=page.choice("body", production.BEGIN["name"]), **CLERK)
    assert (page.status, page.h1) == (200, "Бекова Айзада")

    # A form that is sent without a fresh password waits for it, and is taken up again.
    clerk = new_browser()
    page = clerk.sign_in(CLERK["username"], CLERK["password"])
    page = clerk.submit(page, ACTIVATE, code="000000")
    assert (page.status, page.path) == (200, AGAIN)
    page = clerk.submit(page, password=CLERK["password"])
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
