"""A measure is proved from a telephone, accepted by the head, shown to everyone; the report of the year
drafts itself with the same totals.
"""

import io
import re

from PIL import Image

from tests.browser.test_story import fill, press, submit

NOTE = "Эки адис текшерүү тартиби бекитилип, журнал ачылды."


def photo(folder):
    path = folder / "журнал.jpg"
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "#7a9").save(content, "JPEG")
    path.write_bytes(content.getvalue())
    return str(path)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def numbers(page):
    """The totals of a plan as its page says them: per cent, overdue, under way, reported, not begun."""
    page.goto(page.url)
    return [int(re.sub(r"\D", "", text)) for text in page.locator(".numbers strong").all_inner_texts()[:5]]


def prove(page, picture):
    """The executor opens the first of the measures against risks and tells that it is done.

    Returns its address.
    """
    page.goto("/plans/mine/")
    assert fits(page)
    page.locator("a.opens", has_text="Жер акысынын эсебин эки").first.click()
    page.wait_for_load_state()
    measure = page.url
    page.locator("main a[href$='/tell/']").first.click()
    page.wait_for_load_state()
    assert fits(page)
    fill(page, step="finish", text=NOTE)
    refuse_what_is_too_large(page)
    fill(page, photo=picture)
    submit(page)
    assert page.url == measure
    assert fits(page)
    return measure


def refuse_what_is_too_large(page):
    """Nothing is sent, the page says why, the words stay."""
    huge = {"name": "видео.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (20 * 2**20 + 1)}
    page.locator("[name=photo]").set_input_files([huge])
    page.locator(".save-bar button[type=submit]").first.click()
    assert "видео.jpg" in page.locator(".too-large").inner_text()
    assert page.locator("[name=text]").input_value() == NOTE


def show_all(page, measure):
    """The clerk puts what was told and given onto the open page."""
    offers = page.locator("a[href$='/show/']", has_text="Ачык бетте көрсөтүү")
    page.goto(measure)
    assert offers.count() == 2  # the words and the picture
    for _ in range(2):
        offers.first.click()
        page.wait_for_load_state()
        submit(page)
        page.goto(measure)


def test_measure_is_proved_seen_shown_and_reported(visit, tmp_path):
    employee, head, clerk, citizen = visit("employee", width=360), visit("head"), visit("clerk"), visit()
    measure = prove(employee, photo(tmp_path))

    # A high risk hangs on it: it awaits the head, who looks at the proof and accepts.
    def column(number):
        head.goto("/plans/measures/board/")
        return head.locator("section", has=head.locator(f"#column-{number}")).inner_text()

    assert "Жер акысынын эсебин эки" in column(4) and "Жер акысынын эсебин эки" not in column(5)
    head.goto("/")
    head.locator("main a", has_text="Жер акысынын эсебин эки").first.click()
    head.wait_for_load_state()
    assert head.url == measure
    press(head, "/move/accept/")
    assert "Жер акысынын эсебин эки" in column(5)
    head.goto(measure)
    assert NOTE in head.locator("main").inner_text()
    with head.expect_download() as file:
        head.locator("a[href*='/plans/proofs/'][href$='/file/']").first.click()
    assert file.value.suggested_filename == "журнал.jpg"

    show_all(clerk, measure)
    clerk.locator("main dl a[href^='/plans/'], .crumbs a[href^='/plans/']").first.click()
    clerk.wait_for_load_state()
    plan = clerk.url
    percent, overdue, under_way, reported, not_begun = numbers(clerk)

    citizen.goto(clerk.locator("a.code").first.get_attribute("href"))
    assert f"{percent} %" in citizen.locator("main").inner_text()
    citizen.locator("main a", has_text="Жер акысынын эсебин эки").first.click()
    citizen.wait_for_load_state()
    assert NOTE in citizen.locator("main").inner_text()
    assert "журнал.jpg" in citizen.locator("main").inner_text()
    assert citizen.context.cookies()[1:] == []

    clerk.goto(plan)
    clerk.locator("a[href*='/plans/reports/of/']").first.click()
    clerk.wait_for_load_state()
    fill(clerk, year="2026")
    submit(clerk)
    whole = clerk.locator("table").first.locator("tbody tr").last.locator("td").all_inner_texts()
    planned, done, *rest = (int(text) for text in whole if text.strip().isdigit())
    assert reported == 1
    assert rest[:3] == [under_way + reported, not_begun, overdue]
    assert (100 * done // planned, planned) == (percent, done + under_way + reported + not_begun)
