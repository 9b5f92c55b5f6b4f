"""The list of corruption-prone positions: what the rules and the database refuse, how the level follows the
risks.
"""

import pytest
from django.db import IntegrityError

from office.registers.workflow import Refused
from positions.actions import update_level_from_risks
from positions.models.exposures import Exposure
from tests.positions import build


@pytest.mark.parametrize("level", ["zero", "highest", ""])
def test_level_in_the_list_is_low_medium_or_high(body, level):
    with pytest.raises(IntegrityError):
        build.exposure(body, level=level)


def test_post_stands_once_in_the_list(body):
    row = build.exposure(body)
    with pytest.raises(IntegrityError):
        build.exposure(body, row.post)


def test_given_level_has_its_reason_and_is_the_level(body):
    with pytest.raises(IntegrityError):
        build.exposure(body, given_reason="")


def test_given_level_cannot_differ_from_the_level(body):
    with pytest.raises(IntegrityError):
        build.exposure(body, level="medium", given_level="high")


@pytest.mark.parametrize("criterion", ["freedom", "contact"])
@pytest.mark.parametrize(("degree", "reason"), [("high", ""), ("", "Негиз"), ("zero", "Негиз")])
def test_criterion_has_degree_and_reason_or_neither(body, criterion, degree, reason):
    with pytest.raises(IntegrityError):
        build.exposure(body, **{criterion: degree, f"{criterion}_reason": reason})


def test_row_keeps_its_post(body):
    row = build.exposure(body)
    row.post = build.post(body, "Башка кызмат")
    with pytest.raises(IntegrityError, match="a_row_of_the_list_keeps_its_post"):
        row.save()


def test_row_of_another_bodys_post_is_refused(body, foreign):
    with pytest.raises(IntegrityError):
        build.exposure(body, build.post(foreign))


def test_level_follows_the_linked_risks(body):
    row = build.exposure(body, level="", state="draft")
    update_level_from_risks(row.post, ["low", "medium", "zero"])
    row.refresh_from_db()
    assert (row.level, row.version) == ("medium", 2)


def test_given_level_stands_against_the_linked_risks(body):
    row = build.exposure(body, level="low")
    update_level_from_risks(row.post, ["high"])
    row.refresh_from_db()
    assert row.level == "low"


def test_listed_row_without_risks_keeps_its_last_level(body):
    row = build.exposure(body, level="high", given_level="", given_reason="")
    update_level_from_risks(row.post, ["zero"])
    row.refresh_from_db()
    assert row.level == "high"


def test_post_outside_the_list_has_no_level_to_follow(body):
    assert update_level_from_risks(build.post(body), ["high"]) is None


def test_row_without_a_level_does_not_enter_the_list(body, clerk):
    row = build.exposure(body, level="", state="draft")
    with pytest.raises(Refused):
        row.move("enter", by=clerk)


def test_rows_are_numbered_as_they_enter_and_closed_up_as_they_leave(body, clerk):
    rows = [build.exposure(body, build.post(body, name), state="draft") for name in ("Бир", "Эки", "Үч")]
    for row in rows:
        row.move("enter", by=clerk)
    rows[0].move("drop", by=clerk, ground="Ыйгарым укук алынды")
    listed = Exposure.objects.of(body).in_the_list().in_order()
    assert [(row.post.name_ky, row.position) for row in listed] == [("Эки", 1), ("Үч", 2)]


def test_dropped_row_has_its_ground_and_comes_back_last(body, clerk):
    first, second = (build.exposure(body, build.post(body, name)) for name in ("Бир", "Эки"))
    with pytest.raises(Refused):
        first.move("drop", by=clerk, ground="")
    first.move("drop", by=clerk, ground="Функция өткөрүлүп берилди")
    first.move("restore", by=clerk)
    second.refresh_from_db()
    assert (first.position, second.position, first.dropped_on) == (2, 1, None)


def test_dropped_row_does_not_come_back_beside_a_new_one(body, clerk):
    row = build.exposure(body)
    row.move("drop", by=clerk, ground="Негиз")
    build.exposure(body, row.post)
    with pytest.raises(Refused):
        row.move("restore", by=clerk)


def test_stranger_sees_no_post_and_no_row(body, stranger):
    row = build.exposure(body)
    assert list(Exposure.objects.visible_to(stranger)) == []
    assert list(type(row.post).objects.visible_to(stranger)) == []
