"""One count for the page, the open page and the report."""

from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.registers.workflow import Refused
from plans.models.measure import Measure
from plans.progress.actions import BEGIN, FINISH, NO_STEP, report_progress
from plans.progress.counts import MeasureTotals, count_measures, measures_with_progress, progress_by_section
from plans.progress.models import Note
from tests.net import figure
from tests.plans import build


def test_measures_are_counted_as_they_stand(body):
    plan = build.plan(body)
    for term, state in (
        ("2025-жыл", "done"),
        ("2025-жыл", "under_way"),
        ("2027-жыл", "not_begun"),
        ("2025-жыл", "dropped"),
    ):
        build.measure(plan, term, state=state)
    found = count_measures(measures_with_progress(plan))
    assert found == MeasureTotals(
        planned=3, done=1, under_way=1, reported=0, not_begun=1, overdue=1, dropped=1
    )
    assert (found.percent, found.tenths) == (33, 3)


def test_plan_without_measures_stands_at_nothing(body):
    assert count_measures([]).percent == 0


def test_measure_with_parts_is_counted_by_its_parts(body):
    plan = build.plan(body)
    whole = build.measure(plan, "")
    build.measure(plan, parent=whole, state="done")
    build.measure(plan, parent=whole)
    assert (
        count_measures(measures_with_progress(plan)).planned,
        count_measures(measures_with_progress(plan)).percent,
    ) == (2, 50)


def test_sections_follow_the_paper_and_what_is_outside_comes_last(body):
    plan = build.plan(body)
    second = build.section(plan, "3", "Сатып алуулар")
    outside = build.measure(plan, task=None)
    first = build.measure(plan)
    later = build.measure(plan, task=build.task(second))
    assert [(part.section and part.section.number, part.measures) for part in progress_by_section(plan)] == [
        ("1", [first]),
        ("3", [later]),
        (None, [outside]),
    ]


EVENTS = ("begin", "finish", "drop", "reopen", "note", "proved start", "proved end")
IN_WORK = ("not_begun", "under_way")


def reckon(state, is_told, event):
    """A second reckoning of the life of a measure outside the plan: (state, whether a word stands there)."""
    if event == "begin" and state == "not_begun" or event == "reopen" and state in ("done", "dropped"):
        return "under_way", is_told
    if event == "finish" and state in IN_WORK and is_told:
        return "done", is_told
    if event == "drop" and state in IN_WORK:
        return "dropped", is_told
    if event == "note":
        return state, True
    if event == "proved start" and state in IN_WORK:
        return "under_way", True
    if event == "proved end" and state in IN_WORK:
        return "done", True
    return state, is_told


def happen(measure, event, executor, clerk):
    """Let an event come to a measure as people bring it; what is refused changes nothing."""
    steps = {"note": NO_STEP, "proved start": BEGIN, "proved end": FINISH}
    try:
        with transaction.atomic():
            if event in steps:
                report_progress(
                    measure, by=executor, text="Аткарылууда", step=steps[event], done_on=date(2026, 1, 20)
                )
            else:
                given = {"drop": {"ground": "Каражат жок"}, "finish": {"done_on": date(2026, 1, 20)}}
                measure.move(
                    event, by=clerk if event in ("drop", "reopen") else executor, **given.get(event, {})
                )
    except Refused:
        return


@settings(
    max_examples=figure(15, 1000), deadline=None, suppress_health_check=list(HealthCheck), database=None
)
@given(
    events=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(EVENTS)), max_size=12),
    order=st.permutations(range(3)),
)
def test_progress_of_a_plan_is_that_of_its_measures_whatever_the_order(events, order, body, cast):
    executor, clerk = cast["employee"], cast["clerk"]
    with transaction.atomic():
        plan = build.plan(body)
        measures = [build.measure(plan, task=None) for _number in range(3)]
        for measure in measures:
            build.name_executor(measure, person=executor)
        lives = [("not_begun", False)] * 3
        # Events of one measure keep their order; those of several come mixed in any way.
        for place in order:
            for number, event in events:
                if number == place:
                    happen(Measure.objects.of(body).get(pk=measures[place].pk), event, executor, clerk)
                    lives[place] = reckon(*lives[place], event)
        found = count_measures(measures_with_progress(plan))
        expected = [state for state, _is_told in lives]
        assert [Measure.objects.of(body).get(pk=one.pk).state for one in measures] == expected
        assert (found.done, found.under_way, found.not_begun, found.dropped) == tuple(
            expected.count(state) for state in ("done", "under_way", "not_begun", "dropped")
        )
        assert found.planned == 3 - found.dropped
        transaction.set_rollback(True)


def test_notes_of_periods_are_named_without_a_query_each(page, clerk, body):
    row = build.measure(build.plan(body), "2026-жыл (ай сайын)")
    for one in row.instalments.all():
        Note.objects.create(organisation=body, measure=row, instalment=one, text="Өткөрүлдү", told_by=clerk)
    shown = page(clerk).get(row.get_absolute_url())
    assert "2026-жылдын март айы" in shown.text
    with CaptureQueriesContext(connection) as found:
        page(clerk).get(row.get_absolute_url())
    of_measures = [one["sql"] for one in found if 'FROM "plans_measure"' in one["sql"]]
    assert len(of_measures) < 8
