"""A plan and its measures as they stood at the end of a day.

What the plan said is that of the version in force (`plans.models.versions`).

A state is that of the last step entered by then; for rows older than their steps, that of the audit; for
rows entered into the portal later (a plan approved on paper), what their own days say. Where none of them
knows, the state is UNKNOWN.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile

from django.db.models import Prefetch
from django.utils import timezone

from office import clock
from office.models.audit import Change
from plans.models.division import Section, Task
from plans.models.execution import Executable
from plans.models.plan import Plan
from plans.progress.counts import measures_with_progress
from plans.progress.models import Instalment, Note, Proof

UNKNOWN = "unknown"
STATE = Executable.State
COLUMNS = ("state", "done_on", "drop_ground")


@dataclass(frozen=True)
class PastMeasures:
    """Measures as they stood on `day`: unsaved copies of the rows, never to be stored; `sections` and `title`
    are those of the plan on that day.

    `later` are measures left out, their term begins after the year; `entered_later` those done by the day but
    entered as done after it; `unknown` those of which nobody knows.
    """

    day: date
    rows: list
    later: list
    entered_later: list
    unknown: list
    sections: list
    title: str


def end_of_day(day: date) -> datetime:
    """The first moment after the day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def measures_as_of(plan, year: int, day: date) -> PastMeasures:
    """The measures of a plan for the report of a year, as they stood on `day`."""
    entered = {"told_at__lt": end_of_day(day)}
    rows = list(
        measures_with_progress(plan).prefetch_related(
            Prefetch("notes", Note.objects.of(plan.organisation).filter(**entered)),
            Prefetch("proofs", Proof.objects.of(plan.organisation).filter(**entered).select_related("order")),
        )
    )
    past_plan = Plan.objects.of(plan.organisation).get(pk=plan.pk)
    past_plan.set_words_back(day)
    sections, tasks = divisions_as_of(plan, day)
    rows = [row for row in rows if not is_added_after(row, rows, day)]
    for row in rows:
        set_measure_back(row, tasks, day)
    rows.sort(key=place_in_plan)
    entered_later = [row for row in rows if set_back(row, day)]
    for row in rows:
        for one in row.instalments.all():
            set_back(one, day)
    later = [row for row in rows if begins_after(row, year)]
    kept = [row for row in rows if row not in later]
    unknown = [row for row in kept if row.state == UNKNOWN]
    return PastMeasures(day, kept, later, entered_later, unknown, sections, past_plan.title)


def divisions_as_of(plan, day: date) -> tuple[list[Section], dict[int, Task]]:
    """The sections in force on the day in their order, and all tasks by primary key, as they stood."""
    sections = {row.pk: row for row in plan.sections.all()}
    tasks = {row.pk: row for row in Task.objects.of(plan.organisation).filter(section__plan=plan)}
    for row in [*sections.values(), *tasks.values()]:
        row.set_words_back(day)
    for task in tasks.values():
        task.section = sections[task.section_id]
    there = [row for row in sections.values() if (row.since or day) <= day < (row.until or date.max)]
    for row in there:
        row.until = None
    return sorted(there, key=lambda row: (row.position, row.pk)), tasks


def set_measure_back(row, tasks: dict[int, Task], day: date) -> None:
    """Set the words of a measure back to the day: place, term, executors, periods of a repeating term."""
    version = row.version_on(day)
    row.set_words_back(day)
    row.task = tasks.get(row.task_id)
    if version is None:
        return
    row.approved_executors = version.get("executors") or row.approved_executors
    periods = set(row.term.periods) if row.is_yearly else set()
    ours = {(one.year, one.month): one for one in row.instalments.all()}
    known = {period: one for period, one in ours.items() if period in periods}
    made = [
        Instalment(organisation=row.organisation, measure=row, year=year, month=month)
        for year, month in periods - set(known)
    ]
    kept = sorted([*known.values(), *made], key=lambda one: (one.year, one.month))
    row._prefetched_objects_cache["instalments"] = kept


def place_in_plan(row) -> tuple:
    """As `Measure.ORDER` has it."""
    if row.task is None:
        return (1, 0, 0, row.position, row.pk)
    return (0, row.task.section.position, row.task.position, row.position, row.pk)


def begins_after(row, year: int) -> bool:
    """Whether the term of a measure nobody has begun lies after the year."""
    first = row.first_day or row.last_day
    return bool(first) and first > date(year, 12, 31) and row.state == STATE.NOT_BEGUN


def is_added_after(row, rows, day) -> bool:
    """Whether the measure was added to the plan after the day; all are there when the plan itself came into
    the portal later.
    """
    first = entered_on(row)
    return first is not None and first > day and any((entered_on(one) or day) <= day for one in rows)


def entered_on(row) -> date | None:
    """The day the row came into the portal, or from the copy of an edition into the plan; None for a row
    older than its steps.
    """
    first = list(takewhile(lambda step: step["state"] == STATE.NOT_BEGUN, row.steps))
    return date.fromisoformat(first[-1]["on"]) if first else None


def set_back(row, day: date) -> bool:
    """Set the row's fields to what they were at the end of the day; True when it was done by then but that
    was entered later.
    """
    if day >= clock.today():
        return False
    done_by_then = row.is_done and row.done_on <= day
    past = state_on(row, day)
    row.state = past["state"]
    row.done_on = date.fromisoformat(past["done_on"]) if past.get("done_on") else None
    row.drop_ground = past.get("ground") or ""
    return done_by_then and not (row.is_done or row.is_reported)


def state_on(row, day: date) -> dict:
    """{"state", "done_on", "ground"} of a measure or an instalment at the end of the day."""
    steps = [step for step in row.steps if date.fromisoformat(step["on"]) <= day]
    if steps:
        return steps[-1]
    return audited_state(row, day) or dated_state(row, day)


def audited_state(row, day: date) -> dict | None:
    """The state by the audit; None when it does not reach back to the day."""
    found: dict = {}
    changes = Change.objects.of_record(row).filter(at__lt=end_of_day(day)).order_by("pk")
    for new in changes.filter(new__isnull=False).values_list("new", flat=True):
        found |= {name: new[name] for name in COLUMNS if name in new}
    if "state" not in found:
        return None
    return {"state": found["state"], "done_on": found.get("done_on"), "ground": found.get("drop_ground")}


def dated_state(row, day: date) -> dict:
    """The state by the row's own days."""
    done = [
        step
        for step in row.steps
        if step["state"] == STATE.DONE and date.fromisoformat(step["done_on"]) <= day
    ]
    if done:
        return done[-1]
    if row.is_done and row.done_on <= day:
        return {"state": STATE.DONE, "done_on": row.done_on.isoformat()}
    if row.is_reported and row.done_on <= day:
        return {"state": STATE.REPORTED, "done_on": row.done_on.isoformat()}
    if row.is_dropped and row.dropped_on <= day:
        return {"state": STATE.DROPPED, "ground": row.drop_ground}
    if row.state == STATE.NOT_BEGUN:
        return {"state": STATE.NOT_BEGUN}
    return {"state": UNKNOWN}
