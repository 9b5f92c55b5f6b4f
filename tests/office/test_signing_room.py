"""The head signs what he has read: every paper stands on the page with a tick of its own."""

import base64
import io

import pytest
from PIL import Image

from office.papers.models import Order
from office.papers.official import paper_bytes
from office.papers.printing import page_pictures
from office.papers.writers import count_pages
from tests import make
from tests.papers import annex_long_list, ticks


@pytest.fixture
def waiting(body, cast, page, clerk):
    """An order with two annexes that waits for the signature."""
    return waiting_order(body, page(clerk), annexes=2)


def waiting_order(body, desk, annexes=0, **fields):
    order = make.order(body, controller="катчы А. А. Сыдыковага", **fields)
    order.points.update(text="Тизмек бекитилсин.")
    for _number in range(annexes):
        annex_long_list(order, rows=3)
    desk.post(f"/orders/{order.pk}/move/submit/")
    order.refresh_from_db()
    assert order.state == "agreement"
    return order


def sign(boss, order, **given):
    answer = boss.post(f"/orders/{order.pk}/move/sign/", {**ticks(order), **given})
    order.refresh_from_db()
    return answer


# --- What stands there -------------------------------------------------------------------------------------


def test_order_and_every_annex_stand_on_the_page_each_with_its_tick(waiting, page, head):
    answer = page(head).get(f"/orders/{waiting.pk}/move/sign/")
    frames = [frame.get("src") for frame in answer.main.iter("iframe")]
    assert frames == [
        f"/orders/{waiting.pk}/{what}/{number}/" for number in (0, 1, 2) for what in ("preview", "pages")
    ]
    boxes = [box for box in answer.main.iter("input") if box.get("name") == "read"]
    assert [box.get("value") for box in boxes] == ["0", "1", "2"]
    assert not any(box.get("checked") is not None for box in boxes)


@pytest.mark.parametrize("read", [[], [0], [0, 1], [1, 2], [0, 0, 1], ["on"], [0, 1, 2, 9]])
def test_order_with_an_unread_paper_is_not_signed(read, waiting, page, head):
    answer = sign(page(head), waiting, read=read)
    assert (answer.status_code, waiting.state) == (422, "agreement")
    boxes = [box for box in answer.main.iter("input") if box.get("name") == "read"]
    kept = [box.get("value") for box in boxes if box.get("checked") is not None]
    assert kept == [str(number) for number in (0, 1, 2) if number in read]


def test_order_whose_papers_were_all_read_is_signed(waiting, page, head):
    assert sign(page(head), waiting).status_code == 302
    assert waiting.state == "signed" and waiting.papers.count() == 3


def test_other_moves_ask_for_no_ticks(waiting, page, head):
    page(head).post(f"/orders/{waiting.pk}/move/return/")
    waiting.refresh_from_db()
    assert waiting.state == "draft"


def test_what_is_marked_as_wrong_asks_for_its_own_tick(body, cast, page, clerk, head):
    order = waiting_order(body, page(clerk))
    order.points.update(text="Жыйын 30.02.2026 өткөрүлсүн.")
    boss = page(head)
    assert "seen" in boss.get(f"/orders/{order.pk}/move/sign/").context["form"].fields
    assert sign(boss, order, seen="").status_code == 422 and order.state == "agreement"
    assert sign(boss, order).status_code == 302 and order.is_signed


def test_order_without_a_serious_remark_asks_for_no_such_tick(waiting, page, head):
    assert "seen" not in page(head).get(f"/orders/{waiting.pk}/move/sign/").context["form"].fields
    assert sign(page(head), waiting, seen="").status_code == 302


# --- Page by page ------------------------------------------------------------------------------------------


def test_pages_are_drawn_as_they_print(waiting, page, head):
    content = paper_bytes(waiting, 1)
    answer = page(head).get(f"/orders/{waiting.pk}/pages/1/")
    assert "print/pages.html" in [template.name for template in answer.templates]
    pictures = [image.get("src") for image in answer.tree.iter("img")]
    assert len(pictures) == count_pages(content)
    drawn = picture(pictures[0].partition("base64,")[2])
    assert drawn.width > drawn.height  # the list lies
    assert drawn.convert("L").getextrema()[0] < 60 and drawn.convert("L").getextrema()[1] == 255


def picture(text):
    return Image.open(io.BytesIO(base64.b64decode(text)))


def test_order_stands_upright_as_a_sheet_of_a4(waiting):
    drawn = picture(page_pictures(paper_bytes(waiting, 0), [1])[0])
    assert (drawn.width, drawn.height) == (661, 935)


def test_long_annex_is_shown_ten_pages_at_a_time(body, cast, page, clerk, head):
    order = make.order(body)
    annex_long_list(order, rows=70)
    total = count_pages(paper_bytes(order, 1))
    assert 10 < total < 20
    boss = page(head)
    first = boss.get(f"/orders/{order.pk}/pages/1/")
    rest = boss.get(f"/orders/{order.pk}/pages/1/?from=11")
    counted = [len(list(answer.tree.iter("img"))) for answer in (first, rest)]
    assert counted == [10, total - 10]
    assert "?from=11" in first.content.decode() and "?from=1" in rest.content.decode()


@pytest.mark.parametrize("asked", ["0", "-1", "x", "99999", "9" * 400, "１"])
def test_page_that_is_not_there_breaks_nothing(asked, waiting, page, head):
    assert page(head).get(f"/orders/{waiting.pk}/pages/0/?from={asked}").status_code == 200


def test_pages_of_an_annex_that_is_not_there_and_of_another_body_are_not_found(waiting, page, head, stranger):
    assert page(head).get(f"/orders/{waiting.pk}/pages/7/").status_code == 404
    assert page(stranger).get(f"/orders/{waiting.pk}/pages/0/").status_code in (403, 404)


# --- Several in a row --------------------------------------------------------------------------------------


def test_after_a_signature_the_next_paper_is_one_press_away(body, waiting, page, clerk, head):
    other = waiting_order(body, page(clerk), title="Экинчи буйрук жөнүндө")
    boss = page(head)
    assert f"/orders/{other.pk}/move/sign/" in boss.get(f"/orders/{waiting.pk}/move/sign/").links
    sign(boss, waiting)
    assert f"/orders/{other.pk}/move/sign/" in boss.get(f"/orders/{waiting.pk}/").links
    sign(boss, other)
    assert not [link for link in boss.get(f"/orders/{other.pk}/").links if "move/sign" in link]


def test_papers_go_round_from_the_last_to_the_first(body, waiting, page, clerk, head):
    other = waiting_order(body, page(clerk), title="Экинчи буйрук жөнүндө")
    links = page(head).get(f"/orders/{other.pk}/move/sign/").links
    assert f"/orders/{waiting.pk}/move/sign/" in links


def test_clerk_is_offered_no_paper_to_sign(body, waiting, page, clerk):
    page(clerk).post(f"/orders/{make.order(body).pk}/move/submit/")
    signed = Order.objects.of(body).first()
    assert not [link for link in page(clerk).get(f"/orders/{signed.pk}/").links if "move/sign" in link]
