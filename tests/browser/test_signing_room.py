"""The head reads and signs two orders in a row on a telephone: every paper, every page, a tick each."""

from tests.serving import run_script

PHONE = 360
PREPARE = """
from office.database.actor import act_for_all
from office.models.organisation import Organisation
from office.models.person import Person
from tests import make
from tests.papers import annex_long_list

with act_for_all():
    body, clerk = Organisation.objects.get(code="dostuk"), Person.objects.get(username="clerk")
    for title in ("Биринчи тизмекти бекитүү жөнүндө", "Экинчи тизмекти бекитүү жөнүндө"):
        order = make.order(body, title=title, controller="өзүмө")
        annex_long_list(order, rows=12)
        order.move("submit", by=clerk)
        print(order.pk)
"""


def prepare_orders(place):
    return [int(line) for line in run_script(place, PREPARE).split()]


def test_head_signs_two_orders_in_a_row_on_a_telephone(portal, place, visit):
    first, second = prepare_orders(place)
    head = visit("head", width=PHONE)
    head.goto(f"/orders/{first}/move/sign/")
    assert head.evaluate("document.documentElement.scrollWidth") <= PHONE

    # The order and its annex stand there as they will be frozen, in words and as they print.
    order, annex = head.locator(".paper-to-read").all()
    assert "БУЙРУК" in order.frame_locator("iframe >> nth=0").locator("main").inner_text()
    assert "ТИЗМЕГИ" in annex.frame_locator("iframe >> nth=0").locator("main").inner_text()
    annex.locator("summary").click()
    pictures = annex.frame_locator("iframe >> nth=1").locator("img")
    pictures.first.wait_for()
    drawn = pictures.evaluate_all("all => all.map(one => [one.complete, one.naturalWidth > 500])")
    assert len(drawn) > 2 and all(all(one) for one in drawn)

    # One tick is not enough.
    boxes = head.locator("[name=read]")
    boxes.first.check()
    head.locator("main form [type=submit]").last.click()
    head.locator(".error-summary").wait_for()
    assert [box.is_checked() for box in boxes.all()] == [True, False]
    boxes.last.check()
    head.locator("main form [type=submit]").last.click()
    head.wait_for_url(f"**/orders/{first}/")

    # The next one is a press away.
    head.locator(f"a[href='/orders/{second}/move/sign/']").first.click()
    head.wait_for_url(f"**/orders/{second}/move/sign/")
    for box in head.locator("[name=read]").all():
        box.check()
    head.locator("main form [type=submit]").last.click()
    head.wait_for_url(f"**/orders/{second}/")
