"""What stands between a plan and its approval, each with its places. What the law forbids stops the approval,
the rest asks to look.

It stops: a plan without a measure, a high risk without a measure that has a term and an executor (LAW rule
27), a measure without a term. It warns: a measure without an executor, funding or expected result, a term
that ends after the plan.
"""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.lists.checks import empty_list_finding, gather_findings
from plans.models.measure import Measure
from plans.models.plan import Plan
from risks.models.method import Level
from risks.models.risk import Risk


def plan_findings(plan: Plan) -> list[dict]:
    """What to look at before the plan is approved, as `make_finding` puts it; what stops it first.

    Empty when all is well.
    """
    nothing = None
    if not plan.measures.exists():
        nothing = empty_list_finding(
            _("The plan has no measure: there is nothing to approve."), plan.get_absolute_url()
        )
    return gather_findings([*plan_blockers(plan), *plan_warnings(plan)], nothing=nothing)


def plan_gaps(plan: Plan) -> list[dict]:
    """What would stop the approval, as doubts: for a plan whose order stands already.

    The next plan is not approved while they stand.
    """
    return [{**found, "blocks": False} for found in plan_findings(plan) if found["blocks"]]


def plan_blockers(plan):
    """What the law does not let pass: (text, rows, address, True)."""
    yield (
        _(
            "High risks without a measure that has a term and an executor: %(n)s. Each must have one "
            "before the plan is approved."
        ),
        uncovered_risks(plan),
        f"{reverse('risks:register')}?level={Level.HIGH}",
        True,
    )
    yield (
        _("Measures without a term: %(n)s."),
        undivided_measures(plan).filter(term_kind=""),
        plan.get_absolute_url(),
        True,
    )


def plan_warnings(plan):
    """What asks to be looked at: (text, rows, address, False)."""
    rows = undivided_measures(plan)
    yield (
        _("Measures without an executor: %(n)s."),
        rows.exclude(pk__in=plan.measures.with_executor().values("pk")),
        plan.get_absolute_url(),
        False,
    )
    yield (
        _("Measures whose term ends after the years of the plan: %(n)s."),
        rows.annotate(until=ExtractYear("last_day")).filter(until__gt=plan.last_year),
        plan.get_absolute_url(),
        False,
    )
    yield (
        _("Measures without an expected result: %(n)s."),
        rows.filter(result=""),
        plan.get_absolute_url(),
        False,
    )
    yield (
        _("Measures that do not say who pays: %(n)s. «Талап кылынбайт» is an answer too."),
        rows.filter(funding=""),
        plan.get_absolute_url(),
        False,
    )


def undivided_measures(plan):
    """The measures that carry a term and executors themselves: not dropped, and not divided into parts that
    do.
    """
    parts = Measure.objects.of(plan.organisation).filter(parent=OuterRef("pk"))
    return plan.measures.exclude(Q(state=Measure.State.DROPPED) | Exists(parts)).in_order()


def uncovered_risks(plan):
    """High risks of the list that no measure answers for, neither in this plan nor in one that is being
    carried out.
    """
    others = Plan.objects.of(plan.organisation).running()
    if plan.is_copy:  # what the edition leaves out answers no longer
        others = others.exclude(pk=plan.edition.plan_id)
    measures = (
        Measure.objects.of(plan.organisation)
        .with_executor()
        .exclude(state=Measure.State.DROPPED)
        .filter(Q(plan=plan) | Q(plan__in=others), risks=OuterRef("pk"), term_kind__gt="")
    )
    high = Risk.objects.of(plan.organisation).in_the_list().filter(level=Level.HIGH)
    return high.exclude(Exists(measures)).in_order()
