"""An anonymous citizen on a phone without script writes with a photograph, comes back with the code, answers
a question (Done-when 1, P-9).
"""

import re

from tests.browser.test_story import fill, submit
from tests.office import samples

WORDS = "Сугат суусун кезексиз беришет, акча сурашат."


def test_citizen_writes_comes_back_and_answers(visit, tmp_path):
    photograph = tmp_path / "IMG_7431.jpg"
    photograph.write_bytes(next(samples.jpegs()))
    phone = visit(width=360, script=False)
    phone.goto("/open/dostuk/")
    phone.locator("a[href*='/appeal/']").first.click()
    phone.locator("a[href*='/write/']").first.click()
    fill(phone, kind="complaint", text=WORDS, files=str(photograph))
    narrow(phone)
    phone.wait_for_timeout(3100)  # the ticket wants a person's three seconds
    submit(phone)
    number = re.search(r"№ (\d+)/\d{4}", phone.locator(".slip h2").inner_text())[1]
    code = " ".join(phone.locator(".secret").inner_text().split())
    narrow(phone)
    assert "7431" not in phone.content()
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"django_language"}

    clerk = visit("clerk")
    clerk.goto("/trustbox/appeals/")
    clerk.locator("a.opens", has_text=re.compile(rf"^\s*{number}\b")).first.click()
    clerk.wait_for_load_state()
    assert WORDS in clerk.content() and "IMG_7431" not in clerk.content()
    clerk.locator("a[href$='/ask/']").click()
    fill(clerk, text="Кайсы айылда болду?")
    submit(clerk)

    later = visit(width=360, script=False)
    later.goto("/open/dostuk/appeal/")
    later.locator("a[href*='/answer/']").first.click()
    fill(later, code=code.lower())
    submit(later)
    assert "Кайсы айылда болду?" in later.content() and code.replace(" ", "-") not in later.url
    fill(later, text="Пахта-Дөбө айылында")
    later.wait_for_timeout(3100)
    submit(later)
    assert "Пахта-Дөбө айылында" in later.locator(".talk").inner_text()
    narrow(later)

    clerk.reload()
    assert "Пахта-Дөбө айылында" in clerk.content()


def narrow(page):
    """Nothing runs over the side of a phone."""
    # Without script the page cannot measure itself: the picture of the whole page is as wide as the screen.
    assert page.locator("main").bounding_box()["width"] <= 360
    assert max(box["x"] + box["width"] for box in boxes(page)) <= 361


def boxes(page):
    return [box for one in page.locator("main *").all() if (box := one.bounding_box())]
