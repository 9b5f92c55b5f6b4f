"""For each guard of an approved plan a row that stands under it, and the change it refuses;
`tests/plans/guards.py` gathers them.
"""

from datetime import date

from office.files.models import StoredFile
from plans.delegation.models import HandedMeasure
from plans.editions.models import PlanEdition
from plans.models.division import Section, Task
from plans.models.executor import Executor, LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress.models import Instalment
from tests import make
from tests.plans import rows


def approved(row):
    """The row once an order on paper stands behind its plan."""
    plan = getattr(row, "plan", None) or row.section.plan
    scan = make.row(StoredFile, plan.organisation)
    Plan.unscoped.filter(pk=plan.pk).update(paper_number="41", paper_date=date(2025, 3, 3), paper_scan=scan)
    return row


def approved_task(body):
    return approved(make.row(Task, body))


def approved_measure(body, **fields):
    task = make.row(Task, body)
    measure = make.row(Measure, body, task=task, plan=task.section.plan, **fields)
    return approved(measure)


def approved_executor(body):
    executor = make.row(Executor, body, words="айыл өкмөтү", **BY_WORDS)
    measure = executor.measure
    if measure.task_id is None:
        task = make.row(Task, body, section=make.row(Section, body, plan=measure.plan))
        Measure.unscoped.filter(pk=measure.pk).update(task=task)
    approved(measure)
    return executor


def versioned(make_row):
    """A row that keeps what it said before, and an attempt to change that."""

    def case(body):
        row = make_row(body)
        type(row).unscoped.filter(pk=row.pk).update(versions=[{"until": "2026-03-01", "number": "1"}])
        row.refresh_from_db()
        return row, {"versions": [{"until": "2026-04-01", "number": "1"}]}

    return case


def stepped(model):
    """A row whose first step is moved to another day."""
    return lambda body: (make.row(model, body), {"steps": [{"state": "not_begun", "on": "2024-01-01"}]})


def plan_copy(body):
    """The copy of an edition in work."""
    return make.row(Plan, body, edition=make.row(PlanEdition, body))


def considered_edition(body):
    return make.in_state(PlanEdition, "considered", body)


def draft_measure(body):
    return make.row(Measure, body, task=(task := make.row(Task, body)), plan=task.section.plan)


def unsaved_measure(body):
    task = approved_task(body)
    return make.unsaved(Measure, body, plan=task.section.plan, task=task), {}


def unsaved_executor(body):
    measure = approved_measure(body)
    return make.unsaved(Executor, body, measure=measure, words="айыл өкмөтү", **BY_WORDS), {}


BY_WORDS = {"post": None, "person": None, "body": None}
VERSIONS = {
    (Plan, "INSERT", "a_copy_is_made_while_its_edition_is_in_work"): lambda body: (
        make.unsaved(Plan, body, edition=considered_edition(body)),
        {},
    ),
    (Plan, "UPDATE", "a_copy_stays_the_copy_of_its_edition"): lambda body: (
        plan_copy(body),
        {"edition": None},
    ),
    (Plan, "DELETE", "a_copy_is_kept_until_its_order_is_registered"): lambda body: (plan_copy(body), {}),
    (PlanEdition, "INSERT", "an_edition_is_worked_on_in_a_copy"): lambda body: (
        make.unsaved(PlanEdition, body, works_in_plan=True),
        {},
    ),
    (PlanEdition, "INSERT", "a_plan_has_one_edition_on_its_way"): lambda body: (
        make.unsaved(PlanEdition, body, plan=make.in_state(PlanEdition, "ordered", body).plan, number=7),
        {},
    ),
    (PlanEdition, "UPDATE", "an_edition_stays_in_its_copy"): lambda body: (
        make.row(PlanEdition, body),
        {"works_in_plan": True},
    ),
    (Section, "INSERT", "an_approved_plan_takes_sections_by_an_edition_alone"): lambda body: (
        make.unsaved(Section, body, plan=approved_task(body).section.plan),
        {},
    ),
    (Section, "DELETE", "a_section_leaves_an_approved_plan_by_an_edition_alone"): lambda body: (
        approved(make.row(Section, body)),
        {},
    ),
    (Task, "INSERT", "an_approved_plan_takes_tasks_by_an_edition_alone"): lambda body: (
        make.unsaved(Task, body, section=approved_task(body).section),
        {},
    ),
    (Task, "DELETE", "a_task_leaves_an_approved_plan_by_an_edition_alone"): lambda body: (
        approved_task(body),
        {},
    ),
    (Plan, "UPDATE", "versions_of_a_plan_are_only_added"): versioned(lambda body: make.row(Plan, body)),
    (Section, "UPDATE", "versions_of_a_section_are_only_added"): versioned(
        lambda body: make.row(Section, body)
    ),
    (Task, "UPDATE", "versions_of_a_task_are_only_added"): versioned(lambda body: make.row(Task, body)),
    (Measure, "UPDATE", "steps_of_a_measure_are_only_added"): stepped(Measure),
    (Instalment, "UPDATE", "steps_of_a_year_of_a_measure_are_only_added"): stepped(Instalment),
    (HandedMeasure, "UPDATE", "steps_of_a_handed_measure_are_only_added"): stepped(HandedMeasure),
    (Measure, "UPDATE", "versions_of_a_measure_are_only_added"): versioned(draft_measure),
    (Plan, "UPDATE", "an_approved_plan_changes_by_an_edition_alone"): lambda body: (
        approved_task(body).section.plan,
        {"title": "Башка план"},
    ),
    (Section, "UPDATE", "a_section_of_an_approved_plan_keeps_its_words"): lambda body: (
        approved_task(body).section,
        {"title": "Башка бөлүм"},
    ),
    (Task, "UPDATE", "a_task_of_an_approved_plan_keeps_its_words"): lambda body: (
        approved_task(body),
        {"text": "Башка милдет"},
    ),
    (Measure, "INSERT", "an_approved_plan_takes_measures_by_an_edition_alone"): unsaved_measure,
    (Measure, "UPDATE", "an_approved_measure_changes_by_an_edition_alone"): lambda body: (
        approved_measure(body),
        {"result": "Башка натыйжа"},
    ),
    (Measure, "UPDATE", "an_approved_measure_names_its_executors_as_approved"): lambda body: (
        approved_measure(body, approved_executors="Башкы адис"),
        {"approved_executors": "Айдоочу"},
    ),
    (Measure, "UPDATE", "a_measure_of_an_approved_plan_is_dropped_by_an_edition"): lambda body: (
        approved_measure(body),
        {"state": "dropped", **rows.dropped_fields(body)},
    ),
    (Instalment, "UPDATE", "a_year_of_a_measure_of_an_approved_plan_is_dropped_by_an_edition"): (
        lambda body: (
            make.row(Instalment, body, measure=approved_measure(body, **rows.YEARLY)),
            {"state": "dropped", **rows.dropped_fields(body)},
        )
    ),
    (Measure, "DELETE", "an_approved_measure_leaves_by_an_edition_alone"): lambda body: (
        approved_measure(body),
        {},
    ),
    (Measure, "UPDATE", "the_proof_an_approved_measure_needs_changes_by_an_edition"): lambda body: (
        approved_measure(body, proof_kind="file"),
        {"proof_kind": ""},
    ),
    (LinkedRisk, "DELETE", "a_risk_leaves_an_approved_measure_by_an_edition"): lambda body: (
        make.row(LinkedRisk, body, measure=approved_measure(body)),
        {},
    ),
    (Executor, "INSERT", "an_approved_measure_gets_executors_by_an_edition"): unsaved_executor,
    (Executor, "UPDATE", "an_approved_measure_changes_executors_by_an_edition"): lambda body: (
        approved_executor(body),
        {"words": "башка"},
    ),
    (Executor, "DELETE", "an_approved_measure_loses_executors_by_an_edition"): lambda body: (
        approved_executor(body),
        {},
    ),
}
