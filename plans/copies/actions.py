"""Copy measures between plans: the plan of a year, the next stage; each public function is one
transaction.
"""

import re

from django.db import transaction

from plans.models.division import Section, Task
from plans.models.executor import Executor, LinkedRisk
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.term_words import RANGE, STEPS, YEAR
from plans.terms import Term

NO_TITLE = "—"  # of a section that its paper gives none


def add_section(plan, number, title) -> Section:
    return Section.objects.create(
        organisation=plan.organisation,
        plan=plan,
        number=number,
        title=title or NO_TITLE,
        position=plan.sections.count(),
    )


def add_task(section, number, text) -> Task:
    return Task.objects.create(
        organisation=section.organisation,
        section=section,
        number=number,
        text=text,
        position=section.tasks.count(),
    )


def save_measure(measure) -> Measure:
    measure.index()
    measure.save()
    measure.sync_instalments()
    return measure


# --- From an earlier plan -----------------------------------------------------------------------------------


@transaction.atomic
def fill_year_plan(plan, parent) -> Plan:
    """Copy the measures still to be done in the year from the stage plan (strategy plan, 5.1).

    A term within the year stays, a longer one becomes the year, a repeating or open one that of the year.
    """
    year = plan.first_year
    rows = [row for row in unfinished_measures(parent) if row.term and year in row.term.years]
    terms = {row.pk: term_of_year(row.term, year) for row in rows}
    return copy_measures(plan, rows, terms)


def term_of_year(term: Term, year: int) -> Term:
    if term.repeats:
        return Term.repeated(term.kind, year, year)
    return term if len(term.years) == 1 else Term.part(YEAR, year)


@transaction.atomic
def fill_next_stage(plan, parent) -> Plan:
    """Copy unfinished measures into the next stage (strategy plan, 5.3).

    A range of years, repeating and open terms become the years of the new plan; other terms are left empty.
    """
    rows = unfinished_measures(parent)
    span = (plan.first_year, plan.last_year)
    kinds = {row.pk: row.term.kind for row in rows if row.term}
    terms = {
        pk: Term.years_from(*span) if kind == RANGE else Term.repeated(kind, *span)
        for pk, kind in kinds.items()
        if kind in STEPS or kind == RANGE and span[0] < span[1]
    }
    return copy_measures(plan, rows, terms)


def unfinished_measures(plan) -> list[Measure]:
    """The measures of the paper that still have to be done, in its order."""
    rows = plan.measures.open().of_the_paper().in_order().select_related("task__section")
    return list(rows.prefetch_related("executors"))


def copy_measures(plan, rows, terms) -> Plan:
    """Copy measures with their sections, tasks, executors and risks; progress and proofs are not copied."""
    sections: dict[int, Section] = {}
    tasks: dict[int, Task] = {}
    made: dict[int, Measure] = {}
    for row in rows:
        old = row.task
        if old.section_id not in sections:
            sections[old.section_id] = add_section(plan, old.section.number, old.section.title)
        if old.pk not in tasks:
            tasks[old.pk] = add_task(sections[old.section_id], old.number, old.text)
        made[row.pk] = add_measure_copy(tasks[old.pk], row, terms.get(row.pk), made.get(row.parent_id))
    return plan


COPIED_FIELDS = ("number", "text", "result", "executors_text", "joint", "funding", "barrier_id", "proof_kind")


def add_measure_copy(task, row, term, parent) -> Measure:
    measure = Measure(
        organisation=task.organisation,
        plan=task.section.plan,
        task=task,
        parent=parent,
        origin=row,
        position=row.position,
        **{name: getattr(row, name) for name in COPIED_FIELDS},
    )
    measure.set_term(term, words_of_no_year(row) if term and term.repeats else "")
    save_measure(measure)
    copy_executors(measure, row.executors.all())
    link_risks(measure, row.risks.all())
    return measure


def words_of_no_year(row) -> str:
    """How the paper writes a repeating term, where it names no year: «ай сайын»."""
    return "" if re.search(r"\d{4}", row.term_text) else row.term_text


NAMED = ("post_id", "body_id", "person_id", "words", "position", "printed")


def copy_executors(measure, executors) -> None:
    """Name for a measure the executors of another one."""
    Executor.objects.bulk_create(
        Executor(
            organisation=measure.organisation,
            measure=measure,
            **{name: getattr(executor, name) for name in NAMED},
        )
        for executor in executors
    )


def link_risks(measure, risks) -> None:
    """Link the risks that are not linked yet."""
    known = set(measure.risks.values_list("pk", flat=True))
    LinkedRisk.objects.bulk_create(
        LinkedRisk(organisation=measure.organisation, measure=measure, risk=risk)
        for risk in risks
        if risk.pk not in known
    )
