"""Every door where a list brings its days reads them alike."""

from datetime import date

import pytest
from django.utils import translation
from openpyxl import Workbook

from office.imports.number_days import likely_numbers
from office.kyrgyz import parse_date, possible_dates
from office.staff.imports import DayWords, StaffReading, day_of
from plans.imports.reader import read_plan, resolved_term
from plans.terms import parse_term
from tests.files import csv_file, document_bytes
from tests.libreoffice import Office
from tests.plans.test_reader import HEAD, plan_row

DAYS = {
    "13.06.2023": date(2023, 6, 13),
    "13.06.2023-жыл": date(2023, 6, 13),
    "13.06.2023г.": date(2023, 6, 13),
    "13/6/2023": date(2023, 6, 13),
    "6/13/2023": date(2023, 6, 13),
    "4/4/2026": date(2026, 4, 4),
    "2023-06-13": date(2023, 6, 13),
    "2023-06-13T00:00:00": date(2023, 6, 13),
    "13.06.2023 8:30": date(2023, 6, 13),
    "6/13/2023 8:30 AM": date(2023, 6, 13),
    "2025-жылдын 18-марты": date(2025, 3, 18),
    "2025-жылдын 18-мартынан": date(2025, 3, 18),
    "«26» декабрь 2018 г.": date(2018, 12, 26),
    "26 декабря 2018 года": date(2018, 12, 26),
    "4/8/2026": None,
    "04/08/2026": None,
    "3/14/26": None,
    "13/14/2026": None,
    "4/8.2026": None,
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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("4/8/2026", [date(2026, 8, 4), date(2026, 4, 8)]),
        ("8.4.2026", [date(2026, 4, 8)]),
        ("3/14/2026", [date(2026, 3, 14)]),
        ("быйыл", []),
    ],
)
def test_day_that_may_be_one_of_two_is_both(text, days):
    assert possible_dates(text) == days


STAFF = ["№", "ФИО", "Должность", "Бөлүм", "Дата назначения"]


def staff_csv(days):
    """A list that LibreOffice in en-US saved as CSV, days as its cells showed them."""
    rows = [[str(n), f"Асанов Асан{n}", "адис", "Бөлүм", day] for n, day in enumerate(days, 1)]
    return csv_file([STAFF, *rows])


def test_day_of_an_english_program_is_asked_about():
    found = StaffReading.of(staff_csv(["3/14/2026", "14.03.2026", "2026-03-14", "4/8/2026"]), "a.csv")
    (doubt,) = found.doubts
    assert (doubt.row, doubt.reason, doubt.text) == (5, "since-unknown", "4/8/2026")
    with translation.override("en"):
        assert doubt.options[:2] == [
            ("day:2026-08-04", "The day 04.08.2026"),
            ("day:2026-04-08", "The day 08.04.2026"),
        ]
    rows = found.resolve({doubt.id: "day:2026-04-08"})
    assert [day_of(row["since"]) for row in rows] == [date(2026, 3, 14)] * 3 + [date(2026, 4, 8)]


def test_term_of_an_english_program_is_asked_about():
    content = csv_file([HEAD, plan_row("1", term="4/8/2026"), plan_row("2", term="3/14/2026")])
    found = read_plan(content, "a.csv")
    (doubt,) = found.undecided({})
    assert (doubt.text, [value for value, _words in doubt.options][:2]) == (
        "4/8/2026",
        ["term:04.08.2026", "term:08.04.2026"],
    )
    row, _second = found.resolve({doubt.id: "term:08.04.2026"})
    assert resolved_term(row)[0].first == date(2026, 4, 8)


def test_english_libreoffice_writes_such_days(tmp_path):
    book = Workbook()
    for row in (STAFF, [1, "Асанов Асан", "адис", "Бөлүм", date(2026, 4, 8)]):
        book.active.append(row)
    book.active["E2"].number_format = "m/d/yyyy"
    ways = [("a.xlsx", "a.csv")]
    written = Office(tmp_path).save_all({"a.xlsx": document_bytes(book)}, ways)["a.csv"]
    assert "4/8/2026" in written.decode()
    (doubt,) = StaffReading.of(written, "a.csv").doubts
    assert doubt.text == "4/8/2026"


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        ("01.02.2026", ["1.2", "2.1"]),
        ("01.10.2026", ["1.10", "10.1"]),
        ("02.02.2026", ["2.2"]),
        ("01.02.2003", ["1.2.3", "1.2", "2.1"]),
        ("январь 2013", ["1.13"]),
        ("01.2013", ["1.13"]),
        ("1.2", []),
        ("январь", []),
        ("2026", []),
    ],
)
def test_likely_number_of_a_day_comes_first(shown, numbers):
    assert likely_numbers(shown) == numbers


@pytest.mark.parametrize(
    ("day", "form", "likely"),
    [
        (date(2013, 1, 1), r"mmm\.yy", "1.13"),  # Excel in Russian, of «1.13»
        (date(2003, 2, 1), "dd.mm.yyyy", "1.2.3"),
        (date(2026, 2, 1), r"d\.m", "1.2"),
    ],
)
def test_day_in_a_column_of_numbers_offers_the_number_that_was_typed(day, form, likely):
    book = Workbook()
    for row in (HEAD, plan_row("1"), plan_row(day)):
        book.active.append(row)
    book.active["A3"].number_format = form
    found = read_plan(document_bytes(book), "a.xlsx")
    (doubt,) = found.undecided({})
    assert (doubt.reason, doubt.proposals[0]) == ("number-day", [f"number:{likely}", likely])
    assert [row["number"] for row in found.resolve({doubt.id: f"number:{likely}"})] == ["1", likely]
