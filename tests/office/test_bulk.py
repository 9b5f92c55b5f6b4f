"""One move of many rows: each by its own right and its own rules."""

import pytest

from office.roles import Role
from risks.models.risk import Risk
from tests import make


@pytest.fixture
def rows(body):
    return [make.risk(body, situation=f"Учур {number}", position=number) for number in (1, 2, 3)]


def ticked(*rows):
    return {"row": [f"{row.pk}-{row.version}" for row in rows]}


def states(rows):
    return [Risk.unscoped.get(pk=row.pk).state for row in rows]


def test_ticked_rows_are_dropped_with_one_ground(page, clerk, rows):
    visitor = page(clerk)
    register = visitor.get("/risks/")
    assert len(register.all("input", name="row")) == 3
    asked = visitor.get("/risks/bulk/drop/", {"row": [rows[0].pk, rows[2].pk]})
    assert "Учур 1" in asked.text and "Учур 2" not in asked.text
    answer = visitor.post("/risks/bulk/drop/", {**ticked(rows[0], rows[2]), "ground": "Функция жоюлган"})
    assert (answer.status_code, answer.url) == (302, "/risks/")
    assert states(rows) == ["dropped", "active", "dropped"]
    grounds = [Risk.unscoped.get(pk=row.pk).drop_ground for row in (rows[0], rows[2])]
    assert grounds == ["Функция жоюлган"] * 2


def test_without_its_ground_nothing_is_dropped(page, clerk, rows):
    answer = page(clerk).post("/risks/bulk/drop/", {**ticked(*rows), "ground": ""})
    assert answer.status_code == 422 and states(rows) == ["active"] * 3


def test_row_that_is_refused_stays_and_is_named_and_the_others_go(page, clerk, rows):
    sent = ticked(*rows)
    rows[1].move("drop", by=clerk, ground="Мурда")
    answer = page(clerk).post("/risks/bulk/drop/", {**sent, "ground": "Функция жоюлган"}, follow=True)
    assert states(rows) == ["dropped"] * 3
    assert Risk.unscoped.get(pk=rows[1].pk).drop_ground == "Мурда"
    assert str(rows[1]) in answer.content.decode()


def test_rows_of_another_body_are_passed_over(page, clerk, rows, foreign):
    alien = make.risk(foreign)
    page(clerk).post("/risks/bulk/drop/", {**ticked(rows[0], alien), "ground": "Функция жоюлган"})
    assert states([rows[0], alien]) == ["dropped", "active"]


def test_nothing_ticked_leads_back(page, clerk, rows):
    for data in ({}, {"row": ["", "x", "999999"]}, {"row": ["9" * 5000, "٣"]}):
        assert page(clerk).get("/risks/bulk/drop/", data).url == "/risks/"


def test_who_may_not_drop_has_no_boxes_and_no_page(page, cast, rows):
    reader = page(cast[Role.HEAD.value])
    assert reader.get("/risks/").all("input", name="row") == []
    answer = reader.post("/risks/bulk/drop/", {**ticked(*rows), "ground": "Функция жоюлган"})
    assert answer.status_code == 403 and states(rows) == ["active"] * 3
