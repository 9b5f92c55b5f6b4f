"""What a file does to plans: a new draft, or rows of one that stands; each is one transaction."""

from django.db import transaction

from office.imports.comparison import plain_cell
from office.kyrgyz import fold
from plans.copies.actions import NO_TITLE, add_section, add_task, save_measure
from plans.imports.reader import NO_TASK, resolved_term, stage_in_title
from plans.models.measure import Measure
from plans.models.plan import Plan


def create_empty_plan(plan_import) -> Plan:
    """A draft with the title, the years and the kind of an import."""
    return Plan.objects.create(
        organisation=plan_import.organisation,
        kind=plan_import.kind,
        title=plan_import.title,
        stage=stage_in_title(plan_import.title) if plan_import.kind == Plan.Kind.STRATEGY else "",
        first_year=plan_import.first_year,
        last_year=plan_import.last_year,
    )


@transaction.atomic
def add_placed_rows(plan, rows) -> list:
    """Add measures (`placed_rows`) under the sections and tasks that they name, which are new where the plan
    has none such. Returns the new rows, those first that others do not refer to.
    """
    division = PlanDivision(plan)
    measures = [add_imported_measure(division.task(row), row) for row in rows]
    instalments = [one for measure in measures for one in measure.instalments.all()]
    return [*instalments, *measures, *division.new_tasks, *division.new_sections]


class PlanDivision:
    """The sections and tasks of a plan that rows of a file stand under."""

    def __init__(self, plan):
        self.plan = plan
        self.known = list(plan.sections.all())
        self.sections, self.tasks = {}, {}
        self.new_sections, self.new_tasks = [], []

    def section(self, row):
        place, number, words = row["section_of"]
        if place not in self.sections:
            alike = [one for one in self.known if one.title == (words or NO_TITLE)]
            found = next((one for one in alike if one.number == number), alike[0] if alike else None)
            if found is None:
                found = add_section(self.plan, number, words)
                self.new_sections.append(found)
            self.sections[place] = found
        return self.sections[place]

    def task(self, row):
        place, number, words = row["task_of"]
        if place not in self.tasks:
            section = self.section(row)
            found = None
            if section not in self.new_sections:
                found = section.tasks.filter(number=number, text=words).first()
            if found is None:
                found = add_task(section, number, words)
                self.new_tasks.append(found)
            self.tasks[place] = found
        return self.tasks[place]


def add_imported_measure(task, row) -> Measure:
    """One measure of a file. Executors stay as text; a person links them later."""
    measure = Measure(
        organisation=task.organisation,
        plan=task.section.plan,
        task=task,
        number=row["number"],
        text=row["measure"],
        result=row["result"],
        executors_text=row["executors"],
        funding=row["funding"],
    )
    measure.assign_position()
    set_imported_term(measure, row)
    return save_measure(measure)


def set_imported_term(measure, row):
    years = (measure.plan.first_year, measure.plan.last_year)
    measure.set_term(*resolved_term({**row, "term": row["term_choice"]}, years))


def listed_measures(plan) -> list[tuple[Measure, dict[str, str]]]:
    """The measures of the paper in the words of a file."""
    rows = plan.measures.of_the_paper().in_order().select_related("task__section")
    return [(row, measure_cells(row)) for row in rows.prefetch_related("executors")]


def measure_cells(measure) -> dict[str, str]:
    task, section = measure.task.text, measure.task.section.title
    return {
        "section": "" if section == NO_TITLE else section,
        "task": "" if task == NO_TASK else task,
        "measure": measure.text,
        "term": measure.printed_term,
        "result": measure.result,
        "executors": measure.executor_words,
        "funding": measure.funding,
    }


FIELDS = {"measure": "text", "result": "result", "executors": "executors_text", "funding": "funding"}


@transaction.atomic
def update_measures_from_list(plan, compared) -> None:
    """Bring measures of a draft up to the rows of a file, where they differ."""
    division, left = PlanDivision(plan), []
    measures = plan.measures.select_for_update().in_bulk([one.known.pk for one in compared])
    for one in compared:
        measure = measures[one.known.pk]
        for key, field in FIELDS.items():
            if key in one.differences:
                setattr(measure, field, one.row[key])
        if "executors" in one.differences:
            unlink_executors(measure)
        if {"section", "task"} & set(one.differences):
            left.append(measure.task)
            measure.task = division.task(one.row)
            measure.assign_position()
        if "term" in one.differences:
            set_imported_term(measure, one.row)
        measure.version += 1
        save_measure(measure)
    delete_emptied(left)


def unlink_executors(measure) -> None:
    """Take away who executes a measure here where the words of its paper, changed, no longer name them; a
    person links anew.
    """
    words = fold(plain_cell(measure.executors_text))
    for executor in measure.executors.all():
        named = fold(plain_cell(executor.in_paper))
        if not named or named not in words:
            executor.delete()


def delete_emptied(tasks) -> None:
    """Delete of these tasks, and of their sections, what nothing stands under any more."""
    for task in dict.fromkeys(tasks):
        section = task.section
        if not task.measures.exists():
            task.delete()
            if not section.tasks.exists():
                section.delete()
