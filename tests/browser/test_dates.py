"""A day beside the browser's own date field."""

import pytest


@pytest.mark.parametrize("browser", ["en-US", "ru-RU", "ky-KG"])
@pytest.mark.parametrize(
    ("language", "written"), [("ky", ["31.12.2026"]), ("ru", ["31.12.2026"]), ("en", [])]
)
def test_the_day_stands_beside_its_field_as_the_page_writes_it(visit, browser, language, written):
    """Chromium draws its field by the language of its menus: `navigator` may say «ky» over «12/31/2026»."""
    page = visit("admin", browser=browser, language=language)
    page.goto("/calendar/new/")
    page.locator("input[type=date]").first.fill("2026-12-31")
    assert page.locator("input[type=date] + output").all_inner_texts()[:1] == written
