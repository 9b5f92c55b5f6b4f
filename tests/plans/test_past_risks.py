"""A report speaks of the risks as they stood on the last day of its year."""

import pytest

from plans.models.executor import LinkedRisk
from plans.progress import actions
from plans.reports import papers
from plans.reports.models import PlanReport
from risks.models.risk import Risk
from tests import make
from tests.plans import build


@pytest.fixture
def risk(body):
    return make.risk(body, level="high")


@pytest.fixture
def plan(body, clerk, risk):
    """In the portal since this year: a high risk and a done measure against it, and one open."""
    plan = build.plan(body)
    done, still_open = build.measure(plan, "2025-жыл"), build.measure(plan, "2025-жыл", text="Экинчи")
    actions.report_progress(done, by=clerk, text="Бүттү", step="finish", done_on=done.first_day)
    for row in (done, still_open):
        build.link_risk(row, risk)
    return plan


def share(plan, year):
    """The share of the done among the measures against high risks."""
    data = papers.report_data(PlanReport(organisation=plan.organisation, plan=plan, year=year))
    rows = data["more"][0]["groups"][0]["rows"]
    return next(row["value"] for row in rows if row["indicator"].startswith("Жогорку тобокелдик"))


@pytest.mark.parametrize("change", [{"level": "low"}, {"state": "dropped"}])
def test_a_risk_lowered_later_moves_no_figure_of_an_ended_year(body, plan, risk, change):
    assert share(plan, 2025) == share(plan, 2026) == "50"
    needs = make.needed_values().get((Risk, change.get("state")), lambda body: {})(body)
    Risk.unscoped.filter(pk=risk.pk).update(**change, **needs)
    assert (share(plan, 2025), share(plan, 2026)) == ("50", "–")


def test_a_risk_raised_later_moves_no_figure_of_an_ended_year(body, plan, risk):
    low = make.risk(body, level="low", situation="Башка учур")
    build.link_risk(build.measure(plan, "2025-жыл", text="Үчүнчү"), low)
    before = share(plan, 2025)
    Risk.unscoped.filter(pk=low.pk).update(level="high")
    assert share(plan, 2025) == before
    assert share(plan, 2026) == "33"


def test_a_link_taken_away_later_still_counts_in_the_ended_year(body, plan):
    LinkedRisk.objects.of(body).filter(measure__text="Экинчи").delete()
    assert (share(plan, 2025), share(plan, 2026)) == ("50", "100")


def test_a_part_stands_against_the_risk_of_its_measure(body, clerk, plan):
    whole = plan.measures.get(text="Экинчи")
    build.measure(plan, "2025-жыл", text="Бөлүк", parent=whole, task=whole.task)
    assert share(plan, 2025) == "33"


def test_a_report_of_a_year_that_lasts_is_of_its_day_until_it_is_submitted(body, clerk, plan, risk):
    """Figures are of the day the report is made; what was submitted stays, whatever becomes of the risk."""
    report = PlanReport.objects.create(organisation=body, plan=plan, year=2026, text="Корутунду")
    made = papers.report_data(report)
    assert "2026-жыл бүтө элек" in str(made)
    Risk.unscoped.filter(pk=risk.pk).update(level="low")
    assert share(plan, 2026) == "–"
    Risk.unscoped.filter(pk=risk.pk).update(level="high")
    report.move("submit", by=clerk)
    assert report.data == made
    Risk.unscoped.filter(pk=risk.pk).update(level="low")
    report.refresh_from_db()
    assert papers.report_data(report) == made
