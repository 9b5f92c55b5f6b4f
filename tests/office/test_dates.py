"""Every door where a list brings its days reads them alike."""

from datetime import date

import pytest

from office.kyrgyz import parse_date
from office.staff.imports import DayWords
from plans.terms import parse_term

DAYS = {
    "13.06.2023": date(2023, 6, 13),
    "13.06.2023-жыл": date(2023, 6, 13),
    "13.06.2023г.": date(2023, 6, 13),
    "13/6/2023": date(2023, 6, 13),
    "2023-06-13": date(2023, 6, 13),
    "2025-жылдын 18-марты": date(2025, 3, 18),
    "2025-жылдын 18-мартынан": date(2025, 3, 18),
    "«26» декабрь 2018 г.": date(2018, 12, 26),
    "26 декабря 2018 года": date(2018, 12, 26),
    "31.02.2026": None,
    "13.06.23": None,
    "быйыл": None,
}


def day_of_staff(text):
    code = DayWords().code(text)
    return code and date.fromisoformat(code)


def day_of_term(text):
    term = parse_term(text)
    return term.first if term and term.kind == "date" else None


DOORS = {"letters and orders": parse_date, "staff list": day_of_staff, "terms of a plan": day_of_term}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", DAYS)
def test_day_is_read_alike_at_every_door(door, text):
    assert DOORS[door](text) == DAYS[text]


@pytest.mark.parametrize("text", ["2023-06-13T00:00:00", "2023-06-13 00:00:00", "13.06.2023 8:30"])
def test_hour_that_a_program_writes_behind_a_day_does_not_matter(text):
    assert day_of_staff(text) == date(2023, 6, 13)
