"""The points of a draft in another order: what moves along, the numbers of 629-Б, undo."""

import pytest
from django.urls import reverse

from office.registers.workflow import Refused
from office.roles import Role
from standards.text import sequence
from standards.text.models import Point
from tests.page import Visitor
from tests.standards import build

TEXT = (
    ("chapter", "I", "Биринчи"),
    ("point", "1", "а"),
    ("subpoint", "1.1", "б"),
    ("subpoint", "1.2", "в"),
    ("chapter", "II", "Экинчи"),
    ("paragraph", "", "г"),
    ("point", "2", "д"),
    ("point", "3", "е"),
)


@pytest.fixture
def draft(body):
    return build.standard(body, points=TEXT)


def words(standard):
    return [f"{row.code} {row.text}".strip() for row in standard.points.in_order()]


def named(standard, text):
    return standard.points.get(text=text)


def test_numbers_of_the_seed_are_those_of_its_order():
    parts = [Point(kind=part.kind, code=part.code) for part in build.understood().parts]
    assert sequence.point_numbers(parts) == [part.code for part in parts]
    assert len(parts) == 106


@pytest.mark.parametrize(
    ("text", "way", "found"),
    [
        ("в", "up", ["I Биринчи", "1 а", "1.1 в", "1.2 б", "II Экинчи", "г", "2 д", "3 е"]),
        ("а", "down", ["I Биринчи", "II Экинчи", "г", "1 а", "1.1 б", "1.2 в", "2 д", "3 е"]),
        ("д", "up", ["I Биринчи", "1 а", "1.1 б", "1.2 в", "2 д", "II Экинчи", "г", "3 е"]),
        ("е", "up", ["I Биринчи", "1 а", "1.1 б", "1.2 в", "II Экинчи", "г", "2 е", "3 д"]),
        ("Экинчи", "up", ["I Экинчи", "г", "1 д", "2 е", "II Биринчи", "3 а", "3.1 б", "3.2 в"]),
        ("г", "down", ["I Биринчи", "1 а", "1.1 б", "1.2 в", "II Экинчи", "2 д", "г", "3 е"]),
    ],
)
def test_block_moves_one_step_and_the_text_is_numbered_anew(text, way, found, draft):
    before = words(draft)
    kept = sequence.shift_point(named(draft, text), way)
    assert words(draft) == found
    assert [row.place for row in draft.points.in_order()] == list(range(1, 9))
    sequence.undo_shift(draft, kept)
    assert words(draft) == before


@pytest.mark.parametrize(
    ("text", "way"),
    [("Биринчи", "up"), ("а", "up"), ("е", "down"), ("Экинчи", "down"), ("б", "up"), ("в", "down")],
)
def test_first_stays_first_last_last_and_a_sub_point_under_a_point(text, way, draft):
    before = words(draft)
    with pytest.raises(Refused):
        sequence.shift_point(named(draft, text), way)
    assert words(draft) == before


def test_undo_is_refused_once_the_text_was_changed_since(draft):
    kept = sequence.shift_point(named(draft, "в"), "up")
    named(draft, "е").delete()
    with pytest.raises(Refused):
        sequence.undo_shift(draft, kept)


def test_point_of_a_version_in_force_is_not_moved(body, cast):
    in_force = build.bring_into_force(body, cast[Role.OFFICER], points=TEXT)
    with pytest.raises(Refused):
        sequence.shift_point(named(in_force, "в"), "up")


def test_buttons_move_keep_the_focus_and_undo(draft, clerk):
    visitor, point = Visitor(clerk), named(draft, "в")
    moved = visitor.post(reverse("points:up", args=[point.pk]))
    shown = visitor.get(moved.headers["Location"])
    (focused,) = shown.all("button", autofocus=True)
    assert focused.get("formaction") == reverse("points:up", args=[point.pk])
    assert words(draft)[2] == "1.1 в"
    visitor.post(reverse("standards:undo", args=[draft.pk]))
    assert words(draft)[2] == "1.1 б"
    assert visitor.get(draft.get_absolute_url()).all("button", string="Undo") == []


def test_stranger_moves_nothing(draft, stranger, cast):
    address = reverse("points:up", args=[named(draft, "в").pk])
    codes = [Visitor(person).post(address).status_code for person in (stranger, cast[Role.EMPLOYEE])]
    assert codes == [404, 403]
