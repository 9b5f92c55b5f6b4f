"""Points of the law for classifying: the words of the standard to the letter, dated, kept by the
administrator.
"""

from datetime import date

import pytest

from office.data.provisions import POINTS
from office.models.provision import Provision
from office.roles import Role

CODES = [str(n) for n in range(9, 14)] + [f"14.{n}" for n in range(1, 12)] + [f"19.{n}" for n in range(1, 12)]


def test_points_stand_in_the_order_of_the_standard(db):
    assert [point.code for point in Provision.objects.all()] == CODES
    kinds = [Provision.objects.of_kind(kind).count() for kind in ("crime", "prohibition", "offence")]
    assert kinds == [5, 11, 11]


def test_point_is_in_force_from_the_day_of_the_order(db):
    before, since = date(2024, 11, 24), date(2024, 11, 25)
    assert [Provision.objects.in_force(day).count() for day in (before, since)] == [0, 27]


def test_point_is_named_by_its_number_and_words(db):
    point = Provision.objects.get(code="14.5")
    assert str(point) == "14.5. Кызматтык ишти партиялык программаларга жана чечимдерге баш ийдирүүгө"
    assert point.act.number == "629-Б"


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.code)
def test_name_is_a_line_and_the_text_is_whole(point):
    assert len(point.name) <= 200 and point.text_ky.endswith((".", ";"))


def test_administrator_keeps_the_points(page, cast):
    visitor = page(cast[Role.ADMINISTRATOR])
    assert len(visitor.get("/provisions/").rows) == 27
    assert len(visitor.get("/provisions/?kind=prohibition").rows) == 11
    assert page(cast[Role.CLERK]).get("/provisions/").status_code == 403
