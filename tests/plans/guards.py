"""For each guard of the plans a row that stands under it, and the change it refuses;
`tests/office/test_guards.py` runs them.
"""

from datetime import date

from office.files.models import StoredFile
from plans.delegation.models import HandedMeasure, HandedNote
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
from tests.plans.version_guards import VERSIONS

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


def accepted_by_himself(row):
    return row, {"state": "done", "accepted_by": row.done_by, "accepted_on": row.done_on}


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
    (Measure, "UPDATE", "control_of_the_head_ends_by_an_edition_or_by_his_word"): lambda body: (
        make.row(Measure, body, plan=make.in_state(Plan, "running", body), under_control=True),
        {"under_control": False},
    ),
    (Measure, "UPDATE", "a_measure_is_accepted_by_another_than_reported_it"): lambda body: (
        accepted_by_himself(make.in_state(Measure, "reported", body))
    ),
    (Instalment, "UPDATE", "a_year_of_a_measure_is_accepted_by_another_than_reported_it"): lambda body: (
        accepted_by_himself(make.in_state(Instalment, "reported", body))
    ),
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
