"""A day beside the browser's own date field."""

import pytest


@pytest.mark.parametrize(("browser", "written"), [("en-US", ["31.12.2026"]), ("ru-RU", []), ("ky-KG", [])])
def test_an_english_browser_shows_the_day_as_papers_write_it(visit, browser, written):
    page = visit("admin", browser=browser)
    page.goto("/calendar/new/")
    page.locator("input[type=date]").first.fill("2026-12-31")
    assert page.locator("input[type=date] + output").all_inner_texts()[:1] == written
