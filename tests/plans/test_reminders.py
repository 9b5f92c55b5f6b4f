"""Reminders 30, 7 and 1 days before and after; «My day»; the calendar of a person."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from office.models.letter import Letter
from office.roles import Role
from plans.copies.actions import fill_year_plan
from plans.models.feed import Feed
from plans.progress.actions import report_progress
from plans.progress.board import drop_repeated_originals, due_items
from plans.progress.reminders import measure_my_day_lines, remind_of_measures, reminder_step
from positions.models.posts import Post
from tests import make
from tests.page import Visitor
from tests.plans import build

DUE = date(2026, 9, 30)


@pytest.fixture
def cast(cast):
    for person in cast.values():
        person.email = f"{person.username}@dostuk.example"
        person.save()
    return cast


@pytest.fixture
def measure(body, cast):
    row = build.measure(build.plan(body), "2026-жылдын 3-кварталы")
    build.name_executor(row, person=cast[Role.EMPLOYEE])
    return row


def letters_after(body, *days):
    for day in days:
        remind_of_measures(body, day)
    return sorted((one.person.username, one.event.rpartition(":")[2]) for one in Letter.objects.of(body))


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        (31, None),
        (30, 30),
        (8, 30),
        (7, 7),
        (2, 7),
        (1, 1),
        (0, 1),
        (-1, -1),
        (-6, -1),
        (-7, -7),
        (-30, -30),
        (-38, None),
    ],
)
def test_step_of_a_reminder(left, asked):
    assert reminder_step(left) == asked


def test_executor_is_reminded_before_and_after(body, measure):
    days = [DUE - timedelta(days=n) for n in (40, 30, 29, 7, 1, 0)]
    assert letters_after(body, *days) == [("employee", "1"), ("employee", "30"), ("employee", "7")]


def test_late_measure_is_told_to_the_secretary_too_and_once_a_step(body, measure):
    days = [DUE + timedelta(days=n) for n in (1, 2, 7, 30, 31, 90)]
    assert letters_after(body, *days) == sorted(
        (who, n) for who in ("clerk", "employee") for n in ("-1", "-7", "-30")
    )


def test_late_measure_against_a_high_risk_is_told_to_the_head(body, measure):
    build.link_risk(measure, make.risk(body, level="high"))
    assert [who for who, _n in letters_after(body, DUE + timedelta(days=1))] == ["clerk", "employee", "head"]


def test_holder_of_the_post_is_reminded(body, cast):
    row = build.measure(build.plan(body), "2026-жылдын 3-кварталы")
    build.name_executor(row, post=make.row(Post, body, name_ky=make.ROLES[Role.OFFICER]))
    assert letters_after(body, DUE) == [("officer", "1")]


def test_measure_that_names_nobody_is_told_to_the_secretary(body, cast):
    build.measure(build.plan(body), "2026-жылдын 3-кварталы", executors_text="айыл өкмөтү")
    assert letters_after(body, DUE) == [("clerk", "1")]


def test_nobody_is_reminded_of_what_is_done_or_of_a_plan_not_carried_out(body, cast):
    build.measure(build.plan(body), "2026-жылдын 3-кварталы", state="done")
    build.measure(build.plan(body, state="draft"), "2026-жылдын 3-кварталы")
    assert letters_after(body, DUE) == []


def test_yearly_measure_is_reminded_of_at_the_end_of_each_year(body, cast):
    build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    assert letters_after(body, date(2025, 12, 31), date(2026, 12, 31)) == [("clerk", "1"), ("clerk", "1")]


def test_my_day_has_what_presses_and_the_clerk_how_many_are_late(body, cast):
    plan = build.plan(body)
    late = build.measure(plan, "2025-жыл")
    build.measure(plan, "2027-жыл")
    build.name_executor(late, person=cast[Role.EMPLOYEE])
    assert [(one.urgency, one.text) for one in measure_my_day_lines(cast[Role.EMPLOYEE], body)] == [
        ("overdue", str(late))
    ]
    assert [one.url for one in measure_my_day_lines(cast[Role.CLERK], body)] == ["/plans/measures/board/"]
    assert measure_my_day_lines(cast[Role.HEAD], body) == []
    build.link_risk(late, make.risk(body, level="high"))
    assert [one.text for one in measure_my_day_lines(cast[Role.HEAD], body)] == [str(late)]
    assert str(late) in Visitor(cast[Role.HEAD]).get("/").text


# --- Calendar ----------------------------------------------------------------------------------------------


def events(token):
    answer = Visitor().get(reverse("open:calendar", args=[token]))
    assert (answer.status_code, answer.cookies, answer["Content-Type"]) == (
        200,
        {},
        "text/calendar; charset=utf-8",
    )
    return [(one["summary"], one["dtstart"].dt) for one in Calendar.from_ical(answer.content).walk("VEVENT")]


def address_of(body, person):
    page = Visitor(person)
    page.get("/plans/mine/feed/").submit(act="open")
    feed = Feed.objects.of(body).get(person=person)
    assert len(feed.token) == 32
    assert feed.token in page.get("/plans/mine/feed/").text
    return feed.token


def test_calendar_tells_what_the_person_executes_and_no_more(body, measure, cast):
    build.measure(measure.plan, "2027-жыл", text="Башканыкы")
    assert events(address_of(body, cast[Role.EMPLOYEE])) == [(str(measure), DUE)]
    assert len(events(address_of(body, cast[Role.CLERK]))) == 2


def test_calendar_taken_back_or_of_somebody_gone_says_nothing(body, measure, cast):
    employee = cast[Role.EMPLOYEE]
    token = address_of(body, employee)
    employee.appointments.update(ends=timezone.localdate() - timedelta(days=1))
    assert events(token) == []
    Feed.objects.of(body).delete()
    gone, never = (Visitor().get(reverse("open:calendar", args=[word])) for word in (token, "0" * 32))
    assert (gone.status_code, never.status_code) == (404, 404)


def test_new_address_stops_the_old_one(body, measure, cast):
    old = address_of(body, cast[Role.EMPLOYEE])
    new = address_of(body, cast[Role.EMPLOYEE])
    assert old != new
    assert Visitor().get(reverse("open:calendar", args=[old])).status_code == 404


@pytest.fixture
def yearly_pair(body, cast):
    """A yearly measure of the stage plan, and the same in the plan of 2026 taken from it; both are carried
    out.
    """
    stage = build.measure(build.plan(body), "2025-2027-жылдар (жыл сайын)")
    build.name_executor(stage, person=cast[Role.EMPLOYEE])
    year = build.plan(body, state="draft", first_year=2026, last_year=2026, parent=stage.plan)
    fill_year_plan(year, stage.plan)
    year.move("start", by=cast[Role.CLERK], **build.paper_order_fields())
    return stage, year.measures.get()


def test_measure_and_the_same_in_the_plan_of_the_year_remind_once(body, cast, yearly_pair):
    stage, copy = yearly_pair
    assert copy.origin == stage
    remind_of_measures(body, date(2026, 12, 24))
    assert [one.event for one in Letter.objects.of(body)] == [f"plans-due:measure:{copy.pk}:7"]
    found = drop_repeated_originals(due_items([stage, copy]))
    assert [due.measure for due in found if due.day.year == 2026] == [copy]
    assert [due.day.year for due in found] == [2025, 2026, 2027]


def test_whoever_executes_only_the_stage_plan_s_measure_is_reminded_of_it(body, cast, yearly_pair):
    stage, copy = yearly_pair
    copy.executors.all().delete()
    build.name_executor(copy, person=cast[Role.OFFICER])
    assert letters_after(body, date(2026, 12, 24)) == [("employee", "7"), ("officer", "7")]


def test_what_is_done_in_the_plan_of_the_year_is_done_that_year_in_the_stage_plan(
    page, body, cast, yearly_pair
):
    stage, copy = yearly_pair
    report_progress(
        copy, by=cast[Role.EMPLOYEE], text="Отчет берилди", step="finish", done_on=timezone.localdate()
    )
    states = {one.year: one.state for one in stage.instalments.all()}
    assert states == {2025: "not_begun", 2026: "done", 2027: "not_begun"}
    assert "Отчет берилди" in stage.notes.get().text
    assert copy.get_absolute_url() in page(cast[Role.CLERK]).get(stage.get_absolute_url()).links
    remind_of_measures(body, date(2026, 12, 24))
    assert not Letter.objects.of(body).exists()
