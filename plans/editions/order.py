"""The draft order that approves an edition of a plan."""

from django.db import transaction

from office.lists.checks import refuse_if_blocked
from office.lists.order import add_points, annex_changes, draft_order, repeal_points
from plans import contexts
from plans.editions import changes
from plans.editions.checks import plan_findings
from plans.models.plan import Plan

# What each kind of plan is called in an order, and the act it is kept under.
PLAN_TITLES = {
    Plan.Kind.STRATEGY: ("{years}коррупцияга каршы аракеттенүү боюнча иш-чаралар планы", "strategy-137"),
    Plan.Kind.RISKS: ("{years}коррупциялык тобокелдиктерди башкаруу планы", "method-232"),
    Plan.Kind.OTHER: ("{years}иш-чаралар планы", ""),
}


@transaction.atomic
def prepare_plan_order(edition, *, by, with_changes=False):
    """Make the draft order that approves an edition, with the plan as it stands now as its annex. Returns the annex.

    An order after the first says which plan it replaces; `with_changes` makes the table of changes its second annex. Refused while the
    plan cannot be approved: a high risk without a measure, a measure without a term (`plans.checks`).
    """
    plan = edition.plan
    refuse_if_blocked(plan_findings(plan))
    name, act = PLAN_TITLES[Plan.Kind(plan.kind)]
    order = draft_order(edition.organisation, name.format(years=plan_years_words(plan)), act)
    table = contexts.plan_table(plan, edition=edition.number)
    annex = order.attach(" ".join(table["title"].split())[:500], table["form"], {"table": table})
    if since := next(iter(changes.earlier_plan_editions(edition)), None):
        found = changes.plan_changes(edition, since, now=table) if with_changes else []
        texts = (
            annex_changes(order, changes.PLAN_COMPARISON.table(edition, since, found), "Планга")
            if found
            else []
        )
        add_points(order, [*texts, *repeal_points(since, "план")])
    return annex


def plan_years_words(plan) -> str:
    """«2025-2027-жылдарга », «2026-жылга »."""
    if plan.first_year == plan.last_year:
        return f"{plan.first_year}-жылга "
    return f"{plan.first_year}-{plan.last_year}-жылдарга "
