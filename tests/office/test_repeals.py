"""An order that ends another one, and a number that stands twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from office.models.commission import Commission
from office.papers.models import Order
from office.papers.repeals import Repeal, keep_repeals
from tests import make
from tests.papers import ticks
from tests.risks.editions import approve_edition, begin_next_edition

DAY = date(2026, 5, 29)


@pytest.fixture
def first(body, clerk, head):
    make.risk(body, situation="Биринчи учур")
    return approve_edition(
        begin_next_edition(body), clerk=clerk, head=head, number="114", day=date(2026, 5, 25)
    )


@pytest.fixture
def second(first, body, page, clerk, head):
    """The second edition prepared on its page, its order signed."""
    make.risk(body, situation="Экинчи учур", position=2)
    edition = begin_next_edition(body, ground="yearly")
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    page(clerk).post(f"/risks/editions/{edition.pk}/move/order/", {"with_changes": "on"})
    edition.refresh_from_db()
    page(clerk).post(f"/orders/{edition.order.pk}/move/submit/")
    assert "№ 114" in page(head).get(f"/orders/{edition.order.pk}/move/sign/").text
    page(head).post(f"/orders/{edition.order.pk}/move/sign/", ticks(edition.order))
    return edition


def register(browser, order, number="129-Б", day=DAY, **given):
    return browser.post(
        f"/orders/{order.pk}/move/register/", {"number": number, "date": day.isoformat(), **given}
    )


def test_order_that_ends_an_old_one_ends_it_everywhere(first, second, page, clerk, sign_in, client):
    old = first.order
    page(clerk).post(f"/orders/{old.pk}/annexes/1/publish/")
    published = first.annex.paper.publications.get()
    assert old.is_in_force
    register(sign_in(clerk), second.order)
    old.refresh_from_db()
    assert (old.state, old.ended_on) == ("replaced", DAY)
    assert old.end_ground == "2026-жылдын 29-майындагы № 129-Б буйругу менен күчүн жоготту"
    record = page(clerk).get(old.get_absolute_url()).text
    assert old.end_ground in record and "129-Б" in record
    for address in (f"/open/check/{first.annex.token}/", published.public_url, "/open/dostuk/"):
        text = client.get(f"{address}?lang=ru", headers={"accept-language": "ru"}).text
        assert "129-Б" in text and "действует" not in text


def test_order_that_approved_something_else_too_goes_on_and_says_for_what(
    body, first, clerk, head, page, sign_in, client
):
    Commission.objects.create(organisation=body, kind="trust_box", name_ky="Комиссия", order=first.order)
    make.risk(body, situation="Экинчи учур", position=2)
    approve_edition(begin_next_edition(body, ground="yearly"), clerk=clerk, head=head, number="130")
    old = Order.objects.of(body).get(pk=first.order.pk)
    text = client.get(f"/open/check/{first.annex.token}/?lang=ru").text
    assert old.is_in_force and "действует, но уже не для этого приложения" in text


def test_clerk_names_the_orders_that_end(body, first, page, clerk):
    order = make.order(body)
    given = {"kind": "directive", "title": "Т жөнүндө", "preamble": "П", "points": "Бир"}
    shown = page(clerk).get(f"/orders/{order.pk}/edit/")
    assert "№ 114" in shown.text
    given |= {"v": 1, "ends": [first.order.pk]}
    page(clerk).post(f"/orders/{order.pk}/edit/", {**given, "k": uuid4()})
    assert [row.ended for row in order.repeals.all()] == [first.order]
    page(clerk).post(f"/orders/{order.pk}/edit/", {**given, "v": 2, "ends": [], "k": uuid4()})
    assert not order.repeals.exists()


def test_order_is_ended_by_no_other_door(body, first, clerk, sign_in):
    answer = sign_in(clerk).post(f"/orders/{first.order.pk}/move/supersede/")
    first.order.refresh_from_db()
    assert answer.status_code == 422 and first.order.is_in_force


def test_what_a_signed_order_ends_is_never_changed(body, first, second):
    with (
        pytest.raises(IntegrityError, match="a_repeal_of_a_signed_order_is_never_deleted"),
        transaction.atomic(),
    ):
        Repeal.objects.of(body).filter(order=second.order).delete()
    other = make.order(body)
    keep_repeals(other, [first.order])
    with pytest.raises(IntegrityError, match="an_order_never_ends_itself"), transaction.atomic():
        Repeal.objects.create(organisation=body, order=other, ended=other)
    keep_repeals(other, [])
    assert not other.repeals.exists()


# --- A number that stands twice ----------------------------------------------------------------------------


@pytest.fixture
def other(body, first, clerk, head):
    return make.order(body, title="Башка нерсе жөнүндө").move("submit", by=clerk).move("sign", by=head)


def test_number_used_twice_a_year_needs_its_ground(other, page, clerk, sign_in):
    answer = register(sign_in(clerk), other, number="114")
    assert answer.status_code == 422 and "Тизмекти" not in answer.text
    assert "№ 114 номери башка буйрукта бар" in answer.text
    register(sign_in(clerk), other, number="114", number_ground="Китепте эки жолу жазылган")
    other.refresh_from_db()
    assert (other.state, other.number_ground) == ("in_force", "Китепте эки жолу жазылган")
    assert "Китепте эки жолу жазылган" in page(clerk).get(other.get_absolute_url()).text


def test_number_of_another_kind_or_year_is_free(body, other, clerk, head, sign_in):
    resolution = make.order(body, kind="resolution").move("submit", by=clerk).move("sign", by=head)
    for order, day in ((other, date(2025, 5, 29)), (resolution, DAY)):
        assert register(sign_in(clerk), order, number="114", day=day).status_code == 302


def test_number_of_a_draft_that_stands_elsewhere_is_a_warning(body, first, page, clerk):
    given = {
        "kind": "directive",
        "number": "114",
        "date": "2026-05-29",
        "title": "Т жөнүндө",
        "points": "Бир",
    }
    answer = page(clerk).post("/orders/new/", {**given, "k": uuid4()})
    assert "№ 114 номери башка буйрукта бар" in answer.text
    page(clerk).post("/orders/new/", {**given, "confirmed": "on", "k": uuid4()})
    draft = Order.objects.of(body).get(state="draft")
    assert "№ 114 номери башка буйрукта бар" in page(clerk).get(draft.get_absolute_url()).text


def test_database_refuses_a_number_used_twice_without_a_ground(body, other):
    rows = Order.objects.of(body).filter(pk=other.pk)
    with (
        pytest.raises(IntegrityError, match="a_number_used_twice_a_year_has_its_ground"),
        transaction.atomic(),
    ):
        rows.update(state="in_force", number="114", date=DAY)
    rows.update(state="in_force", number="114", date=DAY, number_ground="Китептеги ката")
    with pytest.raises(IntegrityError, match="a_registered_order_keeps_its_number"), transaction.atomic():
        rows.update(number_ground="Башка")
