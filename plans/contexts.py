"""Print contexts of a plan: its measures as rows of the seven columns, for screen, PDF, Word,
Excel and CSV.
"""

from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils import timezone

from office.kyrgyz import date_words_of
from office.lists.papers import approved_paper, edition_print_context, edition_table
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import KEY, NUMBER
from plans.editions.models import PlanEdition
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.papers import CHANGES, PLAN


def measure_cells(measure, opens_task: bool) -> dict[str, str]:
    """A row of the plan; number and words of the task stand at its first measure, as in the paper."""
    task = measure.task
    return {
        NUMBER: task.number if opens_task else "",
        "task": task.text if opens_task else "",
        "measure": f"{measure.number}. {measure.text}" if measure.number else measure.text,
        "term": measure.printed_term,
        "result": measure.result,
        "executors": measure.executor_words,
        "funding": measure.funding,
        KEY: str(measure.original_id or measure.pk),
    }


def section_heading(division) -> str:
    """«5. Стратегияны ишке ашыруу механизмдери …»."""
    return f"{division.number}. {division.title}" if division.number else division.title


def printed_measures(plan):
    """The measures the next edition prints, with what they need: those under a task, without the dropped
    ones. A plan as an order on paper approved it has those too that were dropped since.
    """
    rows = plan.measures.of_the_paper().in_order()
    gone = Q(state=Measure.State.DROPPED)
    if stands_on_paper(plan):
        gone &= Q(dropped_on__lt=timezone.localdate(plan.started_at))
    rows = rows.exclude(gone)
    return rows.select_related("task__section").prefetch_related(
        "executors__post", "executors__body", "executors__person"
    )


def plan_table(plan, **meta) -> dict:
    """The filled plan: a group for each section, in the order of the paper.

    `plan` in it says which of the organisation's plans it is.
    """
    under = {
        pk: list(rows)
        for pk, rows in groupby(printed_measures(plan), key=lambda measure: measure.task.section_id)
    }
    groups = [
        (section_heading(section), measure_rows(under.get(section.pk, [])))
        for section in plan.sections.in_force()
    ]
    sheet = form_layout(PLAN.form, plan.organisation, day_of_form(plan))
    return sheet.table(
        groups, heading=plan.title, plan=f"plan-{plan.edition.plan_id if plan.is_copy else plan.pk}", **meta
    )


def measure_rows(measures) -> list[dict[str, str]]:
    above, rows = None, []
    for measure in measures:
        rows.append(measure_cells(measure, measure.task_id != above))
        above = measure.task_id
    return rows


def plan_print_context(plan) -> dict:
    """Context of the plan as it is today: a draft, the head's «Бекитемин» undated; a plan that an order on
    paper approved stands as that order approved it.
    """
    if stands_on_paper(plan):
        return paper_plan_context(plan)
    head = plan.organisation.head
    return {
        "table": plan_table(plan),
        "approval": {
            "post": head.post if head else plan.organisation.head_post,
            "name": head.person.initials if head else "",
            "date": "",
        },
        "signatures": secretary_signatures(plan.organisation),
        "draft": True,
    }


def day_of_form(plan) -> date | None:
    """The day of the order that approved a plan as it stands; None for a draft or a copy: today."""
    if stands_on_paper(plan):
        return plan.paper_date
    approved = plan.registered_edition or plan.approved_edition
    return approved.order.date if approved and not plan.is_copy else None


def stands_on_paper(plan) -> bool:
    """Whether the plan stands as an order on paper approved it: no edition has come into force since, and
    none is worked on in the plan itself.
    """
    if not (plan.paper_date and plan.started_at) or plan.registered_edition:
        return False
    return not plan.editions.filter(works_in_plan=True).exists()


def paper_plan_context(plan) -> dict:
    """Context of a plan approved on paper: its order in place of a signature, no mark of a draft."""
    day, table = f"{date_words_of(plan.paper_date)} № {plan.paper_number} буйругу", plan_table(plan)
    known = ", ".join(filter(None, [plan.approval, day]))
    return {
        "table": {**table, "notes": [*table["notes"], f"Түп нускасы – кагаздагы план: {known}."]},
        "approval": {"post": plan.paper_post or plan.organisation.head_post, "name": "", "date": day},
        "signatures": [],
        "draft": False,
    }


def plan_edition_print_context(edition) -> dict:
    """Context of an edition: the frozen data once approved, else the annex of its draft order,
    else the plan.
    """
    return edition_print_context(edition, lambda: plan_print_context(edition.work))


def plan_edition_table(edition) -> dict:
    """The plan of an edition: as approved, as annexed to the draft order, or as it stands now."""
    return edition_table(edition, lambda: plan_table(edition.work))


def approved_plan_paper(organisation, number):
    """The frozen paper of an approved edition of the newest plan.

    LookupError with a sentence when there is none of that number.
    """
    newest_first = PlanEdition.objects.order_by("-plan__first_year", "-pk")
    return approved_paper(newest_first, PLAN.form, organisation, number)


def newest_plan_print_context(organisation) -> dict:
    """The newest plan of an organisation; a sheet without rows while it has none."""
    plan = Plan.objects.of(organisation).without_copies().first()
    if plan:
        return plan_print_context(plan)
    return {"table": form_layout(PLAN.form, organisation).table([], heading=""), "draft": True}


DATED_FORMS = {sheet.form: DatedForm(sheet) for sheet in (PLAN, CHANGES)}
FORMS = {
    PLAN.form: OfficialForm(
        "Иш-чаралар планы: жети мамыча, бөлүмдөр боюнча", newest_plan_print_context, approved_plan_paper
    )
}
