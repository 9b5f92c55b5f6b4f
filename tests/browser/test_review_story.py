"""The list lives through the year: the approved edition, its working copy, three changes with grounds, the
new order, both editions public.
"""

import re

from tests.browser.test_story import decide, fill, pdf, press, submit, words

VILLAGE = "dostuk"


def rows_of(page):
    """Addresses of the risks of the list, in its order."""
    page.goto("/risks/?state=active")
    found = page.eval_on_selector_all("main tbody a.opens", "all => all.map(a => a.getAttribute('href'))")
    return [one for one in dict.fromkeys(found) if re.fullmatch(r"/risks/\d+/", one)]


def drafts(page):
    """Addresses of the risks being described, that of the new function first."""
    page.goto("/risks/?state=draft")
    rows = page.locator("main tbody tr", has=page.locator("a.opens"))
    ours = [row.locator("a.opens").get_attribute("href") for row in rows.filter(has_text="ижарага").all()]
    rest = [row.locator("a.opens").get_attribute("href") for row in rows.filter(has_not_text="ижарага").all()]
    return [*ours, *rest]


def change_three_rows(page):
    """A row is rewritten, another dropped with its ground, a new one enters.

    Returns the situations of the first two.
    """
    rewritten, dropped = rows_of(page)[:2]
    page.goto(f"{rewritten}edit/")
    fill(page, posts="Социалдык маселелер боюнча башкы адис")
    submit(page)
    page.goto(dropped)
    press(page, "/move/drop/", ground="Функция райондук башкармалыкка өткөрүлдү")
    new, *others = drafts(page)
    for draft in others:
        page.goto(draft)
        press(page, "/move/drop/", ground="Айыл өкмөтүнө тиешеси жок")
    page.goto(f"{new}edit/")
    fill(page, level="high", level_ground="Балл менен баалоо кийинки отурумга калды")
    submit(page)
    page.goto(new)
    press(page, "/move/enter/")


def give_a_ground(page, edition):
    """The rewritten row gets a ground of its own on the page of changes."""
    page.goto(f"{edition}changes/")
    assert page.locator("main h2").all_inner_texts() == ["Кошулду", "Өзгөртүлдү", "Алынды"]
    page.locator("section[aria-labelledby=kind-changed] a[href*='/grounds/of/']").first.click()
    fill(page, text="Штаттык расписание өзгөрдү: кызмат орду башка аталды")
    submit(page)
    assert "кызмат орду башка аталды" in page.locator("section[aria-labelledby=kind-changed]").inner_text()


def order_of(page, edition):
    """The edition goes to the working group and becomes an order with the list and the table of changes.

    Returns its address.
    """
    page.goto("/commissions/")
    group = page.locator("main tbody tr", has_text="тобокелдик").locator("a.opens").first
    decide(page, re.search(r"/commissions/(\d+)/", group.get_attribute("href"))[1])
    page.goto(edition)
    page.locator("a[href*='/move/consider/']").first.click()
    page.locator("[name=question]").select_option(index=1)
    submit(page)
    page.goto(edition)
    page.locator("a[href*='/move/order/']").first.click()
    assert page.locator("[name=with_changes]").is_checked()
    submit(page)
    page.goto(edition)
    page.locator("main .lines a[href^='/orders/']").first.click()
    page.wait_for_load_state()
    return page.url


def test_a_year_of_the_list(visit):
    clerk, head = visit("clerk"), visit("head")
    clerk.goto("/risks/editions/")
    own = clerk.locator("main tbody tr", has_text="Достук айыл өкмөтү").all()
    new, old = (row.locator("a.opens").get_attribute("href") for row in own)
    citizen = visit(width=360, script=False)
    citizen.goto(f"/open/{VILLAGE}/")
    before = citizen.locator(".papers a[href*='/open/']", has_text="кырдаалдардын").first.get_attribute(
        "href"
    )
    approved = pdf(clerk, f"{old}paper.pdf")

    change_three_rows(clerk)
    give_a_ground(clerk, new)
    printed = words(
        pdf(
            clerk,
            clerk.locator("main a[href*='changes.pdf'], .actions a[href*='changes.pdf']").first.get_attribute(
                "href"
            ),
        )
    )
    for words_printed in (
        "Кошулган саптар",
        "Өзгөргөн саптар",
        "Алынган саптар",
        "өткөрүлдү",
        "кызмат орду башка аталды",
    ):
        assert words_printed in printed

    # What the checks say does not stop the order any more; the order carries the list and the changes.
    clerk.goto(f"{new}checks/")
    assert clerk.locator(".term-overdue").count() == 0
    order = order_of(clerk, new)
    press(clerk, "/edit/", controller="айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага")
    press(clerk, "/move/submit/")
    head.goto(order)
    head.locator("a[href*='/move/sign/']").first.click()
    for box in head.locator("main form input[type=checkbox]").all():
        box.check()
    submit(head)
    clerk.goto(order)
    press(clerk, "/move/register/", number="131", date="2026-11-20")
    clerk.goto(order)
    press(clerk, "/annexes/1/publish/")

    # Both are public; the old one says by what it was replaced and reads as it was approved.
    citizen.goto(f"/open/{VILLAGE}/")
    assert citizen.locator(".papers > li", has_text="кырдаалдардын").count() == 2  # the two editions
    citizen.goto(before)
    assert "2-редакция менен алмаштырылган" in citizen.locator("main").inner_text()
    citizen.locator("main a[href*='/open/dostuk/']", has_text="Жаңы редакцияны окуу").click()
    assert "131" in citizen.locator("main").inner_text()
    assert "алмаштырылган" not in citizen.locator("main").inner_text()
    clerk.goto(old)
    assert "2-редакция менен алмаштырылды" in clerk.locator("main").inner_text()
    assert pdf(clerk, f"{old}paper.pdf") == approved
    clerk.goto("/risks/pictures/")
    assert [
        text.replace(" ", "")
        for text in clerk.locator("svg.chart").last.locator("text").all_text_contents()
        if "№" in text
    ] == ["№1", "№2"]
