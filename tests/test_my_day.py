"""«My day»: the one question finds every source that has a line, and none is run in vain on an empty day."""

from datetime import date, timedelta

import pytest

from config.demo import PEOPLE, load_demo
from config.views import MY_DAY_SOURCES, group_by_urgency, meeting_lines, paper_source, planned_meetings
from office import clock
from office.database.actor import act_as, reach_of
from office.database.request_memory import request_memory
from office.duties import find_waiting, my_day_lines
from office.models.commission import Commission, Meeting
from office.models.person import Person
from office.roles import Act, may
from tests import make

# Sources that have no line in the demo; the rooms' own tests see them on the page (`tests/page.py`).
SHOWN_IN_THE_DEMO = 20


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    load_demo()


def test_lines_of_the_demo_equal_those_of_the_sources_asked_one_by_one(demo):
    silent, found, today = set(), set(), clock.today()
    for login in PEOPLE:
        for day in (today, date(today.year + 1, 1, 20)):
            with clock.set_today(day), act_as(None):
                person = Person.objects.get(username=login)
                bodies, reach = [None, *person.bodies], reach_of(person)
            for body in bodies:
                with clock.set_today(day), act_as(person, reach), request_memory():
                    alone = {source: list(source.lines(person, body)) for source in MY_DAY_SOURCES}
                    lines = list(my_day_lines(MY_DAY_SOURCES, person, body))
                    assert lines == [line for one in alone.values() for line in one]
                    silent |= set(MY_DAY_SOURCES) - set(find_waiting(MY_DAY_SOURCES, person, body))
                    found |= {source for source, one in alone.items() if one}
    assert len(found) >= SHOWN_IN_THE_DEMO, f"{len(found)} of {len(MY_DAY_SOURCES)} sources"
    # None is always run, whoever asks.
    assert silent == set(MY_DAY_SOURCES)


def test_empty_day_costs_one_query_beyond_the_rights(head, body, django_assert_num_queries):
    assert may(head, Act.SIGN, body)
    with django_assert_num_queries(1):
        assert list(my_day_lines(MY_DAY_SOURCES, head, body)) == []


def test_question_is_about_the_person_and_the_body_at_hand(cast, clerk, stranger, body, foreign):
    make.meeting(body, state="planned")
    asked = {(who, where): run_for(who, where) for who in (clerk, stranger) for where in (body, None)}
    assert asked == {(clerk, body): 1, (clerk, None): 1, (stranger, body): 0, (stranger, None): 0}


def run_for(person, organisation):
    meetings = paper_source(Meeting, Act.KEEP, planned_meetings)
    return len(find_waiting((meetings,), person, organisation))


def test_source_that_names_the_wrong_rows_is_seen(page, clerk, cast, body, monkeypatch):
    make.meeting(body, state="planned")
    assert "/meetings/" in page(clerk).get("/").content.decode()
    narrow = tuple(
        source._replace(waits=(lambda: Meeting.unscoped.filter(pk=0),)) for source in MY_DAY_SOURCES
    )
    monkeypatch.setattr("config.views.MY_DAY_SOURCES", narrow)
    with pytest.raises(AssertionError):
        page(clerk).get("/")


def test_group_stands_by_day_and_a_sitting_of_today_is_soon(clerk, body):
    commission = make.row(Commission, body)
    for day in (1, 0, 30, -1):
        make.row(Meeting, body, commission=commission, held_on=clock.today() + timedelta(days=day))
    groups = {
        group["urgency"]: [line.day for line in group["lines"]]
        for group in group_by_urgency(meeting_lines(clerk, body))
    }
    today = clock.today()
    assert groups["soon"] == [today, today + timedelta(days=1)]
    assert groups["overdue"] == [today - timedelta(days=1)]
    assert groups[""] == [today + timedelta(days=30)]
