"""Editions of one plan compared row by row. A row is known by its measure."""

from office.lists import diff
from office.lists.changes import GROUND_WORDS, Comparison, GroundedChange, ground_of, with_grounds
from office.papers.official import OfficialForm, secretary_signatures
from plans import contexts
from plans.editions.models import PlanEdition
from plans.models.measure import Measure
from plans.papers import CHANGES

GROUNDS = {**GROUND_WORDS, "first": "Алгачкы план"}
PLAN_COMPARISON = Comparison(CHANGES, "measure", ("task", "term", "result", "executors", "funding"))
SECTION = "Бөлүм"


def earlier_plan_editions(edition) -> list:
    """The approved editions of the same plan before this one, the nearest first."""
    approved = PlanEdition.objects.of(edition.organisation).approved().filter(plan=edition.plan_id)
    return list(approved.filter(number__lt=edition.number).select_related("annex__order", "plan"))


def plan_changes(edition, since, *, words=GROUNDS, now=None) -> list[GroundedChange]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer plan where the caller has it.
    """
    old, new = contexts.plan_edition_table(since), now or contexts.plan_edition_table(edition)
    found = diff.compare_tables(old, new, known_by=("measure", "task"), group=SECTION)
    return with_grounds(found, measure_drop_grounds(edition.plan), ground_of(edition, words))


def measure_drop_grounds(plan) -> dict[str, str]:
    """Why measures were dropped, by primary key."""
    dropped = plan.measures.filter(state=Measure.State.DROPPED).order_by()
    return {str(pk): ground for pk, ground in dropped.values_list("pk", "drop_ground")}


def current_plan_changes_context(organisation) -> dict:
    """The changes of the newest plan that has an approved edition, as a draft; a sheet without rows while there is none."""
    approved = PlanEdition.objects.of(organisation).approved().select_related("annex__order", "plan")
    since = approved.order_by("-plan__first_year", "-plan", "-number").first()
    if since is None:
        return {"table": PLAN_COMPARISON.nothing(organisation), "draft": True}
    work = since.plan.editions.in_work().first() or PlanEdition(
        organisation=organisation, plan=since.plan, number=since.number + 1, ground=PlanEdition.Ground.YEARLY
    )
    table = PLAN_COMPARISON.table(work, since, plan_changes(work, since))
    return {"table": table, "signatures": secretary_signatures(organisation), "draft": True}


FORMS = {CHANGES.form: OfficialForm("Иш-чаралар планындагы өзгөртүүлөр", current_plan_changes_context)}
