"""On a phone, each to its end: a matter hidden from the head, one hidden from the secretary, letters typed
while there is no line, an opening of last Friday.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.conftest import sign_in
from tests.browser.test_story import fill, pdf, press, submit, words
from tests.browser.test_trustbox_story import fits, follow, write_letters

PHONE = 360


def enter_complaint(clerk, text, **values):
    """An anonymous complaint taken at the counter. Returns (address of its entry, number)."""
    clerk.goto("/trustbox/appeals/new/")
    fill(clerk, channel="counter", kind="complaint", text=text, anonymous="on", **values)
    assert fits(clerk)
    submit(clerk)
    follow(clerk, "Жазууга өтүү")
    return clerk.url, clerk.locator("h1").inner_text().split()[1]


def exclude(page, entry, whom, stand_in):
    """From the entry to its wall: `whom` is excluded, `stand_in` acts instead."""
    page.goto(entry)
    follow(page, "Кимдерден жашырылган")
    follow(page, "Адамды маселеден четтетүү")
    choose(page, "person", whom)
    fill(page, reason="Арыз ушул адамдын үстүнөн")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()
    assert "Анын ордуна ким аракет кылат" in page.locator(".error-summary").inner_text()
    assert fits(page)
    choose(page, "stand_in", stand_in)
    submit(page)
    assert fits(page)


def choose(page, name, text):
    option = page.locator(f"[name={name}] option", has_text=text).first
    page.locator(f"[name={name}]").select_option(value=option.get_attribute("value"))


def assign(page, entry):
    page.goto(entry)
    page.locator("main a[href*='/move/assign/']").first.click()
    choose(page, "executor", "Касымова")
    assert fits(page)
    submit(page)


def report(employee, number, text):
    employee.goto("/")
    follow(employee, f"№ {number} / ")
    follow(employee, "Чараны белгилөө")
    fill(employee, text=text)
    submit(employee)
    assert fits(employee)


def sees_nothing(page, entry, number):
    answer = page.goto(entry)
    assert answer.status == 404
    for address in ("/trustbox/appeals/", "/", f"/trustbox/appeals/?q={number}"):
        page.goto(address)
        assert page.locator(f"a[href='{entry[entry.index('/trustbox') :]}']").count() == 0


def test_matter_hidden_from_the_head_goes_to_its_reply(visit):
    clerk, head = visit("clerk", width=PHONE), visit("head", width=PHONE)
    entry, number = enter_complaint(clerk, "Башчы жерди тууганына берди", about="head")
    sees_nothing(head, entry, number)
    exclude(clerk, entry, "Токтосунов", "Жумабекова")
    assign(clerk, entry)
    report(visit("employee", width=PHONE), number, "Жер комиссиясынын протоколдору көтөрүлдү")
    officer = visit("officer", width=PHONE)
    officer.goto("/")
    follow(officer, f"№ {number} / ")
    until = timezone.localdate() + timedelta(days=25)
    until -= timedelta(days=max(0, until.weekday() - 4))  # a term on a free day would move
    press(officer, "/move/extend/", until=until.isoformat(), reason="Архив керек")
    assert f"{until:%d.%m.%Y}" in officer.locator("main").inner_text() and fits(officer)
    clerk.goto(entry)
    press(clerk, "/move/answer/", number="01-14/401", result="explained", text="Чечим жокко чыгарылды")
    assert "01-14/401" in clerk.locator("main").inner_text() and fits(clerk)
    sees_nothing(head, entry, number)


def test_matter_hidden_from_the_secretary_goes_to_its_reply(visit):
    clerk, officer = visit("clerk", width=PHONE), visit("officer", width=PHONE)
    entry, number = enter_complaint(clerk, "Документти бир ай кармашты")
    exclude(officer, entry, "Сыдыкова", "Жумабекова")
    sees_nothing(clerk, entry, number)
    officer.goto("/")
    follow(officer, f"№ {number} / ")
    assign(officer, entry)
    report(visit("employee", width=PHONE), number, "Каттоо дептери текшерилди")
    officer.goto(entry)
    press(officer, "/move/answer/", number="01-14/402", result="satisfied", text="Документ берилди")
    assert "01-14/402" in officer.locator("main").inner_text() and fits(officer)
    sees_nothing(clerk, entry, number)


@pytest.fixture
def own_box(visit):
    """A box of this test alone, and the clerk's telephone at its record."""
    clerk = visit("clerk", width=PHONE)
    clerk.goto("/trustbox/boxes/new/")
    fill(clerk, place_ky="Айылдык клуб, фойе", opens="09:00", closes="17:00", set_up_on="2026-02-02")
    submit(clerk)
    return clerk


def test_letters_typed_without_a_line_are_entered_once_when_it_is_back(own_box):
    clerk, box = own_box, own_box.url
    follow(clerk, "Кутучаны ачуу")
    fill(clerk, seal_before="жок")
    submit(clerk)
    follow(clerk, "Каттарды саноо")
    clerk.context.set_offline(True)
    fill(clerk, count="2")
    clerk.locator("main form [type=submit]").last.click()
    assert "Байланыш жок" in clerk.locator("[data-no-line]").inner_text() and fits(clerk)
    clerk.context.set_offline(False)
    clerk.wait_for_url("**/letter/")
    write_letters(clerk, "Биринчи кат")
    clerk.context.set_offline(True)
    text = "Суу алтымыш күн берилген жок. " * 30
    fill(clerk, kind="complaint", text=text)
    for _ in range(2):
        clerk.locator("main form [type=submit]").last.click()
        clerk.locator("[data-no-line]").wait_for(state="visible")
    assert clerk.input_value("[name=text]") == text and fits(clerk)
    assert clerk.evaluate("JSON.stringify({...sessionStorage})").count("алтымыш") == 0
    clerk.context.set_offline(False)
    clerk.wait_for_url(lambda address: address.rstrip("/").rsplit("/", 1)[1].isdigit())
    assert "Сакталды" in clerk.locator("main").inner_text()
    press(clerk, "/move/close/", seal_after="0201")
    assert clerk.locator("section", has_text="Бул ачуунун жазуулары").last.locator("li").count() == 2
    assert fits(clerk)
    clerk.goto(box)
    assert "0201" in clerk.locator("main").inner_text()


def test_opening_of_last_friday_is_entered_on_its_day(own_box):
    clerk, today = own_box, timezone.localdate()
    friday = today - timedelta(days=(today.weekday() - 4) % 7 or 7)
    follow(clerk, "Кутучаны ачуу")
    fill(clerk, opened_on=friday.isoformat(), seal_before="жок")
    assert fits(clerk)
    clerk.locator("main form [type=submit]").last.click()
    clerk.wait_for_load_state()
    assert "Эмне үчүн башка күнү" in clerk.locator(".error-summary").inner_text()
    fill(clerk, late_reason="Тармак жок болду")
    submit(clerk)
    follow(clerk, "Каттарды саноо")
    fill(clerk, count="1")
    submit(clerk)
    write_letters(clerk, "Жума күнкү кат")
    press(clerk, "/move/close/", seal_after="0301")
    opening = clerk.url
    shown_text = clerk.locator("main").inner_text()
    assert f"{friday:%d.%m.%Y}" in shown_text and "Тармак жок болду" in shown_text and fits(clerk)
    act = words(pdf(clerk, f"{opening}act.pdf"))
    assert f"Порталга киргизилди {today:%d.%m.%Y}. Себеби: Тармак жок болду" in act
    journal = words(pdf(clerk, "/trustbox/openings/journal.pdf"))
    assert f"{friday:%d.%m.%Y}" in journal
    follow(clerk, "Ачуунун протоколу")
    assert f"{friday:%d.%m.%Y}" in clerk.locator("main").inner_text() and fits(clerk)


def test_letter_stays_when_a_server_between_answers_for_the_portal(own_box):
    clerk = own_box
    follow(clerk, "Кутучаны ачуу")
    fill(clerk, seal_before="жок")
    submit(clerk)
    follow(clerk, "Каттарды саноо")
    fill(clerk, count="1")
    submit(clerk)
    clerk.route("**/letter/", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    text = "Көчөдө жарык жок"
    fill(clerk, kind="complaint", text=text)
    clerk.locator("main form [type=submit]").last.click()
    clerk.locator("[data-no-line]").wait_for(state="visible")
    assert clerk.input_value("[name=text]") == text and fits(clerk)
    clerk.unroute("**/letter/")
    clerk.locator("main form [type=submit]").last.click()
    clerk.wait_for_url(lambda address: address.rstrip("/").rsplit("/", 1)[1].isdigit())
    press(clerk, "/move/close/", seal_after="0202")


def test_letter_stays_when_the_session_has_ended_and_goes_after_signing_in_again(own_box):
    clerk = own_box
    follow(clerk, "Кутучаны ачуу")
    fill(clerk, seal_before="жок")
    submit(clerk)
    follow(clerk, "Каттарды саноо")
    fill(clerk, count="1")
    submit(clerk)
    text = "Мектептин чатыры агып жатат"
    fill(clerk, kind="complaint", text=text)
    clerk.context.clear_cookies(name="sessionid")
    save = clerk.locator("main form [type=submit]").last
    save.click()
    clerk.locator("[data-signed-out]").wait_for(state="visible")
    assert clerk.input_value("[name=text]") == text and fits(clerk)
    save.click()  # nobody is signed in yet
    clerk.locator("[data-signed-out]").wait_for(state="visible")
    other = clerk.context.new_page()
    sign_in(other, "member")  # somebody else sends nothing of it
    save.click()
    clerk.locator("[data-signed-out]").wait_for(state="visible")
    assert clerk.input_value("[name=text]") == text
    clerk.context.clear_cookies(name="sessionid")
    sign_in(other, "clerk")
    save.click()
    clerk.wait_for_url(lambda address: address.rstrip("/").rsplit("/", 1)[1].isdigit())
    press(clerk, "/move/close/", seal_after="0203")
