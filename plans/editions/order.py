"""The draft order that approves an edition of a plan."""

from office.lists.order import prepare_order
from plans import contexts
from plans.editions.changes import PLAN_COMPARISON, plan_changes
from plans.editions.checks import plan_findings
from plans.models.plan import Plan

# What each kind of plan is called in an order, and the act it is kept under.
PLAN_TITLES = {
    Plan.Kind.STRATEGY: ("{years}коррупцияга каршы аракеттенүү боюнча иш-чаралар планы", "strategy-137"),
    Plan.Kind.RISKS: ("{years}коррупциялык тобокелдиктерди башкаруу планы", "method-232"),
    Plan.Kind.OTHER: ("{years}иш-чаралар планы", ""),
}


def prepare_plan_order(edition, *, with_changes=False):
    """Make the draft order that approves an edition, with the plan as it stands now as its annex. Returns the
    annex.

    An order after the first says which plan it replaces; `with_changes` makes the table of changes its second
    annex. Refused while the plan cannot be approved: a high risk without a measure, a measure without a term
    (`plans.editions.checks`).
    """
    plan = edition.work
    name, act = PLAN_TITLES[Plan.Kind(plan.kind)]
    table = contexts.plan_table(plan, edition=edition.number)
    since = edition.approved_before.first()
    found = plan_changes(edition, since, now=table) if since and with_changes else []
    return prepare_order(
        edition.organisation,
        name=name.format(years=plan_years_words(plan)),
        act=act,
        table=table,
        findings=plan_findings(plan),
        changes=PLAN_COMPARISON.table(edition, since, found) if found else None,
        changed="Планга",
        replaced=since.order if since else None,
        replaced_name="план",
    )


def plan_years_words(plan) -> str:
    """«2025-2027-жылдарга », «2026-жылга »."""
    if plan.first_year == plan.last_year:
        return f"{plan.first_year}-жылга "
    return f"{plan.first_year}-{plan.last_year}-жылдарга "
