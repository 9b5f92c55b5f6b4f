"""The first steps on «My day»: what a new secretary is led by, and when they go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.first_steps import list_first_steps
from office.roles import Role
from plans.models.plan import Plan
from tests import make
from tests.plans import build as plans


def done(person, body):
    return [str(step.label) for step in list_first_steps(person, body) if step.done]


@pytest.fixture
def new_clerk(foreign):
    return make.appoint(make.person("new-clerk"), foreign, Role.CLERK).person


def test_new_secretary_sees_every_step_and_none_done(page, new_clerk, foreign):
    shown = page(new_clerk).get("/")
    assert "Биринчи кадамдар" in shown.words("h2")
    assert len(list_first_steps(new_clerk, foreign)) == 9
    assert done(new_clerk, foreign) == []


def test_step_is_done_once_something_of_it_stands_here(new_clerk, foreign, body):
    make.risk(body)
    plans.plan(body, state=Plan.State.RUNNING)
    assert done(new_clerk, foreign) == []
    make.risk(foreign)
    plans.plan(foreign, state=Plan.State.RUNNING)
    assert done(new_clerk, foreign) == ["Коррупциялык тобокелдиктердин тизмеги", "Иш-чаралар планы"]


def test_steps_are_one_query(new_clerk, foreign):
    list_first_steps(new_clerk, foreign)
    with CaptureQueriesContext(connection) as asked:
        list_first_steps(new_clerk, foreign)
    assert len([query for query in asked if "office_organisation" in query["sql"]]) == 1


def test_who_does_not_keep_the_registers_is_led_nowhere(cast, body):
    assert list_first_steps(cast[Role.EMPLOYEE], body) == []
    assert list_first_steps(cast[Role.HEAD], None) == []


def test_page_of_the_administrator_is_no_link_for_the_secretary(new_clerk, foreign):
    assert list_first_steps(new_clerk, foreign)[0].url == ""
    both = make.appoint(make.person("both"), foreign, Role.CLERK).person
    make.appoint(both, foreign, Role.ADMINISTRATOR)
    assert list_first_steps(both, foreign)[0].url == "/appointments/"
