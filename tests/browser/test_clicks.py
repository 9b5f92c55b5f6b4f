"""How many presses a job takes from «My day», counted by the browser: typing is free, a tick counts."""

import pytest

from tests.browser.test_opening_days import PHONE
from tests.browser.test_story import LIST, fill, press, submit, words
from tests.browser.test_trustbox_story import follow, write_letters

COUNT = """addEventListener("pointerdown", (event) => event.isTrusted && notePress(), true);"""


@pytest.fixture
def counted(visit):
    """`counted("clerk")`: a page of that person's at «My day», and what was pressed on it since."""

    def open_page(login, **size):
        page, presses = visit(login, **size), []
        page.emulate_media(reduced_motion="reduce")  # a page that still slides shows nothing where it stands
        page.context.expose_binding("notePress", lambda _source: presses.append(page.url))
        page.context.add_init_script(COUNT)
        page.goto("/")
        return page, presses

    return open_page


def go(page, selector, **text):
    page.locator(selector, **text).first.click()
    page.wait_for_load_state()


def test_every_press_is_counted(counted):
    page, presses = counted("clerk")
    go(page, ".side a[href='/commissions/']")
    page.locator("h1").click()
    page.keyboard.press("Tab")
    assert len(presses) == 2


def test_minutes_of_six_people_and_two_questions_take_eight_presses(counted):
    page, presses = counted("clerk")
    go(page, ".side a[href='/commissions/']")
    go(page, "main a[href^='/commissions/']", has_text="Тобокелдиктерди")
    go(page, "a[href^='/meetings/of/']")
    fill(page, place="Жыйындар залы", questions="Тизмек жөнүндө\nПлан жөнүндө")
    submit(page)
    assert page.locator("[name=present]").count() == 6
    page.locator("[data-everybody]").click()
    page.locator("[data-all-for]").click()
    for number, field in enumerate(page.locator(".question:not(details *) [name^=decision_]").all()):
        field.fill(f"Жактырылсын {number}")
    assert page.locator("[name^=votes_for_]").first.input_value() == "6"
    page.locator("[data-kept]").wait_for(state="visible")
    assert page.locator("[data-missing] li").all_inner_texts() == []
    preview = page.frame_locator("[data-preview]").locator("body")
    preview.get_by_text("макул – 6").first.wait_for()
    page.locator("[name=close]").click()
    page.wait_for_url("**/move/close/")
    submit(page)
    assert len(presses) <= 8
    paper = words(page.request.get(f"{page.url}minutes.pdf").body())
    assert "ДОЛБООР" not in paper and "Жактырылсын 1" in paper and paper.count("макул – 6") == 2


def test_what_is_typed_in_the_minutes_is_at_the_portal_before_anything_is_pressed(counted):
    page, _presses = counted("clerk", width=PHONE)
    page.goto("/commissions/")
    go(page, "main a[href^='/commissions/']", has_text="Тобокелдиктерди")
    go(page, "a[href^='/meetings/of/']")
    submit(page)
    page.locator("[name=question_n0]").fill("Биринчи")
    page.locator("[data-kept]").wait_for(state="visible")
    page.locator("[name^=decision_]").first.fill("Чечим")
    page.wait_for_function(
        "document.querySelector('[data-question] [name^=question_]').name !== 'question_n0'"
    )
    page.locator("[data-kept]").wait_for(state="visible")
    with page.expect_response(lambda answer: answer.request.method == "POST") as kept:
        page.locator("[name^=heard_]").first.fill("Катчы")
    assert kept.value.status == 200
    other = page.context.new_page()
    other.goto(page.url)
    values = [
        other.locator(f"[name^={name}_]").first.input_value() for name in ("question", "heard", "decision")
    ]
    assert values == ["Биринчи", "Катчы", "Чечим"]
    assert other.locator("[name^=question_]").nth(1).input_value() == ""


def test_line_that_is_back_sends_only_the_page_that_has_something_to_send(counted):
    page, _presses = counted("clerk", width=PHONE)
    page.goto("/commissions/")
    go(page, "main a[href^='/commissions/']", has_text="Тобокелдиктерди")
    go(page, "a[href^='/meetings/of/']")
    fill(page, place="Жыйындар залы", questions="Биринчи")
    submit(page)
    beside = page.context.new_page()
    beside.goto(page.url)
    page.context.set_offline(True)
    beside.locator("[name^=decision_]").first.fill("Чечим")
    beside.locator("[data-unsent]").wait_for(state="visible")
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.context.set_offline(False)
    beside.locator("[data-kept]").wait_for(state="visible")
    assert beside.locator("[data-refused-words]").inner_text() == "" and "POST" not in sent
    page.reload()
    assert page.locator("[name^=decision_]").first.input_value() == "Чечим"


def is_covered(page):
    """Whether anything that sticks to the edge lies over the lower part of the field with the focus."""
    return page.evaluate(
        """() => {
            const field = document.activeElement, box = field.getBoundingClientRect();
            const top = document.elementFromPoint(box.left + 8, Math.min(box.bottom, innerHeight) - 6);
            return box.bottom > innerHeight || !(top === field || field.contains(top) || top.contains(field));
        }"""
    )


def test_list_of_a_village_is_imported_by_six_presses(counted):
    """From «My day», the one doubt of the file decided; the file itself is chosen in the system's window."""
    page, presses = counted("stranger")
    go(page, ".side a[href='/risks/']")
    go(page, "a[href='/risks/imports/new/']")
    fill(page, file=str(LIST))
    submit(page)
    page.locator("fieldset.doubt input[type=radio][value=medium]").check()
    page.locator("form.doubts [name=accept]").click()
    page.wait_for_url("**/move/accept/")
    submit(page)
    assert len(presses) <= 6
    assert "11" in page.locator("main").inner_text() and page.locator(".error-summary").count() == 0


def test_opening_with_three_letters_takes_fourteen_presses_on_a_phone(counted):
    """From «My day» to the seal; the kind of a letter is chosen by keys."""
    page, presses = counted("clerk", width=PHONE)
    page.goto("/trustbox/boxes/new/")
    fill(page, place_ky="Айылдык клуб, чатыр", opens="09:00", closes="17:00", set_up_on="2026-02-02")
    submit(page)
    page.goto("/")
    presses.clear()
    go(page, "summary:has-text('Меню')")
    go(page, "a[href='/trustbox/appeals/']:visible")
    go(page, "main a[href='/trustbox/boxes/']")
    go(page, ROW, has_text="чатыр")
    follow(page, "Кутучаны ачуу")
    fill(page, seal_before="жок")
    submit(page)
    follow(page, "Каттарды саноо")
    fill(page, count="3")
    submit(page)
    write_letters(page, "Биринчи кат", "Экинчи кат", "Үчүнчү кат")
    press(page, "/move/close/", seal_after="0301")
    assert len(presses) <= 14
    assert page.locator("section", has_text="Бул ачуунун жазуулары").last.locator("li").count() == 3


ROW = "main tbody a.opens"
PAPERS = {
    "list": ("/risks/", "main a[href='/risks/editions/']", ROW),
    "order": ("/orders/", ROW),
    "plan": ("/plans/", ROW),
    "appeals": ("/trustbox/appeals/",),
    "minutes": ("/commissions/", ROW, "main a[href^='/meetings/']:not([href*='/of/'])"),
    "rating": ("/monitoring/", "main a[href='/monitoring/rating/']"),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_any_paper_is_three_presses_away(counted, paper):
    """The page where it stands beside its PDF."""
    page, presses = counted("clerk")
    section, *steps = PAPERS[paper]
    for selector in (f".side a[href='{section}']", *steps):
        go(page, selector)
    address = page.locator("main a[href*='.pdf'], main a[href*='/pdf/']").first.get_attribute("href")
    assert page.request.get(address).headers["content-type"] == "application/pdf"
    assert len(presses) <= 3


@pytest.mark.parametrize(("width", "risk"), [(PHONE, 12), (1280, 13)])
def test_a_risk_is_scored_on_one_screen_by_one_press_and_nothing_covers_the_field(counted, width, risk):
    page, presses = counted("member", width=width)
    page.goto(f"/risks/{risk}/")
    page.goto(page.locator("a[href*='/assessments/of/']").first.get_attribute("href"))
    reasons = "Кеңири дискрециялык ыйгарым укуктар"
    for name, value in (("likelihood", "3"), ("harm", "2")):
        page.locator(f"[name={name}][value='{value}']").focus()
        page.keyboard.press("Space")
        page.locator(f"[name={name}_reason]").fill(reasons)
    page.get_by_text("5", exact=True).first.wait_for()  # the result is there
    covered = []
    page.locator("[name=likelihood]").first.focus()
    for _ in range(12):
        name = page.evaluate("document.activeElement.name")
        if name and is_covered(page):
            covered.append(name)
        page.keyboard.press("Tab")
    assert covered == []
    submit(page)
    assert len(presses) == 1 and "/assessments/" in page.url
