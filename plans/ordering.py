"""The draft order that approves an edition of a plan."""

from django.db import transaction

from office.drafting import add_points, annex_changes, draft_order, end_of
from office.readiness import refuse
from plans import contexts, diff
from plans.checks import checks
from plans.models import Plan

# What each kind of plan is called in an order, and the act it is kept under.
NAMES = {
    Plan.Kind.STRATEGY: ("{years}коррупцияга каршы аракеттенүү боюнча иш-чаралар планы", "strategy-137"),
    Plan.Kind.RISKS: ("{years}коррупциялык тобокелдиктерди башкаруу планы", "method-232"),
    Plan.Kind.OTHER: ("{years}иш-чаралар планы", ""),
}


@transaction.atomic
def prepare_order(edition, *, by, with_changes=False):
    """Make the draft order that approves an edition, with the plan as it stands now as its annex. Returns the annex.

    An order after the first says which plan it replaces; `with_changes` makes the table of changes its second annex. Refused while the
    plan cannot be approved: a high risk without a measure, a measure without a term (`plans.checks`).
    """
    plan = edition.plan
    refuse(checks(plan))
    name, act = NAMES[Plan.Kind(plan.kind)]
    order = draft_order(edition.organisation, name.format(years=years_words(plan)), act)
    table = contexts.plan_table(plan, edition=edition.number)
    annex = order.attach(" ".join(table["title"].split())[:500], table["form"], {"table": table})
    if since := next(iter(diff.earlier(edition)), None):
        found = diff.changes(edition, since, now=table) if with_changes else []
        texts = annex_changes(order, diff.LIST.table(edition, since, found), "Планга") if found else []
        add_points(order, [*texts, *end_of(since, "план")])
    return annex


def years_words(plan) -> str:
    """«2025-2027-жылдарга », «2026-жылга »."""
    if plan.first_year == plan.last_year:
        return f"{plan.first_year}-жылга "
    return f"{plan.first_year}-{plan.last_year}-жылдарга "
