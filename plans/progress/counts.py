"""Counts of measures: the same for the page, the open page and the report, so that totals are equal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from office import clock


@dataclass(frozen=True)
class MeasureTotals:
    """Numbers of measures by state. `overdue` are among the open ones; `planned` is all but those dropped;
    `reported` await the head's acceptance and are not done.
    """

    planned: int
    done: int
    under_way: int
    reported: int
    not_begun: int
    overdue: int
    dropped: int

    @property
    def percent(self) -> int:
        """Done of the planned, in whole per cent, rounded down: a hundred means all."""
        return 100 * self.done // self.planned if self.planned else 0

    @property
    def tenths(self) -> int:
        """The percent in steps of ten, for a drawn bar."""
        return self.percent // 10


def count_measures(measures: Iterable, today: date | None = None) -> MeasureTotals:
    """Count measures as they stand; a measure that has parts is counted by its parts."""
    today = today or clock.today()
    rows = list(measures)
    above = {row.parent_id for row in rows}
    rows = [row for row in rows if row.pk not in above]
    states = [row.state for row in rows]
    dropped = states.count("dropped")
    return MeasureTotals(
        planned=len(rows) - dropped,
        done=states.count("done"),
        under_way=states.count("under_way"),
        reported=states.count("reported"),
        not_begun=states.count("not_begun"),
        overdue=sum(row.is_late_on(today) for row in rows),
        dropped=dropped,
    )


def count_of_plan(measures: Iterable, today: date | None = None) -> MeasureTotals:
    """Count the measures of the version in force: those outside the plan are counted apart."""
    return count_measures([row for row in measures if not row.is_outside], today)


@dataclass(frozen=True)
class SectionProgress:
    """A section of a plan with its measures in the paper's order; `section` is None for the measures outside
    the plan.
    """

    section: object
    measures: list
    totals: MeasureTotals


def progress_by_section(
    plan, measures=None, today: date | None = None, sections: list | None = None
) -> list[SectionProgress]:
    """The sections of a plan (or `sections`) with their measures and totals, empty sections too unless an
    edition took them out; then the measures outside the plan, if there are any.
    """
    rows = list(measures_with_progress(plan) if measures is None else measures)
    found = {
        key: list(group)
        for key, group in groupby(rows, key=lambda row: row.task.section_id if row.task else None)
    }
    sections = [
        SectionProgress(section, found.get(section.pk, []), count_measures(found.get(section.pk, []), today))
        for section in (plan.sections.all() if sections is None else sections)
        if section.until is None or section.pk in found
    ]
    outside = found.get(None, [])
    return (
        [*sections, SectionProgress(None, outside, count_measures(outside, today))] if outside else sections
    )


def measures_with_progress(plan):
    """Measures of a plan in the paper's order, with everything pages and papers read prefetched."""
    rows = plan.measures.with_control().in_order().select_related("task__section", "plan")
    return rows.prefetch_related(
        "instalments", "executors__post", "executors__body", "executors__person", "risks"
    )
