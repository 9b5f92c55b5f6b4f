"""What stays in a tab of what was typed: of a report nothing; of the rest only for whoever typed it."""

import json

import pytest

from tests.browser.conftest import sign_in
from tests.browser.test_story import fill

WORDS = "Купуя сөз 7431"
REPORT, CONFLICT = "/standards/corruption/new/?kind=fact", "/standards/conflicts/new/"


def kept(page):
    """All that the browser keeps for the portal, as text; but the address of the page, which htmx notes as
    the browser's own history does.
    """
    stores = page.evaluate("[{...sessionStorage}, {...localStorage}]")
    for store in stores:
        store.pop("htmx-current-path-for-history", None)
    return json.dumps(stores, ensure_ascii=False)


@pytest.fixture
def tab(visit):
    """A tab in which the employee is signed in; what is left on a page without saving is let go."""
    page = visit("employee", width=360)
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def lose_the_session(tab):
    """As when its time is over: the cookie is gone, the tab stays."""
    tab.context.clear_cookies(name="sessionid")


def come_back_as(tab, login, address):
    tab.goto(address)
    assert "/accounts/login/" in tab.url
    sign_in(tab, login)
    tab.goto(address)


def test_nothing_of_a_report_stays_in_the_browser(tab):
    tab.goto(REPORT)
    fill(tab, what=WORDS, accused=WORDS)
    assert WORDS not in kept(tab) and "corruption" not in kept(tab)
    tab.reload()
    assert tab.input_value("[name=what]") == ""
    assert tab.locator("[data-draft-note]").is_hidden()


def test_report_that_is_left_unsaved_asks_first(tab):
    """It keeps no draft: so much the more it warns."""
    asked = []
    tab.on("dialog", lambda dialog: asked.append(dialog.type))
    tab.goto(REPORT)
    tab.locator("[name=what]").press_sequentially(WORDS)
    tab.goto("/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("address", [CONFLICT, REPORT])
def test_who_signs_in_next_in_the_same_tab_finds_nothing(tab, address):
    tab.goto(address)
    field = "interest" if address == CONFLICT else "what"
    fill(tab, **{field: WORDS})
    assert (WORDS in kept(tab)) == (address == CONFLICT)
    lose_the_session(tab)
    come_back_as(tab, "head", address)
    assert tab.input_value(f"[name={field}]") == ""
    assert tab.locator("[data-draft-note]").is_hidden()
    assert WORDS not in kept(tab)


def test_whoever_typed_it_finds_it_again_after_the_session_was_lost(tab):
    tab.goto(CONFLICT)
    fill(tab, interest=WORDS)
    lose_the_session(tab)
    come_back_as(tab, "employee", CONFLICT)
    assert tab.input_value("[name=interest]") == WORDS
    assert tab.locator("[data-draft-note]").is_visible()


def test_page_of_signing_out_takes_everything_along(tab):
    tab.goto(CONFLICT)
    fill(tab, interest=WORDS)
    tab.goto("/accounts/logout/")
    assert WORDS in kept(tab)
    tab.locator("main form [type=submit]").click()
    tab.wait_for_url("**/accounts/login/**")
    assert kept(tab) == "[{}, {}]"


def test_the_way_back_shows_the_next_person_nothing(tab):
    """A browser fills in the forms of the pages it goes back to by itself, unless the form forbids it."""
    tab.goto(CONFLICT)
    fill(tab, interest=WORDS)
    lose_the_session(tab)
    come_back_as(tab, "head", CONFLICT)
    for _ in range(4):
        tab.go_back()
        field = tab.locator("[name=interest]")
        assert not field.count() or field.input_value() == ""
