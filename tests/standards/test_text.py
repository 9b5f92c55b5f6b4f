"""The versions of the standard and their points."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.roles import Role
from office.workflow import Refused
from standards.models import Point, Standard
from tests.standards import build


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


def test_new_version_replaces_the_one_before(body, officer):
    first = build.in_force(body, officer)
    second = build.in_force(body, officer, number=2, day=date(2026, 3, 2))
    first.refresh_from_db()
    assert (first.state, second.state, second.in_force_from) == ("replaced", "in_force", date(2026, 3, 2))


def test_text_is_not_brought_into_force_without_its_act_or_a_point(body, officer):
    with pytest.raises(Refused):
        build.in_force(body, officer, act="")
    with pytest.raises(Refused):
        build.in_force(body, officer, number=2, points=())


def test_text_of_an_adopted_version_is_frozen(body, officer):
    point = build.in_force(body, officer).points.get(code="14.4")
    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.of(body).filter(pk=point.pk).update(text="Уруксат")
    assert Standard.objects.of(body).get().points.get(code="14.4").text == point.text


def test_page_shows_every_point_under_its_address(body, officer, cast, page):
    standard = build.in_force(body, officer)
    answer = page(cast[Role.EMPLOYEE]).get(standard.get_absolute_url())
    shown = [element.get("id") for element in answer.all("p", "section", id=True)]
    assert shown == ["I", "1", "p3", "II", "14", "14.4"]
    assert standard.points.get(code="14.4").get_absolute_url() == f"/standards/{standard.pk}/#14.4"


def test_new_point_stands_after_the_chosen_one(body, clerk, page):
    standard = build.standard(body)
    url = reverse("points:create", args=[standard.pk])
    after = standard.points.get(code="1")
    answer = page(clerk).get(url).submit(kind="point", code="2", text="Жаңы пункт", after=after.pk)
    assert answer.status_code == 302
    assert [point.anchor for point in standard.points.in_order()] == ["I", "1", "2", "p4", "II", "14", "14.4"]
