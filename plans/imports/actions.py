"""Create a plan from resolved rows of a file; one transaction."""

from django.db import transaction

from plans.copies.actions import add_section, add_task, save_measure
from plans.imports.reader import divide_plan, resolved_term, stage_in_title
from plans.models.measure import Measure
from plans.models.plan import Plan


@transaction.atomic
def create_imported_plan(plan_import, rows) -> Plan:
    """Create a draft plan from an import: title, years and kind of the import, measures from the resolved
    rows (`plans.imports.reader.divide_plan`).

    Executors stay as text; a person links them later.
    """
    plan = Plan.objects.create(
        organisation=plan_import.organisation,
        kind=plan_import.kind,
        title=plan_import.title,
        stage=stage_in_title(plan_import.title) if plan_import.kind == Plan.Kind.STRATEGY else "",
        first_year=plan_import.first_year,
        last_year=plan_import.last_year,
    )
    for section in divide_plan(rows):
        chapter = add_section(plan, section.number, section.words)
        for part in section.parts:
            task = add_task(chapter, part.number, part.words)
            for position, measure in enumerate(part.parts):
                add_imported_measure(task, measure, position)
    return plan


def add_imported_measure(task, part, position) -> Measure:
    """One measure of a file."""
    measure = Measure(
        organisation=task.organisation,
        plan=task.section.plan,
        task=task,
        number=part.number,
        text=part.words,
        result=part.row["result"],
        executors_text=part.row["executors"],
        funding=part.row["funding"],
        position=position,
    )
    measure.set_term(*resolved_term(part.row, (measure.plan.first_year, measure.plan.last_year)))
    return save_measure(measure)
