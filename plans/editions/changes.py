"""Editions of one plan compared row by row. A row is known by its measure."""

from office.lists.changes import GROUND_WORDS, Comparison, GroundedChange, ground_of
from office.lists.papers import current_changes_context
from office.papers.official import OfficialForm
from plans import contexts
from plans.editions.models import PlanEdition
from plans.models.measure import Measure
from plans.papers import CHANGES

GROUNDS = {**GROUND_WORDS, "first": "Алгачкы план"}
PLAN_COMPARISON = Comparison(
    CHANGES,
    "measure",
    ("task", "term", "result", "executors", "funding"),
    known_by=("measure", "task"),
    group="Бөлүм",
)


def plan_changes(edition, since, *, words=GROUNDS, now=None) -> list[GroundedChange]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer plan where the caller has it.
    """
    return PLAN_COMPARISON.changes(
        contexts.plan_edition_table(since),
        now or contexts.plan_edition_table(edition),
        grounds=measure_drop_grounds(edition.work),
        whole=ground_of(edition, words),
    )


def measure_drop_grounds(plan) -> dict[str, str]:
    """Why measures were dropped, by primary key in the plan."""
    dropped = plan.measures.filter(state=Measure.State.DROPPED).order_by()
    rows = dropped.values_list("original", "pk", "drop_ground")
    return {str(original or pk): ground for original, pk, ground in rows}


def current_plan_changes_context(organisation) -> dict:
    """The changes of the newest plan that has an approved edition, as a draft; a sheet without rows while
    there is none.
    """
    approved = PlanEdition.objects.of(organisation).approved().select_related("annex__order", "plan")
    since = approved.order_by("-plan__first_year", "-plan", "-number").first()
    return current_changes_context(organisation, since, PLAN_COMPARISON, plan_changes)


FORMS = {CHANGES.form: OfficialForm("Иш-чаралар планындагы өзгөртүүлөр", current_plan_changes_context)}
