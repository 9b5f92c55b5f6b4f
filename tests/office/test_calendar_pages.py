"""A day entered wrongly is removed and leaves its trace; the days of a year are confirmed at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from office.models.calendar import CalendarDay
from office.roles import Role
from tests.trustbox import build

NAME = "Жарыяланган дем алыш күн"


@pytest.fixture
def desk(page, keeper):
    return page(keeper)


def next_working_day(day):
    day += timedelta(days=1)
    while day.weekday() > 4 or CalendarDay.objects.filter(day=day).exists():
        day += timedelta(days=1)
    return day


def test_wrong_holiday_is_removed_with_its_ground_and_moves_the_terms_back(desk, body, keeper):
    appeal = build.appeal(body)
    due, day = appeal.due_on, next_working_day(timezone.localdate())
    entered = {"day": day.isoformat(), "kind": "off", "name_ky": NAME, "confirmed": "on"}
    assert desk.get("/calendar/new/").submit(**entered).status_code == 302
    row = CalendarDay.objects.get(day=day)
    appeal.refresh_from_db()
    assert appeal.due_on > due
    assert f"/calendar/{row.pk}/remove/" in desk.get(row.get_absolute_url()).content.decode()
    assert desk.get(f"/calendar/{row.pk}/remove/").submit(ground="").status_code == 422
    assert desk.get(f"/calendar/{row.pk}/remove/").submit(ground="Токтом жок").status_code == 302
    row.refresh_from_db()
    appeal.refresh_from_db()
    assert (appeal.due_on, day in CalendarDay.objects.calendar().off) == (due, False)
    assert (row.removed_by, row.removed_on) == (keeper, timezone.localdate())
    record = desk.get(row.get_absolute_url())
    assert "Токтом жок" in record.text and "/edit/" not in record.content.decode()
    assert desk.get(f"/calendar/{row.pk}/remove/").status_code == 404
    assert NAME in desk.get(f"/calendar/?year={day.year}").text
    assert desk.get("/calendar/new/").submit(**entered).status_code == 302  # it may be entered rightly again
    assert desk.get("/calendar/new/").submit(**entered).status_code == 422


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.OFFICER])
def test_calendar_is_kept_by_administrators_alone(role, page, cast):
    row = CalendarDay.objects.first()
    assert page(cast[role]).get(f"/calendar/{row.pk}/remove/").status_code == 403
    assert page(cast[role]).get("/calendar/confirm-year/?year=2027").status_code == 403


def test_database_keeps_no_removal_without_its_person_and_reason(db):
    for change in ({"removed_on": date(2026, 11, 30)}, {"removal_reason": "Токтом жок"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay.objects.filter(pk=CalendarDay.objects.first().pk).update(**change)


def test_days_of_a_year_are_confirmed_at_once(desk, keeper):
    waiting = CalendarDay.objects.filter(day__year=2027, confirmed=False)
    count, others = waiting.count(), CalendarDay.objects.filter(confirmed=False).exclude(day__year=2027)
    before = others.count()
    assert count > 10
    assert "2027-жылдын күндөрүн тактоо" in desk.get("/calendar/").text
    form = desk.get("/calendar/confirm-year/?year=2027")
    assert form.content.decode().count(" checked") == count
    days = [str(pk) for pk in waiting.values_list("pk", flat=True)]
    assert form.submit(days=days).status_code == 302
    assert (waiting.count(), others.count()) == (0, before)
    rows = CalendarDay.objects.filter(day__year=2027)
    assert set(rows.values_list("confirmed_by", "confirmed_on")) == {(keeper.pk, timezone.localdate())}
    assert "2027-жылдын күндөрүн тактоо" not in desk.get("/calendar/").text
    assert desk.get("/calendar/confirm-year/?year=2027").status_code == 302
    for year in ("", "x", "0", "10000"):
        assert desk.get(f"/calendar/confirm-year/?year={year}").status_code == 302


def test_day_left_unticked_goes_on_waiting(desk):
    waiting = CalendarDay.objects.filter(day__year=2027, confirmed=False)
    left = waiting.last()
    ticked = [str(pk) for pk in waiting.exclude(pk=left.pk).values_list("pk", flat=True)]
    assert desk.get("/calendar/confirm-year/?year=2027").submit(days=ticked).status_code == 302
    assert waiting.get() == left
    assert desk.get("/calendar/confirm-year/?year=2027").submit(days=[]).status_code == 422
