"""What stands between the list and the head's order, each with its places. What the law forbids stops the
order, the rest asks to look.

It stops: an empty list, a risk without a level, a level its method does not know (LAW rule 29), a level that
the method of the list does not give, without a ground for it, a method that is over, a score without its
reason (26), a doubt of an import that nobody has decided (29). It warns: a high risk without
measures (27 stops the plan, not the list), and the like.
"""

from django.db.models import F, Q
from django.db.models.functions import Trim
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.lists.checks import empty_list_finding, gather_findings
from risks.assessments.copies import sheets_with_copied_reasons
from risks.counts import risk_register_address
from risks.models.assessment import Assessment
from risks.models.imports import RiskImport
from risks.models.method import Level, Method
from risks.models.risk import Risk
from risks.papers import ANNEX_1
from risks.score_rules import METHOD_232, METHOD_281


def risk_list_findings(edition) -> list[dict]:
    """What to look at before the order, as `make_finding` puts it; those that stop it first.

    Empty when all is well.
    """
    organisation = edition.organisation
    nothing = None
    if not Risk.objects.of(organisation).in_the_list().exists():
        nothing = empty_list_finding(
            _("The list is empty: there is nothing to approve."), reverse("risks:register")
        )
    return gather_findings([*risk_list_blockers(edition), *risk_list_warnings(organisation)], nothing=nothing)


def risk_list_blockers(edition):
    """What the law does not let pass: (text, rows, address, True)."""
    organisation = edition.organisation
    risks = Risk.objects.of(organisation)
    yield (
        _("Risks without a level: %(n)s. Give each its level, or drop it with a ground."),
        risks.filter(state=Risk.State.DRAFT, level=""),
        risk_register_address(state=Risk.State.DRAFT),
        True,
    )
    yield (
        _("Risks whose level the method of this list does not know: %(n)s."),
        risks.in_the_list().filter(assessment=None).exclude(level__in=choosable_levels(edition)),
        risk_register_address(assessed="no"),
        True,
    )
    if needs_points(edition):
        yield (
            _(
                "Risks whose level was chosen by order 281, while this list is kept under resolution 232: "
                "%(n)s. Fill in an assessment sheet for each, or write in its record why it was not scored."
            ),
            risks.in_the_list().filter(assessment=None).exclude(level="").filter(level_ground=""),
            risk_register_address(assessed="no"),
            True,
        )
    elif edition.form == ANNEX_1.form and not Method.chosen_on(clock.today()):
        yield (
            _("The method of this list, order 281, is no longer in force: %(n)s rows need another list."),
            risks.in_the_list(),
            reverse("methods:register"),
            True,
        )
    yield (
        _("Sheets with a score without its reason: %(n)s."),
        unreasoned_sheets(Assessment.objects.of(organisation)),
        reverse("assessments:register"),
        True,
    )
    yield (
        _("Files with doubts that nobody has decided: %(n)s."),
        [one for one in pending_risk_imports(organisation) if one.undecided],
        reverse("imports:register"),
        True,
    )


def risk_list_warnings(organisation):
    """What asks to be looked at: (text, rows, address, False)."""
    risks = Risk.objects.of(organisation)
    listed = risks.in_the_list()
    yield (
        _("High risks without a proposed measure: %(n)s."),
        listed.filter(level=Level.HIGH).filter(Q(assessment=None) | Q(assessment__measures="")),
        risk_register_address(level=Level.HIGH),
        False,
    )
    yield (
        _("Risks that name no post of the staffing table: %(n)s."),
        listed.filter(exposed_posts=None),
        reverse("risks:register"),
        False,
    )
    yield (
        _("Risks still being described, they are not in this list: %(n)s."),
        risks.filter(state=Risk.State.DRAFT).exclude(level=""),
        risk_register_address(state=Risk.State.DRAFT),
        False,
    )
    yield (
        _("Files read and not yet accepted or put aside: %(n)s."),
        pending_risk_imports(organisation),
        reverse("imports:register"),
        False,
    )
    yield (
        _("Assessment sheets in work, their levels are not in this list: %(n)s."),
        Assessment.objects.of(organisation).filter(state=Assessment.State.DRAFT).select_related("risk"),
        reverse("assessments:register"),
        False,
    )
    yield (
        _("Sheets with a reason that stands word for word under three risks and more: %(n)s."),
        sheets_with_copied_reasons(organisation),
        reverse("assessments:register"),
        False,
    )
    yield (
        _("Risks whose level was chosen, without an assessment sheet: %(n)s."),
        listed.filter(assessment=None),
        risk_register_address(assessed="no"),
        False,
    )


def needs_points(edition) -> bool:
    """Whether the method of this list gives a level by points: a list under resolution 232, while a method
    with points is in force.
    """
    return edition.form != ANNEX_1.form and Method.with_points_on(clock.today()) is not None


def choosable_levels(edition):
    """The levels that may be chosen by hand under the act of this list (LAW rule 28: annex 1 knows a zero,
    the matrix does not).
    """
    return (METHOD_281 if edition.form == ANNEX_1.form else METHOD_232).levels


def unreasoned_sheets(sheets):
    """Sheets that count, or are to count, with a reason of nothing but spaces."""
    counting = sheets.filter(Q(state=Assessment.State.DRAFT) | Q(risk__assessment=F("pk")))
    bare = counting.annotate(one=Trim("likelihood_reason"), other=Trim("harm_reason"))
    return bare.filter(Q(one="") | Q(other="")).select_related("risk")


def pending_risk_imports(organisation):
    return RiskImport.objects.of(organisation).filter(state=RiskImport.State.READ)
