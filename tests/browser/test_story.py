"""The whole thread on real input, in a browser: a new village imports its Word list, scores it, approves it
by order, publishes it.
"""

import hashlib
import io
import re

from django.conf import settings
from django.utils import timezone
from pypdf import PdfReader

from tests.browser.conftest import choose_password, sign_in

LIST = settings.BASE_DIR / "tests/inputs/dostuk-2026-risks.docx"
VILLAGE = "yntymak"
PASSWORD = "yntymak-bashkarma-7"
STAFF = (
    ("ynt-clerk", "Асанбекова", "Жамиля", "clerk", "Жооптуу катчы"),
    ("ynt-head", "Байтемиров", "Руслан", "head", "Башчы"),
    ("ynt-member", "Эсенова", "Мээрим", "member", "Жер адиси"),
)


def press(page, part, **values):
    """Go to the page of an act by the link whose address holds `part`, fill it in and confirm; a direct act
    is one press.
    """
    way = page.locator(f"a[href*='{part}'], form[action*='{part}'] [type=submit]").first
    if not way.is_visible():
        page.locator(".more-moves > summary").click()  # what gives a row up is folded
    way.click()
    page.wait_for_load_state()
    if part in page.url:
        fill(page, **values)
        submit(page)


def fill(page, **values):
    for name, value in values.items():
        field = page.locator(f"[name='{name}']").first
        kind = field.evaluate("field => field.tagName + ':' + field.type")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind.endswith(":radio"):
            page.locator(f"[name='{name}'][value='{value}']").check()
        elif kind.endswith(":checkbox"):
            field.check()
        elif kind.endswith(":file"):
            field.set_input_files(value)
        else:
            field.fill(value)


def submit(page):
    """Send the form; the words that a publication asks to look at have been looked at."""
    for looked in page.locator("main [name='looked']").all():
        looked.check()
    page.locator("main form [type=submit]").last.click()
    page.locator("form[aria-busy]").wait_for(state="detached")
    page.wait_for_load_state()
    assert page.locator(".error-summary, .errorlist, .invalid-feedback").all_inner_texts() == []


def new(page, address, **values):
    page.goto(address)
    fill(page, **values)
    submit(page)
    return page.url


def new_person(page, **values):
    """Enter a person; the one-time code on the slip."""
    new(page, "/people/new/", **values)
    submit(page)
    return page.locator("#code").inner_text()


def pdf(page, address):
    answer = page.request.get(address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return answer.body()


def words(content):
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text)


def sign_in_first_time(visit, login, **size):
    page = visit(**size)
    sign_in(page, login, PASSWORD)
    return page


def found_the_village(visit):
    """The administrator enters the body, its people and what they are appointed to."""
    page = visit("admin")
    page.goto("/organisations/new/")
    district = page.locator("[name=parent] option", has_text="Араван").first.get_attribute("value")
    fill(
        page,
        code=VILLAGE,
        kind="village",
        parent=district,
        name_ky="Ынтымак айыл өкмөтү",
        place_ky="Ынтымак айылы",
    )
    submit(page)
    body = re.search(r"/organisations/(\d+)/", page.url)[1]
    for login, surname, name, role, post in STAFF:
        first = {"body": body, "role": role, "post": post, "starts": "2026-01-05"}
        code = new_person(page, username=login, surname=surname, name=name, **first)
        choose_password(visit(), login, code, PASSWORD)


def import_the_list(page):
    """Six clicks at most: to the import, the file, read it, «Орго» is medium, save the decision, accept."""
    page.goto("/risks/")
    page.locator("a[href='/risks/imports/new/']").first.click()
    fill(page, file=str(LIST))
    submit(page)
    groups = page.locator("tr.group").all_inner_texts()
    assert groups == ["Кызмат көрсөтүү функциясы", "Уруксат берүү функциясы"]
    doubts = page.locator("fieldset.doubt")
    assert (doubts.count(), "Орго" in doubts.first.inner_text()) == (1, True)
    doubts.first.locator("input[type=radio][value=medium]").check()
    page.locator("form.doubts [name=accept]").click()
    page.wait_for_url("**/move/accept/")
    submit(page)


def score(page):
    """Every risk gets its sheet; the live result shows while the two scores are typed. Returns the sheets."""
    page.goto("/risks/")
    records = page.eval_on_selector_all(
        "main tbody a[href^='/risks/']", "all => [...new Set(all.map(a => a.getAttribute('href')))]"
    )
    records = [record for record in records if re.fullmatch(r"/risks/\d+/", record)]
    assert len(records) == 11
    sheets = []
    for place, record in enumerate(records):
        harm = str(place % 3 + 1)
        page.goto(record)
        page.locator("a[href*='/assessments/of/']").first.click()
        fill(
            page,
            likelihood="3",
            harm=harm,
            likelihood_reason="Кеңири дискрециялык ыйгарым укуктар",
            harm_reason="Жергиликтүү бюджетке зыян",
        )
        page.get_by_text(str(3 + int(harm)), exact=True).first.wait_for()
        submit(page)
        sheets.append(page.url)
    return sheets


def sit(page):
    """The working group is entered with its members, sits, decides; its minutes are closed."""
    group = new(
        page, "/commissions/new/", kind="working_group", name_ky="Тобокелдиктерди баалоо боюнча жумушчу топ"
    )
    number = re.search(r"/commissions/(\d+)/", group)[1]
    for part, outsider in (
        ("chair", "Р. Байтемиров"),
        ("secretary", "Ж. Асанбекова"),
        ("member", "М. Эсенова"),
    ):
        new(page, f"/seats/of/{number}/new/", part=part, outsider=outsider, post="Жумушчу топтун мүчөсү")
    decide(page, number)


def decide(page, number, day=""):
    """The group of this number sits on the day, today by default, and decides on the list; the minutes are
    closed.
    """
    page.goto(f"/meetings/of/{number}/new/")
    fill(page, held_on=day or timezone.localdate().isoformat(), questions="Тобокелдиктердин тизмегин кароо")
    submit(page)
    page.locator("[data-everybody]").click()
    page.locator("[name^=heard_]").first.fill("Баалоо баракчалары угулду.")
    page.locator("[name^=decision_]").first.fill("Тизмек башчынын бекитүүсүнө сунушталсын.")
    page.locator("[name=close]").click()
    page.wait_for_url("**/move/close/")
    submit(page)


def begin_edition(page):
    """The edition goes to the working group and becomes the annex of a draft order."""
    edition = new(page, "/risks/editions/new/", form="risks/village-list", ground="first")
    page.locator("a[href*='/move/consider/']").first.click()
    page.locator("[name=question]").select_option(index=1)
    submit(page)
    page.goto(edition)
    press(page, "/move/order/")
    page.goto("/orders/")
    page.locator("main tbody a[href^='/orders/']").first.click()
    page.wait_for_load_state()
    return edition, page.url


def test_from_the_word_table_to_the_open_page(visit, tmp_path):
    found_the_village(visit)
    clerk = sign_in_first_time(visit, "ynt-clerk")
    import_the_list(clerk)
    sheets = score(sign_in_first_time(visit, "ynt-member", width=360))
    head = sign_in_first_time(visit, "ynt-head")
    for sheet in sheets:
        head.goto(sheet)
        press(head, "/move/agree/")
    sit(clerk)
    edition, order = begin_edition(clerk)
    clerk.goto(order)
    press(clerk, "/edit/", controller="айыл өкмөтүнүн жооптуу катчысы Ж. Асанбековага")
    press(clerk, "/move/submit/")

    # Somebody else approves; the clerk has no such button and no such right.
    assert clerk.locator("a[href*='/move/sign/']").count() == 0
    assert clerk.request.get(f"{order}move/sign/").status == 403
    head.goto("/")
    head.locator(f"main a[href*='/orders/{order.split('/')[-2]}/']").first.click()
    if "/move/sign/" not in head.url:
        head.locator("a[href*='/move/sign/']").first.click()
    again = head.context.new_page()
    again.goto(head.url)
    for tab in (head, again):
        for box in tab.locator("main form input[type=checkbox]").all():
            box.check()
    submit(head)
    for refusal in ("кийин өзгөрдү", "мурун эле жасалган"):
        again.locator("main form [type=submit]").last.click()
        again.locator(".error-summary", has_text=refusal).wait_for(timeout=10_000)

    # The number comes late; the scan of the signed paper is filed; the annex is published.
    clerk.goto(order)
    press(clerk, "/move/register/", number="57", date="2026-11-20")
    clerk.goto(order)
    paper = clerk.locator("a[href*='/papers/']").last.get_attribute("href")
    printed = pdf(clerk, paper)
    assert "2026-жылдагы № 57 буйругуна" in words(printed)
    scan = tmp_path / "57.pdf"
    scan.write_bytes(printed)
    press(clerk, "/scan/", scan=str(scan), unread=True)
    clerk.goto(order)
    press(clerk, "/annexes/1/publish/")

    # Anyone reads it: every cell of the Word list, the digest of the very bytes, CSV and JSON beside.
    citizen = visit(width=360, script=False)
    citizen.goto(f"/open/{VILLAGE}/")
    citizen.locator(f".papers a[href^='/open/{VILLAGE}/']").first.click()
    shown = re.sub(r"\s+", " ", citizen.locator("main").inner_text())
    assert "Таза суу жана тазалык муниципалдык ишканасы" in shown
    assert "57" in shown
    base = citizen.locator("a[href$='.pdf']").first.get_attribute("href")
    assert hashlib.sha256(pdf(citizen, base)).hexdigest() in shown.replace(" ", "")
    rows = citizen.request.get(base.removesuffix("pdf") + "json").json()["table"]["groups"]
    assert [len(group["rows"]) for group in rows] == [6, 5]
    assert citizen.request.get(base.removesuffix("pdf") + "csv").text().count("\n") >= 12
    assert citizen.context.cookies() == [
        cookie for cookie in citizen.context.cookies() if cookie["name"] == "django_language"
    ]

    # The approved edition is read as approved and offers nothing to change.
    clerk.goto(edition)
    assert clerk.locator("a[href*='/edit/'], a[href*='/move/'], form[action*='/move/']").count() == 0


def test_the_neighbour_never_sees_it(visit):
    stranger = visit("stranger")
    assert [stranger.request.get(f"/risks/{number}/").status for number in range(1, 13)] == [404] * 12
    assert stranger.request.get("/orders/1/").status == 404
