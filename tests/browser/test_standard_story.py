"""The second version of the standard reaches everybody: by an order, on screens and a phone, by hand on a
sheet; a newcomer drops the coverage.
"""

import pytest

from tests.browser.conftest import choose_password
from tests.browser.test_axe import violations
from tests.browser.test_story import fill, new_person, pdf, press, submit, words

NAMES = {
    "officer": "Жумабекова Нуриза Таалайбековна",
    "clerk": "Сыдыкова Айгүл Асановна",
    "head": "Токтосунов Эркин",
    "employee": "касымова гулнара",
}
BY_HAND = ["Алимбеков Нурлан", "Ибраимова Асель", "Назарова Динара", "Сатаров Улан"]
PASSWORD = "Жаңы-кызматкер-2026"


def write_the_second_version(clerk):
    """The clerk begins from the version in force and changes one point. Returns its address."""
    clerk.goto("/standards/")
    clerk.locator("a[href='/standards/new/']").first.click()
    fill(clerk, begin_with="own", title="Достук айыл өкмөтүнүн кызматкерлеринин жүрүм-турум стандарттары")
    submit(clerk)
    address = clerk.url
    clerk.locator("[id='14.4'] a.law-edit").click()
    fill(clerk, text="Мыйзамдарда каралбаган сый акыларды жана белектерди алууга, берүүгө;")
    submit(clerk)
    clerk.goto(f"{address}changes/")
    assert clerk.locator("main tbody tr").count() == 1
    return address


def approve(clerk, head, address):
    """The order goes the usual way; the text is public."""
    clerk.goto(address)
    press(clerk, "/move/order/")
    clerk.goto(address)
    clerk.locator("main .lines a[href^='/orders/']").first.click()
    clerk.wait_for_load_state()
    order = clerk.url
    press(clerk, "/edit/", controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")
    press(clerk, "/move/submit/")
    head.goto(order)
    head.locator("a[href*='/move/sign/']").first.click()
    for box in head.locator("main form input[type=checkbox]").all():
        box.check()
    submit(head)
    clerk.goto(order)
    press(clerk, "/move/register/", number="140-Б", date="2026-11-23")
    clerk.goto(order)
    press(clerk, "/annexes/1/publish/")


def acknowledge(page, login, address):
    """From «My day» through the whole text to the name."""
    page.goto("/")
    page.locator(f"main a[href='{address}acknowledge/']").first.click()
    boxes = page.locator("main form input[type=checkbox]")
    assert boxes.count() == 12
    for box in boxes.all():
        box.check()
    fill(page, name=NAMES[login])
    submit(page)


def sign_by_hand(officer, address, tmp_path):
    """The sheet holds those who are missing; it comes back signed, with its scan."""
    officer.goto(f"{address}coverage/")
    assert officer.locator(".numbers strong").first.inner_text() == "50 %"
    officer.locator("a[href*='/sheets/of/']").first.click()
    submit(officer)
    printed = words(pdf(officer, f"{officer.url}paper.pdf"))
    assert [name for name in BY_HAND if name not in printed] == []
    scan = tmp_path / "барак.pdf"
    scan.write_bytes(b"%PDF-1.7 signed by four")
    officer.locator("a[href*='/move/file/']").first.click()
    fill(officer, scan=str(scan))
    for box in officer.locator("[name=signed]").all():
        box.check()
    submit(officer)


def figure(page, address):
    page.goto(f"{address}coverage/")
    return page.locator(".numbers strong").first.inner_text()


def test_second_version_reaches_everybody_and_a_newcomer_drops_the_coverage(visit, tmp_path):
    clerk, head, officer, employee = (
        visit("clerk"),
        visit("head"),
        visit("officer"),
        visit("employee", width=360),
    )
    address = write_the_second_version(clerk)
    path = "/" + address.split("/", 3)[3]
    approve(clerk, head, address)
    officer.goto(address)
    press(officer, "/move/enforce/")
    assert figure(officer, address) == "0 %"

    for login, page in (("officer", officer), ("clerk", clerk), ("head", head), ("employee", employee)):
        acknowledge(page, login, path)
    sign_by_hand(officer, address, tmp_path)
    assert figure(officer, address) == "100 %"

    admin = visit("admin")
    admin.goto("/people/new/")
    village = admin.locator("[name=body] option", has_text="Достук айыл өкмөтү").first.get_attribute("value")
    code = new_person(
        admin,
        username="newcomer",
        surname="Жаңыбаев",
        name="Эмил",
        body=village,
        role="employee",
        post="Адис",
        starts="2026-11-23",
    )
    assert figure(officer, address) == "88 %"
    phone = visit(width=360)
    choose_password(phone, "newcomer", code, PASSWORD)
    assert phone.locator(f"main a[href='{path}acknowledge/']").count() == 1

    # The version before stays with those who acknowledged it, and everyone reads the new one.
    officer.goto("/standards/")
    first = officer.locator("main tbody tr", has_text="629-Б").locator("a.opens").get_attribute("href")
    officer.goto(f"{first}coverage/")
    assert officer.locator("main .lines li").count() == 5
    citizen = visit(width=360, script=False)
    citizen.goto("/open/dostuk/")
    citizen.locator(".papers a", has_text="жүрүм-турум").first.click()
    assert "белектерди алууга, берүүгө" in citizen.locator("main").inner_text()


@pytest.mark.parametrize(("login", "width", "language"), [("officer", 1280, "ky"), ("officer", 360, "ru")])
def test_no_page_of_the_standard_has_a_fault(login, width, language, visit):
    page = visit(login, width=width, language=language)
    page.goto("/standards/")
    address = page.locator("main tbody tr", has_text="629-Б").locator("a.opens").get_attribute("href")
    key = address.strip("/").split("/")[-1]
    own = [
        f"{address}{part}" for part in ("", "?q=белек", "coverage/", "acknowledge/", "exam/", "addressees/")
    ]
    rooms = ("", "new/", "results/", "questions/", "questions/new/", "reports/", "reports/1/", "sheets/1/")
    new_ones = [f"/standards/{room}/of/{key}/new/" for room in ("sheets", "imports")]
    faults = {}
    for path in [*own, *(f"/standards/{room}" for room in rooms), *new_ones]:
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if found := violations(page) + ["wider than the screen"] * wide:
            faults[path] = found
    assert faults == {}
