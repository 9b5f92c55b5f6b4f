"""Two years of one plan: approved, drift tried in every way, a second edition; the report of the first year
made in the second equals the one made on 31 December.
"""

import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases
from tests.browser.conftest import demo_variables, free_port, serve, serve_demo, visitors
from tests.browser.test_story import decide, fill, pdf, press, submit, words

NEW_YEARS_EVE, LATER = "2026-12-31", "2027-03-01"
MOVED, ADDED, RENAMED = "2026-жылдын 2-жарым жылдыгы", "Жаңы редакциянын чарасы", "Экинчи редакциядагы план"


@pytest.fixture
def on_day(chromium, tmp_path_factory):
    """Serve one demo of its own on a day: `with on_day("2026-12-31") as visit`."""
    with databases.copy_beside(tmp_path_factory.mktemp("years")) as place:
        var = Path(place["PORTAL_VAR"])
        for _address in serve_demo(var, os.environ | place):
            break  # the demo is loaded; it is served again on the days of the walk

        @contextmanager
        def served(day):
            port = free_port()
            environment = demo_variables(os.environ | place | {"PORTAL_TODAY": day}, port)
            with (
                contextmanager(serve)(var, environment, port) as address,
                contextmanager(visitors)(chromium, address) as visit,
            ):
                yield visit

        yield served


def tables(page, address):
    """Every cell of the tables of a page, as it is read."""
    page.goto(address)
    return [text.strip() for text in page.locator("main td, main th, main .paper-view p").all_inner_texts()]


def main_words(page, address):
    page.goto(address)
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


def path_of(page):
    """The address of the page without the portal: another port serves it on another day."""
    return re.sub(r"^https?://[^/]+", "", page.url).split("#")[0]


def open_measures(page, plan):
    """Addresses of the measures of a plan that have a task."""
    page.goto(plan)
    found = page.eval_on_selector_all(
        "section[aria-labelledby^=section-] tbody a.opens", "all => all.map(a => a.getAttribute('href'))"
    )
    return [one for one in dict.fromkeys(found) if re.fullmatch(r"/plans/measures/\d+/", one)]


def try_to_drift(clerk, plan, measures):
    """What a clerk may try without an edition; whatever is sent, the plan says what it said."""
    before = main_words(clerk, plan)
    clerk.goto(f"{measures[0]}edit/")
    for name in ("term", "result", "words", "text"):
        assert clerk.locator(f"[name={name}]").first.is_disabled()
    clerk.evaluate("document.querySelectorAll('[disabled]').forEach(field => field.disabled = false)")
    fill(clerk, term=MOVED, result="Башка натыйжа", text="Башка чара")
    clerk.locator("main form [type=submit]").last.click()
    clerk.wait_for_load_state()
    clerk.goto(plan)
    sections = clerk.locator("main h2[id^=section-]").evaluate_all("all => all.map(one => one.id.slice(8))")
    assert clerk.locator("a[href*='/plans/sections/']").count() == 0
    for address in (f"/plans/sections/{sections[0]}/edit/", f"{measures[0]}throw-away/", f"{plan}edit/"):
        clerk.goto(address)
        if clerk.locator("main form [type=submit]").count():
            clerk.evaluate("document.querySelectorAll('[disabled]').forEach(field => field.disabled = false)")
            if clerk.locator("[name=title]").count():
                fill(clerk, title="Башка аталыш")
            clerk.locator("main form [type=submit]").last.click()
            clerk.wait_for_load_state()
    assert without_history(main_words(clerk, plan)) == without_history(before)


def without_history(text):
    return text.split("Өзгөрүүлөрдүн тарыхы")[0].split("Тарыхы")[0]


def work_on_the_copy(clerk, plan):
    """Edition 2 begins; its copy gets another title and term, a measure more and one less.

    Returns the address of the edition.
    """
    clerk.goto(plan)
    clerk.locator("a[href*='/plans/editions/of/']").first.click()
    clerk.wait_for_load_state()
    fill(clerk, ground="functions")
    submit(clerk)
    edition = path_of(clerk)
    clerk.goto(plan)
    clerk.locator("main .consequence a").first.click()
    clerk.wait_for_load_state()
    copy = path_of(clerk)
    assert "2-редакциянын көчүрмөсү" in clerk.locator("main").inner_text()
    measures = open_measures(clerk, copy)
    clerk.goto(f"{measures[0]}edit/")
    fill(clerk, term=MOVED, result="Башка натыйжа")
    submit(clerk)
    clerk.goto(measures[0])
    assert "Бекитилгендей" in clerk.locator("main").inner_text()
    clerk.goto(measures[1])
    risk = clerk.locator("main .panel a[href^='/risks/']").first.get_attribute("href").split("/")[2]
    press(clerk, "/move/drop/", ground="Ыйгарым укук өттү")
    clerk.goto(f"{copy}edit/")
    fill(clerk, title=RENAMED)
    submit(clerk)
    clerk.goto(copy)
    clerk.locator("main a[href*='/plans/measures/of/']").first.click()
    clerk.wait_for_load_state()
    # A high risk keeps a measure that answers for it: without one no order is made.
    clerk.locator(f"[name=risks][value='{risk}']").check()
    task = clerk.locator("[name=task] option").nth(1).get_attribute("value")
    fill(clerk, text=ADDED, term="2026-жыл", task=task, words="айыл өкмөтү", funding="Талап кылынбайт")
    submit(clerk)
    return edition


def approve(clerk, head, edition):
    clerk.goto("/commissions/")
    group = clerk.locator("main tbody a[href^='/commissions/']").first.get_attribute("href")
    decide(clerk, group.strip("/").split("/")[1], LATER)
    clerk.goto(edition)
    clerk.locator("a[href*='/move/consider/']").first.click()
    clerk.locator("[name=question]").select_option(index=1)
    submit(clerk)
    clerk.goto(edition)
    clerk.locator("a[href*='/move/order/']").first.click()
    submit(clerk)
    clerk.goto(edition)
    clerk.locator("main .lines a[href^='/orders/']").first.click()
    clerk.wait_for_load_state()
    order = path_of(clerk)
    press(clerk, "/edit/", controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")
    press(clerk, "/move/submit/")
    head.goto(order)
    head.locator("a[href*='/move/sign/']").first.click()
    for box in head.locator("main form input[type=checkbox]").all():
        box.check()
    submit(head)
    clerk.goto(order)
    press(clerk, "/move/register/", number="301", date=LATER)


def new_report(clerk, plan, year):
    clerk.goto(plan)
    clerk.locator("a[href*='/plans/reports/of/']").first.click()
    clerk.wait_for_load_state()
    fill(clerk, year=year)
    submit(clerk)
    return path_of(clerk)


def test_the_report_of_a_year_is_the_same_a_year_later(on_day):
    with on_day(NEW_YEARS_EVE) as visit:
        clerk, citizen = visit("clerk"), visit()
        clerk.goto("/plans/?kind=risks")
        clerk.locator("main tbody a.opens").first.click()
        clerk.wait_for_load_state()
        plan = path_of(clerk)
        assert "121" in clerk.locator("main").inner_text()
        open_page = re.sub(r"^https?://[^/]+", "", clerk.locator("a.code").first.get_attribute("href"))
        report = new_report(clerk, plan, "2026")
        figures, printed = tables(clerk, report), words(pdf(clerk, f"{report}paper.pdf"))
        board, seen = main_words(clerk, "/plans/measures/board/"), main_words(citizen, open_page)
        assert "31.12.2026 күнүнө карата" in printed
        try_to_drift(clerk, plan, open_measures(clerk, plan))
        edition = work_on_the_copy(clerk, plan)
        assert tables(clerk, report) == figures
        assert (main_words(clerk, "/plans/measures/board/"), main_words(citizen, open_page)) == (board, seen)
    with on_day(LATER) as visit:
        clerk, head, citizen = visit("clerk"), visit("head"), visit()
        assert tables(clerk, report) == figures
        assert ADDED not in main_words(citizen, open_page)
        approve(clerk, head, edition)
        assert RENAMED in main_words(citizen, open_page) and ADDED in main_words(citizen, open_page)
        assert MOVED in main_words(clerk, plan) and "301" in main_words(clerk, plan)
        assert tables(clerk, report) == figures
        assert words(pdf(clerk, f"{report}paper.pdf")) == printed
        # The negative control: what speaks of today is of the second edition.
        assert ADDED in main_words(clerk, plan) and ADDED not in printed
