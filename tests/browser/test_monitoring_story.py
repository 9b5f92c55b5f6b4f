"""A school under monitoring: memo, scores apart on phones, agreed scores, certificate, a late answer, the
next year, the public rating.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.test_axe import violations
from tests.browser.test_story import fill, pdf, press, submit, words

SCHOOL = "Достук орто мектеби"
PHONE = 360


def begin(page, year):
    """A planned monitoring of the school by the village's commission, its memo corrected and sent.

    Returns its address.
    """
    page.goto("/monitoring/new/")
    for name, label in (("subject", SCHOOL), ("commission", "Айыл өкмөтүнүн мониторинг комиссиясы")):
        page.locator(f"[name={name}]").select_option(label=label)
    fill(
        page,
        kind="planned",
        year=str(year),
        period_from=f"{year - 1}-01-01",
        period_to=f"{year - 1}-12-31",
        visit_from=f"{year}-03-02",
    )
    submit(page)
    address = page.url
    page.goto(f"{address}edit/")
    fill(page, documents_24="Мурдагы сунуштар боюнча каттар")
    submit(page)
    page.goto(address)
    press(page, "/move/announce/")
    return address


def narrow(page):
    """Whether nothing of the page lies beyond the edge of the phone."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def score(page, address, keys):
    """Score every criterion by keyboard on a phone and hand the sheet in."""
    page.goto(f"{address}score/")
    assert narrow(page)
    assert page.locator("fieldset.criterion").count() == 24
    page.keyboard.press("5")  # nothing has the focus yet: it scores nothing
    assert page.locator("[data-done]").inner_text() == "0"
    page.locator("#criterion-1 input[type=radio]").first.focus()
    for key in keys:
        page.keyboard.press(key)
    assert page.locator("[data-done]").inner_text() == "24"
    assert page.locator("[data-sum]").inner_text() == str(sum(map(int, keys)))
    page.locator(".save-bar [type=submit]").click()
    page.locator("[name=confirmed]").click()
    page.wait_for_url(lambda address: "/score/" not in address)


def agree(page, address):
    """The one criterion that differs stands first; what is agreed gets its reason."""
    page.goto(f"{address}agree/")
    first = page.locator("fieldset.criterion").first
    assert first.get_attribute("data-criterion") == "22"
    first.locator("input[value='3']").check(force=True)
    first.locator("textarea").fill("Кабыл алуу графиги бар, журнал толук эмес")
    page.locator("form[data-scores] [type=submit]").click()
    page.wait_for_load_state()


def certificate(page, address, day):
    """Make the certificate and print it and the table. Returns its address."""
    page.goto(address)
    press(page, "/move/close/", made_on=day.isoformat())
    page.goto(address)
    page.locator("a[href*='/certificates/']", has_text="95").first.click()
    page.wait_for_load_state()
    paper = words(pdf(page, f"{page.url}paper/certificate-pdf/"))
    assert "МААЛЫМКАТ" in paper and "Жыйынтыктоочу баа: 95" in paper
    assert "журнал толук эмес" in paper
    table = words(pdf(page, f"{page.url}paper/table-pdf/"))
    assert "Индикаторлор" in table and "Жыйынтыктоочу баа 95" in table
    return page.url


def recommend(page, address, issued, due):
    page.goto(address)
    page.locator("a[href*='/recommendations/of/']").click()
    page.wait_for_load_state()
    fill(
        page,
        text="Кабыл алуу журналын толук жүргүзүү",
        addressee="Директор Н. Ш. Турдубаева",
        issued_on=issued.isoformat(),
        due=due.isoformat(),
    )
    page.locator("main form [type=submit]").last.click()
    page.locator("[name=confirmed]").check()
    submit(page)
    return page.url


def rating_is_public(clerk, head, visit, year):
    """The rating becomes the annex of an order, is signed, registered and published; anybody reads it."""
    clerk.goto(f"/monitoring/rating/?year={year}")
    assert SCHOOL in clerk.locator("table.rated").inner_text()
    clerk.locator("a[href*='/rating/order/']").click()
    submit(clerk)
    order = clerk.url
    press(clerk, "/move/submit/")
    head.goto(order)
    head.locator("a[href*='/move/sign/']").first.click()
    for box in head.locator("main form input[type=checkbox]").all():
        box.check()
    submit(head)
    clerk.goto(order)
    press(clerk, "/move/register/", number="201", date=timezone.localdate().isoformat())
    clerk.goto(order)
    clerk.locator("a[href*='publish']").first.click()
    submit(clerk)
    page = visit(width=PHONE)
    page.goto("/open/dostuk/")
    page.locator("a", has_text="рейтинги").first.click()
    page.wait_for_load_state()
    assert SCHOOL in page.locator("main").inner_text()
    assert narrow(page)


def test_a_monitoring_from_the_memo_to_the_public_rating(visit):
    today = timezone.localdate()
    officer, clerk, head = visit("officer"), visit("clerk", width=PHONE), visit("head")
    member = visit("member", width=PHONE)
    school = visit("mektep-clerk")

    address = begin(officer, 2027)
    school.goto("/monitoring/notices/")
    school.locator("a.opens").first.click()
    assert "Мурдагы сунуштар боюнча каттар" in school.locator("main").inner_text()

    score(member, address, "4" * 21 + "2" + "44")
    score(clerk, address, "4" * 24)
    assert narrow(clerk)
    score(officer, address, "4" * 24)
    agree(officer, address)
    result = certificate(officer, address, today - timedelta(30))

    recommendation = recommend(officer, result, today - timedelta(30), today - timedelta(9))
    school.goto(recommendation)
    press(school, "/move/answer/", answer="Журнал толукталды")
    officer.goto(recommendation)
    press(officer, "/move/accept/")

    following = begin(officer, 2028)
    member.goto(f"{following}score/")
    assert "9 күн кечикти" in member.locator("#criterion-24").inner_text()
    assert "кечикти" not in member.locator("#criterion-23").inner_text()

    rating_is_public(clerk, head, visit, 2027)


def test_what_was_scored_on_a_broken_line_comes_back(visit):
    inspector = visit("inspector", width=PHONE)
    inspector.goto("/monitoring/")
    inspector.locator("a.opens", has_text="Достук айыл өкмөтү").first.click()
    inspector.locator("a[href$='/score/']").first.click()
    inspector.wait_for_load_state()
    inspector.context.set_offline(True)
    inspector.locator("#criterion-13 input[value='3']").check(force=True)
    inspector.locator("[data-unsent]").wait_for()
    inspector.context.set_offline(False)
    inspector.locator("[data-kept]").wait_for()
    other = visit("inspector", width=PHONE)
    other.goto(inspector.url)
    assert other.locator("#criterion-13 input[value='3']").is_checked()


def test_sheet_works_without_script(visit):
    inspector = visit("inspector", width=PHONE, script=False)
    inspector.goto("/monitoring/")
    inspector.locator("a.opens", has_text="Достук айыл өкмөтү").first.click()
    inspector.locator("a[href$='/score/']").first.click()
    inspector.locator("#criterion-14 input[value='5']").check(force=True)
    inspector.locator(".save-bar [type=submit]").click()
    assert inspector.locator("#criterion-14 input[value='5']").is_checked()
    inspector.locator("[name=confirmed]").click()
    inspector.locator("a[href$='/score/']").first.click()
    assert inspector.locator("#criterion-14 input[value='5']").is_checked()


PAGES = (
    "/monitoring/8/",
    "/monitoring/8/score/",
    "/monitoring/notices/8/",
    "/monitoring/certificates/",
    "/monitoring/certificates/1/",
    "/monitoring/recommendations/1/",
    "/monitoring/rating/",
    "/monitoring/rating/bring/",
    "/monitoring/criteria/1/",
)


@pytest.mark.parametrize(("width", "language"), [(PHONE, "ru"), (1280, "ky")])
def test_pages_are_free_of_faults_and_fit_the_phone(visit, width, language):
    page = visit("inspector", width=width, language=language)
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = [*violations(page), *([] if narrow(page) else ["too wide"])]
    assert found == dict.fromkeys(PAGES, [])
