"""From scores given apart to the table of the criteria on the open page, every step on the screen."""

import pytest
from django.urls import reverse

from monitoring.models.certificate import Result
from office.papers.frozen import Publication
from office.papers.models import Order
from office.roles import Role
from tests import make
from tests.monitoring import build
from tests.monitoring.test_pages import sheet


@pytest.fixture
def district(body):
    return body.parent


def test_scores_are_agreed_and_their_table_is_approved_and_published(page, body, district):
    row = build.announced_monitoring(district, body)
    chair, other = (page(seat.person) for seat in row.members[:2])
    score, agree = (reverse(f"monitorings:{name}", args=[row.pk]) for name in ("score", "agree"))
    other.post(score, other.get(score).form | sheet([4] * 24, confirmed="1"))
    assert chair.get(agree).headers["Location"] == row.get_absolute_url()  # not all have scored yet
    chair.post(score, chair.get(score).form | sheet([4] * 23 + [2], confirmed="1"))
    agreed = chair.get(agree)
    assert agreed.words("legend")[0].startswith("24.")
    assert agreed.submit(score_24="3", reason_24="").status_code == 422
    assert agreed.submit(score_24="3", reason_24="Каттар толук эмес").status_code == 302
    assert chair.get(reverse("monitorings:move", args=[row.pk, "close"])).submit().status_code == 302
    result = Result.objects.of(body).get()
    assert (result.by_number[24], result.data["reasons"]["24"]) == (3, "Каттар толук эмес")

    record = chair.get(result.get_absolute_url())
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        address = reverse("results:paper", args=[result.pk, f"table-{kind}"])
        assert f'href="{address}"' in record.content.decode()
        assert chair.get(address).content.startswith(start)
    pressed = chair.get(reverse("results:order", args=[result.pk]))
    first, again = pressed.submit(), pressed.submit()
    assert first.headers["Location"] == again.headers["Location"]
    order = Order.objects.of(district).get()
    clerk = make.appoint(make.person("katchy"), district, Role.CLERK, "Катчы").person
    head = make.appoint(make.person("akim"), district, Role.HEAD, "Аким").person
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number="7", date=make.LONG_AGO)
    annex = order.annexes.get()
    secretary = page(clerk)
    secretary.get(reverse("orders:publish", args=[order.pk, annex.number])).submit(looked="on")
    publication = Publication.objects.of(district).get()
    shown = page().get(reverse("open:paper", args=[district.code, publication.token]))
    assert "Каттар" not in shown.text and "Жыйынтыктоочу баа 95" in shown.text
    for kind in ("csv", "json", "pdf"):
        answer = page().get(reverse("open:file", args=[district.code, publication.token, kind]))
        assert answer.status_code == 200


def test_order_on_a_table_is_drafted_by_who_conducted_the_monitoring_alone(page, body, district, cast):
    result = build.closed_monitoring(district, body)
    for person in (cast[Role.CLERK], cast[Role.HEAD]):
        record = page(person).get(result.get_absolute_url())
        assert "/order/" not in record.content.decode()
        assert page(person).get(reverse("results:order", args=[result.pk])).status_code in (403, 404)
    assert not Order.objects.of(district).exists()
