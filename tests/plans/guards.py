"""For each guard of the plans a row that stands under it, and the change it refuses;
`tests/office/test_guards.py` runs them.
"""

from datetime import date

from office.files.models import StoredFile
from plans.delegation.models import HandedMeasure, HandedNote
from plans.editions.models import PlanEdition
from plans.models.division import Section, Task
from plans.models.executor import Executor, LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress.models import Instalment, Note, Proof
from plans.public.models import PlanPage, Remark
from plans.reports.models import PlanReport
from risks.models.method import CatalogueEntry
from tests import make
from tests.plans import rows

EARLY = {"term_kind": "year", "first_day": date(2024, 1, 1), "last_day": date(2024, 12, 31)}


def measure_of_closed_plan(body):
    """A measure whose plan was closed since."""
    measure = make.row(Measure, body)
    needs = make.needed_values()[(Plan, "closed")](body)
    Plan.unscoped.filter(pk=measure.plan_id).update(state="closed", **needs)
    return measure


def with_term(body):
    return make.row(Measure, body, **rows.YEARLY)


def other_task(body):
    return make.row(Task, body, section=make.row(Section, body, plan=make.row(Plan, body)))


def zone_entry():
    return CatalogueEntry.objects.filter(catalogue="zone").first()


def under_control(row):
    """The row, with a high risk linked to its measure; and how it would be done without the head."""
    measure = row if isinstance(row, Measure) else row.measure
    make.row(LinkedRisk, row.organisation, measure=measure, risk=make.risk(row.organisation, level="high"))
    return row, {"state": "done", **rows.done_fields(row.organisation)}


WRONG = {
    "a_measure_stands_in_the_plan_of_its_task": lambda body: {"task": other_task(body)},
    "a_sub_measure_stands_under_a_measure_of_its_task": lambda body: {"parent": make.row(Measure, body)},
    "a_term_does_not_begin_before_its_plan": lambda body: EARLY,
    "barrier_of_a_measure_is_one_of_the_act": lambda body: {"barrier": zone_entry()},
}


def refused_insert(model, wrong):
    return lambda body: (make.unsaved(model, body, **wrong(body)), {})


def refused_update(model, wrong):
    return lambda body: (make.row(model, body), wrong(body))


def foreign_body(body):
    return {"body": make.organisation("kyrk", parent=body.parent), "words": ""}


def foreign_person(body):
    return {"person": make.row(make.Person, body), "words": "Адис"}


def other_year(body):
    return {"instalment": make.row(Instalment, body)}


def row_of_other_year(model):
    """A row told of one year of a measure, and a year of another one."""
    return lambda body: (
        make.row(model, body, measure=(year := make.row(Instalment, body)).measure, instalment=year),
        other_year(body),
    )


def accepted_report(body, **fields):
    return make.in_state(PlanReport, "accepted", body, **fields)


PAPERS = {
    (PlanPage, "INSERT", "only_an_approved_plan_is_open_to_all"): lambda body: (
        make.unsaved(PlanPage, body, plan=make.row(Plan, body)),
        {},
    ),
    (PlanPage, "UPDATE", "an_open_page_keeps_its_plan_and_address"): lambda body: (
        make.row(PlanPage, body),
        {"token": "0" * 32},
    ),
    (Remark, "INSERT", "a_remark_comes_only_to_an_open_plan"): lambda body: (
        make.unsaved(Remark, body, plan=make.row(Plan, body)),
        {},
    ),
    (Remark, "INSERT", "a_remark_is_on_a_measure_of_its_plan"): lambda body: (
        make.unsaved(Remark, body, measure=make.row(Measure, body)),
        {},
    ),
    (Remark, "UPDATE", "what_was_remarked_is_never_changed"): lambda body: (
        make.row(Remark, body),
        {"text": "Башка"},
    ),
    (Remark, "DELETE", "a_remark_is_never_deleted"): lambda body: (make.row(Remark, body), {}),
    (PlanReport, "UPDATE", "an_accepted_report_keeps_what_it_says"): lambda body: (
        accepted_report(body),
        {"text": "Башка"},
    ),
    (PlanReport, "DELETE", "an_accepted_report_is_never_deleted"): lambda body: (accepted_report(body), {}),
}

HANDED = {
    (HandedMeasure, "INSERT", "a_measure_is_handed_to_its_executor"): lambda body: (
        make.unsaved(HandedMeasure, body, measure=make.row(Measure, body.parent)),
        {},
    ),
    (HandedMeasure, "UPDATE", "a_handed_measure_says_what_its_measure_says"): lambda body: (
        make.row(HandedMeasure, body),
        {"text": "Башка"},
    ),
    (HandedMeasure, "UPDATE", "a_handed_measure_stays_what_it_was"): lambda body: (
        make.row(HandedMeasure, body),
        {"giver": body},
    ),
    (HandedMeasure, "DELETE", "a_handed_measure_is_never_deleted"): lambda body: (
        make.row(HandedMeasure, body),
        {},
    ),
    (HandedNote, "UPDATE", "what_a_body_told_is_never_changed"): lambda body: (
        make.row(HandedNote, body, text="Аткарылды"),
        {"text": "Башка"},
    ),
    (HandedNote, "DELETE", "what_a_body_told_is_never_deleted"): lambda body: (
        make.row(HandedNote, body, text="Аткарылды"),
        {},
    ),
}


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

CASES = {
    **PAPERS,
    **HANDED,
    **VERSIONS,
    (Plan, "UPDATE", "a_plan_does_not_begin_after_its_measures"): lambda body: (
        with_term(body).plan,
        {"first_year": 2026},
    ),
    (Plan, "UPDATE", "a_plan_keeps_the_order_it_was_brought_in_with"): lambda body: (
        make.in_state(
            Plan,
            "running",
            body,
            paper_number="3-Б",
            paper_date=date(2026, 1, 12),
            paper_scan=make.row(StoredFile, body),
        ),
        {"paper_number": "4-Б"},
    ),
    **{(Measure, "INSERT", name): refused_insert(Measure, wrong) for name, wrong in WRONG.items()},
    **{(Measure, "UPDATE", name): refused_update(Measure, wrong) for name, wrong in WRONG.items()},
    (Measure, "INSERT", "a_closed_plan_keeps_its_measures"): lambda body: (
        make.unsaved(Measure, body, plan=measure_of_closed_plan(body).plan),
        {},
    ),
    (Measure, "UPDATE", "a_closed_plan_keeps_its_measures"): lambda body: (
        measure_of_closed_plan(body),
        {"text": "Башка"},
    ),
    (Measure, "DELETE", "a_measure_of_a_closed_plan_is_never_deleted"): lambda body: (
        measure_of_closed_plan(body),
        {},
    ),
    (Executor, "INSERT", "an_executor_is_the_body_or_one_below_it"): refused_insert(Executor, foreign_body),
    (Executor, "UPDATE", "an_executor_is_the_body_or_one_below_it"): refused_update(Executor, foreign_body),
    (Executor, "INSERT", "an_executor_works_at_the_body"): refused_insert(Executor, foreign_person),
    (Executor, "UPDATE", "an_executor_works_at_the_body"): refused_update(Executor, foreign_person),
    (Measure, "UPDATE", "a_measure_under_control_is_done_when_the_head_accepts"): lambda body: under_control(
        make.row(Measure, body)
    ),
    (Instalment, "UPDATE", "a_year_of_a_measure_under_control_is_done_when_the_head_accepts"): lambda body: (
        under_control(make.row(Instalment, body))
    ),
    (Instalment, "INSERT", "only_a_yearly_measure_has_instalments"): lambda body: (
        make.unsaved(Instalment, body, measure=make.row(Measure, body)),
        {},
    ),
    (Note, "INSERT", "a_note_is_of_a_year_of_its_measure"): refused_insert(Note, other_year),
    (Note, "UPDATE", "a_note_is_of_a_year_of_its_measure"): row_of_other_year(Note),
    (Note, "UPDATE", "what_was_told_is_never_changed"): lambda body: (
        make.row(Note, body),
        {"text": "Башка"},
    ),
    (Note, "DELETE", "what_was_told_is_never_deleted"): lambda body: (make.row(Note, body), {}),
    (Proof, "INSERT", "a_proof_is_of_a_year_of_its_measure"): refused_insert(Proof, other_year),
    (Proof, "UPDATE", "a_proof_is_of_a_year_of_its_measure"): row_of_other_year(Proof),
    (Proof, "UPDATE", "what_was_given_is_never_changed"): lambda body: (
        make.row(Proof, body),
        {"title": "Башка"},
    ),
    (Proof, "DELETE", "what_was_given_is_never_deleted"): lambda body: (make.row(Proof, body), {}),
}

# Two guards refuse the same change; which of them speaks first is the engine's matter.
OR_ELSE = {
    (Remark, "plan"): "remark_plan_is_of_the_same_body|what_was_remarked_is_never_changed",
    (Remark, "measure"): (
        "remark_measure_is_of_the_same_body|what_was_remarked_is_never_changed|"
        "a_remark_is_on_a_measure_of_its_plan"
    ),
    (PlanPage, "plan"): "planpage_plan_is_of_the_same_body|an_open_page_keeps_its_plan_and_address",
    (Measure, "task"): "measure_task_is_of_the_same_body|a_measure_stands_in_the_plan_of_its_task",
    (
        Measure,
        "parent",
    ): "measure_parent_is_of_the_same_body|a_sub_measure_stands_under_a_measure_of_its_task",
    **{
        (HandedNote, name): f"handednote_{name}_is_of_the_same_body|what_a_body_told_is_never_changed"
        for name in ("handed", "photo", "file")
    },
    (Note, "measure"): "note_measure_is_of_the_same_body|what_was_told_is_never_changed",
    (Note, "instalment"): "note_instalment_is_of_the_same_body|a_note_is_of_a_year_of_its_measure",
    (Proof, "measure"): "proof_measure_is_of_the_same_body|what_was_given_is_never_changed",
    (Proof, "instalment"): "proof_instalment_is_of_the_same_body|a_proof_is_of_a_year_of_its_measure",
    (Proof, "file"): "proof_file_is_of_the_same_body|what_was_given_is_never_changed",
    (Proof, "order"): "proof_order_is_of_the_same_body|what_was_given_is_never_changed",
}
