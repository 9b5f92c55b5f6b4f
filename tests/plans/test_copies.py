"""The plan of a year from the stage plan, the draft of stage II from what is unfinished in stage I."""

from datetime import date

import pytest
from django.urls import reverse

from plans.copies.forms import next_stage_title
from plans.models.plan import Plan
from plans.progress.actions import finish_in_origin
from tests import make
from tests.plans import build

TITLE = (
    "2025-2030-жылдарга стратегияны ишке ашыруу планы (2025-2027-жылдардын орто мөөнөттүү мезгилинде "
    "I-этап үчүн)"
)


@pytest.fixture
def stage(body):
    """Stage I: a measure a term, one done, one dropped, one outside the plan."""
    plan = build.plan(body, title=TITLE, stage="first")
    for text, term in (
        ("Чейрек", "2026-жылдын 3-кварталы"),
        ("Аралык", "2025-2027-жылдар"),
        ("Жыл сайын", "2025-2027-жылдар (жыл сайын)"),
        ("Башка жыл", "2027-жылдын 1-жарым жылдыгы"),
    ):
        build.measure(plan, term, text=text, number="1")
    build.measure(plan, "2026-жыл", "done", text="Бүткөн")
    build.measure(plan, "2026-жыл", "dropped", text="Алынган")
    build.measure(plan, "2026-жыл", text="Тышкары", task=None)
    return plan


def create(page, who, space, plan, **fields):
    return page(who).get(reverse(f"{space}:create", args=[plan.pk])).submit(**fields)


def terms(plan):
    return {measure.text: measure.printed_term for measure in plan.measures.in_order()}


def test_the_plan_of_a_year_holds_what_touches_the_year_and_is_still_to_be_done(page, clerk, body, stage):
    create(page, clerk, "yearly_plans", stage, first_year="2026", title="2026-жылга план")
    year = stage.children.get()
    assert (year.state, year.years, year.kind, year.stage) == ("draft", "2026", "strategy", "first")
    assert terms(year) == {
        "Чейрек": "2026-жылдын 3-кварталы",
        "Аралык": "2026-жыл",
        "Жыл сайын": "2026-жыл",
    }


def test_executors_risks_and_places_go_with_the_measure_and_progress_stays(page, clerk, body, stage):
    measure = stage.measures.get(text="Чейрек")
    build.name_executor(measure, words="Салык кызматы")
    build.link_risk(measure, make.risk(body))
    measure.move("begin", by=clerk)
    create(page, clerk, "yearly_plans", stage, first_year="2026", title="2026-жылга план")
    copy = stage.children.get().measures.get(text="Чейрек")
    assert (copy.executor_words, copy.risks.count(), copy.number, copy.state) == (
        "Салык кызматы",
        1,
        "1",
        "not_begun",
    )
    assert str(copy.task) == str(measure.task)


def test_a_year_outside_the_plan_is_refused_and_a_second_plan_of_a_year_too(page, clerk, stage):
    assert create(page, clerk, "yearly_plans", stage, first_year="2028", title="План").status_code == 422
    assert create(page, clerk, "yearly_plans", stage, first_year="2026", title="План").status_code == 302
    assert create(page, clerk, "yearly_plans", stage, first_year="2026", title="План").status_code == 422
    assert stage.children.count() == 1


def test_stage_two_takes_over_what_is_unfinished_with_terms_of_its_own_years(page, clerk, body, stage):
    create(page, clerk, "next_stages", stage)
    second = stage.children.get()
    assert (second.state, second.years, second.stage) == ("draft", "2028–2030", "second")
    assert terms(second) == {
        "Чейрек": "",
        "Аралык": "2028-2030-жылдар",
        "Жыл сайын": "2028-2030-жылдар (жыл сайын)",
        "Башка жыл": "",
    }
    yearly = second.measures.get(text="Жыл сайын")
    assert [one.year for one in yearly.instalments.all()] == [2028, 2029, 2030]


def test_the_title_of_stage_two_has_its_years_and_number(stage):
    assert next_stage_title(stage, 2028, 2030) == (
        "2025-2030-жылдарга стратегияны ишке ашыруу планы (2028-2030-жылдардын орто мөөнөттүү "
        "мезгилинде II-этап үчүн)"
    )


def test_stage_two_neither_begins_within_stage_one_nor_is_taken_twice(page, clerk, stage):
    assert create(page, clerk, "next_stages", stage, first_year="2027").status_code == 422
    create(page, clerk, "next_stages", stage)
    assert create(page, clerk, "next_stages", stage).status_code == 422
    assert Plan.objects.of(stage.organisation).count() == 2


def test_a_stranger_takes_nothing(page, stranger, stage):
    for space in ("yearly_plans", "next_stages"):
        assert page(stranger).get(reverse(f"{space}:create", args=[stage.pk])).status_code == 404


def test_repeating_and_open_terms_go_over_with_their_words(page, clerk, body):
    stage = build.plan(body, title=TITLE, stage="first")
    for term, words in (("2025-2027-жылдар (ай сайын)", "ай сайын"), ("2025-2027-жылдар (туруктуу)", "")):
        row = build.measure(stage, term, text=term)
        row.set_term(row.term, words)
        row.save()
    create(page, clerk, "yearly_plans", stage, first_year="2026", title="2026-жылга план")
    create(page, clerk, "next_stages", stage)
    year, second = stage.children.order_by("first_year")
    assert list(terms(year).values()) == ["ай сайын", "2026-жыл (туруктуу)"]
    assert list(terms(second).values()) == ["ай сайын", "2028-2030-жылдар (туруктуу)"]
    assert [row.instalments.count() for row in year.measures.in_order()] == [12, 1]
    assert [row.instalments.count() for row in second.measures.in_order()] == [36, 3]


def test_a_copy_that_is_done_finishes_every_period_of_its_year_in_the_original(page, clerk, body):
    stage = build.plan(body, title=TITLE, stage="first")
    row = build.measure(stage, "2025-2027-жылдар (квартал сайын)")
    create(page, clerk, "yearly_plans", stage, first_year="2026", title="2026-жылга план")
    copy = stage.children.get().measures.get()
    finish_in_origin(copy, by=clerk, done_on=date(2026, 6, 1))
    assert [(one.year, one.state) for one in row.instalments.all() if one.state == "done"] == [
        (2026, "done")
    ] * 4
