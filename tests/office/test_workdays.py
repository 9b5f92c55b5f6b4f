"""Terms in working days: the vectors of the law, and a second, plain count of the same days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.data import calendar as data
from office.data.law import ACTS
from office.law.workdays import (
    Calendar,
    Skipped,
    YearNotCovered,
    add_months,
    add_workdays,
    explain_term,
    is_workday,
    next_workday,
    workdays_between,
)
from tests.net import figure

CALENDAR = data.seeded()

VECTORS = [  # registered, 10 working days, 14 working days
    ("26.12.2025", "20.01.2026", "26.01.2026"),
    ("06.02.2026", "19.02.2026", "25.02.2026"),
    ("06.03.2026", "23.03.2026", "27.03.2026"),
    ("24.04.2026", "15.05.2026", "21.05.2026"),
    ("27.04.2026", "19.05.2026", "25.05.2026"),
    ("21.08.2026", "07.09.2026", "11.09.2026"),
    ("30.10.2026", "13.11.2026", "19.11.2026"),
    ("20.11.2026", "04.12.2026", "10.12.2026"),
    ("21.12.2026", "11.01.2027", "15.01.2027"),
]


def day(text):
    number, month, year = text.split(".")
    return date(int(year), int(month), int(number))


@pytest.mark.parametrize(("registered", "ten", "fourteen"), VECTORS)
def test_vectors_of_the_law(registered, ten, fourteen):
    assert (add_workdays(day(registered), 10, CALENDAR), add_workdays(day(registered), 14, CALENDAR)) == (
        day(ten),
        day(fourteen),
    )


def plain_term(start, n):
    """The same count written a second time, from the words of the law and without the calendar's data."""
    off = "01-01 01-02 01-03 01-04 01-05 01-06 01-07 03-08 03-21 08-31".split() + [
        f"05-0{number}" for number in range(1, 10)
    ]
    once_off = (
        "2025-03-30 2025-06-06 2026-01-08 2026-01-09 2026-03-20 2026-05-27 2027-03-09 2027-05-16".split()
    )
    once_working = "2025-01-11 2026-02-07 2026-04-25".split()
    today = start
    while n:
        today = today + timedelta(days=1)
        name = today.isoformat()
        if name in once_working:
            n = n - 1
        elif name[5:] in off or name in once_off or today.strftime("%a") in ("Sat", "Sun"):
            continue
        else:
            n = n - 1
    return today


def test_four_hundred_days_agree_with_a_plain_count():
    starts = [date(2025, 1, 1) + timedelta(days=2 * step) for step in range(400)]
    for n in (1, 5, 10, 14, 30):
        assert [add_workdays(start, n, CALENDAR) for start in starts] == [
            plain_term(start, n) for start in starts
        ]


DAYS = st.dates(date(2026, 1, 2), date(2026, 12, 20))


@settings(max_examples=figure(200, 20_000), deadline=None)
@given(start=DAYS, n=st.integers(1, 60), off=st.frozensets(DAYS), working=st.frozensets(DAYS))
def test_any_calendar_agrees_with_a_count_by_crossing_off(start, n, off, working):
    """The second reckoning strikes days off a list of the whole year and takes the n-th that is left."""
    calendar = Calendar(off | {date(2026, 1, 1), date(2027, 1, 1)}, working - off)
    later = [start + timedelta(days=step) for step in range(1, 366)]
    left = [one for one in later if one.isoweekday() <= 5 or one in working]
    left = [one for one in left if one not in off and one not in (date(2026, 1, 1), date(2027, 1, 1))]
    due = add_workdays(start, n, calendar)
    assert due == left[n - 1]
    assert workdays_between(start, due, calendar) == n
    said = explain_term(start, n, calendar)
    assert (said.due, list(said.counted)) == (due, left[:n])
    skipped = sum((part.last - part.first).days + 1 for part in said.skipped)
    assert skipped + n == (due - start).days


@pytest.mark.parametrize(
    "text", ["23.02.2026", "07.04.2026", "09.03.2026", "07.11.2025", "08.11.2027", "07.02.2026", "25.04.2026"]
)
def test_day_is_a_working_day(text):
    assert is_workday(day(text), CALENDAR)


@pytest.mark.parametrize(
    "text", ["07.11.2026", "08.11.2026", "08.03.2026", "20.03.2026", "09.01.2026", "31.08.2026", "08.02.2026"]
)
def test_day_is_off(text):
    assert not is_workday(day(text), CALENDAR)


def test_last_day_off_moves_to_the_next_working_day():
    assert next_workday(day("01.05.2026"), CALENDAR) == day("11.05.2026")
    assert next_workday(day("01.02.2027"), CALENDAR) == day("01.02.2027")


def test_friday_s_appeal_is_registered_by_monday():
    assert add_workdays(day("20.11.2026"), 1, CALENDAR) == day("23.11.2026")


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("31.01.2026", 1, "28.02.2026"),
        ("31.01.2028", 1, "29.02.2028"),
        ("30.11.2026", 3, "28.02.2027"),
        ("15.12.2026", 1, "15.01.2027"),
        ("31.12.2026", 12, "31.12.2027"),
        ("31.03.2026", -1, "28.02.2026"),
    ],
)
def test_month_term_ends_on_its_day_or_the_month_s_last(start, n, end):
    assert add_months(day(start), n) == day(end)


def test_between_counts_what_add_adds():
    start = day("24.04.2026")
    assert [
        workdays_between(start, add_workdays(start, n, CALENDAR), CALENDAR) for n in range(1, 31)
    ] == list(range(1, 31))
    assert workdays_between(start, start, CALENDAR) == 0
    assert workdays_between(day("25.11.2026"), day("20.11.2026"), CALENDAR) == -3


def test_year_that_nobody_entered_is_refused():
    with pytest.raises(YearNotCovered, match="2028"):
        add_workdays(day("20.12.2027"), 14, CALENDAR)


def test_term_shorter_than_a_day_is_refused():
    with pytest.raises(ValueError, match="at least one working day"):
        add_workdays(day("20.11.2026"), 0, CALENDAR)


def test_day_cannot_be_off_and_working():
    with pytest.raises(ValueError, match="2026-02-07"):
        Calendar(off=frozenset({day("07.02.2026")}), working=frozenset({day("07.02.2026")}))


def test_explanation_names_every_day_left_out():
    term = explain_term(day("24.04.2026"), 10, CALENDAR)
    assert (term.first, term.due, len(term.counted)) == (day("25.04.2026"), day("15.05.2026"), 10)
    assert term.moved == ((day("25.04.2026"), "Которулган иш күнү"),)
    assert term.skipped == (
        Skipped(day("26.04.2026"), day("26.04.2026"), "weekend", ""),
        Skipped(day("01.05.2026"), day("01.05.2026"), "holiday", "Эмгек майрамы"),
        Skipped(day("02.05.2026"), day("04.05.2026"), "holiday", "Май айындагы майрам күндөрү"),
        Skipped(day("05.05.2026"), day("05.05.2026"), "holiday", "Конституция күнү"),
        Skipped(day("06.05.2026"), day("08.05.2026"), "holiday", "Май айындагы майрам күндөрү"),
        Skipped(day("09.05.2026"), day("09.05.2026"), "holiday", "Жеңиш күнү"),
        Skipped(day("10.05.2026"), day("10.05.2026"), "weekend", ""),
    )


def test_counted_and_skipped_days_are_the_whole_term():
    term = explain_term(day("26.12.2025"), 14, CALENDAR)
    skipped = sum((run.last - run.first).days + 1 for run in term.skipped)
    assert len(term.counted) + skipped == (term.due - term.start).days


def test_delivered_calendar_names_each_day_once_and_cites_a_known_act():
    assert len({row.day for row in data.DAYS}) == len(data.DAYS)
    assert {row.act for row in data.DAYS} <= {act.code for act in ACTS}
    assert all(row.name_ky and row.name_ru for row in data.DAYS)


def test_days_nobody_proved_wait_for_confirmation():
    open_days = {row.day for row in data.DAYS if not row.confirmed and row.day.year < 2027}
    assert open_days == {day("30.03.2025"), day("06.06.2025"), day("27.05.2026")}
    assert {row.confirmed for row in data.DAYS if row.day.year == 2027} == {False}
