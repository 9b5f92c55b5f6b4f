"""The trust box: the commission opens it on a phone with five letters and with none, a named appeal goes to
its reply, a holiday moves terms.
"""

from datetime import timedelta

from django.utils import timezone

from tests.browser.test_story import fill, press, submit


def follow(page, words):
    """The link or button with these words in the main part."""
    page.locator("main a", has_text=words).first.click()
    page.wait_for_load_state()


def opening_under_way(page):
    page.goto("/trustbox/openings/")
    row = page.locator("main tbody tr", has_text="кутуча ачык").first
    row.locator("a.opens").click()
    page.wait_for_load_state()


def write_letters(page, *texts):
    """One letter a screen; an empty text is a letter that cannot be read."""
    for text in texts:
        fill(page, kind="complaint" if text else "unreadable", text=text)
        submit(page)


def seal(page, number):
    press(page, "/move/close/", seal_after=number)


def open_the_box(page, count):
    """From the page of the box: who is there, the seal, how many letters."""
    page.goto("/trustbox/boxes/")
    page.locator("main tbody a.opens").first.click()
    page.wait_for_load_state()
    follow(page, "Кутучаны ачуу")
    submit(page)
    if page.locator("[name=confirmed]").count():  # the box was opened today already
        page.locator("[name=confirmed]").check()
        submit(page)
    follow(page, "Каттарды саноо")
    fill(page, count=str(count))
    submit(page)


def entries(page):
    return page.locator("section", has_text="Бул ачуунун жазуулары").last.locator("li").count()


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_commission_opens_the_box_on_a_phone(visit):
    clerk = visit("clerk", width=360)
    opening_under_way(clerk)
    follow(clerk, "4 каттын 3-каты")
    assert fits(clerk)
    write_letters(clerk, "Үчүнчү кат")
    # The line is lost: another telephone goes on at the very letter.
    other = visit("member", width=360)
    opening_under_way(other)
    follow(other, "4 каттын 4-каты")
    write_letters(other, "")
    assert other.locator("main a[href*='/move/close/']").count() == 0  # the secretary seals it
    opening_under_way(clerk)
    seal(clerk, "0115")
    assert entries(clerk) == 4
    open_the_box(clerk, 5)
    write_letters(clerk, "Биринчи", "Экинчи", "Үчүнчү", "", "Бешинчи")
    assert clerk.locator("main [name=seal_after]").count() == 0
    seal(clerk, "0116")
    assert entries(clerk) == 5
    assert fits(clerk)
    open_the_box(clerk, 0)
    seal(clerk, "0117")
    assert "Жок." in clerk.locator("main").inner_text()
    follow(clerk, "Ачуунун протоколу")
    assert "Кутуча бош болгону белгиленсин" in clerk.locator("main").inner_text()


def test_named_appeal_goes_to_its_reply(visit):
    clerk = visit("clerk")
    clerk.goto("/trustbox/appeals/new/")
    fill(clerk, channel="post", kind="application", text="Асанова Гүлнара, 0555 12 34 56: жардам акы кечикти")
    submit(clerk)
    assert "конверт №" in clerk.locator("main").inner_text()
    follow(clerk, "Жазууга өтүү")
    record = clerk.url
    number = clerk.locator("h1").inner_text().split()[1]
    clerk.locator("main a[href*='/move/assign/']").click()
    assert clerk.locator("[name=masked]").input_value() == "▇▇▇, ▇▇▇: жардам акы кечикти"
    executor = clerk.locator("[name=executor] option", has_text="Касымова Гүлнара Өмүрбековна")
    clerk.locator("[name=executor]").select_option(value=executor.get_attribute("value"))
    submit(clerk)
    employee = visit("employee", width=360)
    employee.goto("/")
    follow(employee, f"№ {number} / ")
    assert "0555" not in employee.content() and "Асанова" not in employee.content()
    follow(employee, "Чараны белгилөө")
    fill(employee, text="Документтер текшерилди")
    submit(employee)
    clerk.goto(record)
    assert "Документтер текшерилди" in clerk.locator("main").inner_text()
    press(clerk, "/move/answer/", number="01-14/300", result="satisfied", text="Жардам акы төлөндү")
    clerk.goto("/trustbox/appeals/?columns=paper&state=answered")
    assert "№ 01-14/300" in clerk.locator("main table").inner_text()


def test_declared_holiday_moves_the_terms(visit):
    clerk, administrator = visit("clerk"), visit("admin")
    clerk.goto("/trustbox/appeals/?term=open")
    clerk.locator("main tbody tr", has_text="катталды").first.locator("a.opens").click()
    clerk.wait_for_load_state()
    day = timezone.localdate() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    administrator.goto("/calendar/new/")
    fill(administrator, day=day.isoformat(), kind="off", name_ky="Жарыяланган дем алыш күн")
    submit(administrator)
    clerk.reload()
    shown_text = clerk.locator("main").inner_text()
    assert "Календардын өзгөрүшү менен мөөнөт жылды" in shown_text
    assert "Жарыяланган дем алыш күн" in shown_text


def test_clerk_empties_the_tray_on_a_phone(visit):
    clerk = visit("clerk", width=360)
    clerk.goto("/trustbox/tray/?state=waiting&words=alone")
    assert fits(clerk)
    alone = clerk.locator("main .pick").count()
    for box in clerk.locator("main .pick").all():
        box.check()
    clerk.locator(".pick-bar button", has_text="Журналга алуу").click()
    clerk.wait_for_load_state()
    submit(clerk)
    clerk.goto("/trustbox/tray/?state=waiting")
    assert alone == 2 and clerk.locator("main .pick").count() == 6
    follow(clerk, "Четке коюу")
    fill(clerk, ground="same", text="Ошол эле сөздөр")
    submit(clerk)
    assert fits(clerk) and "22-27" in clerk.locator("main").inner_text()
    follow(clerk, "Карантинге кайтаруу")
    fill(clerk, text="Дагы бир жолу окуп чыгуу керек")
    submit(clerk)
    clerk.goto("/trustbox/tray/?state=waiting")
    assert clerk.locator("main .pick").count() == 6
