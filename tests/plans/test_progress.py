"""One count for the page, the open page and the report."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.progress.counts import MeasureTotals, count_measures, measures_with_progress, progress_by_section
from plans.progress.models import Note
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
