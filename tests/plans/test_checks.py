"""What stands between a plan and its approval: LAW rule 27 stops it and says which risk, the rest asks to
look.
"""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office.registers.workflow import Refused
from plans.copies.actions import fill_year_plan
from plans.editions.checks import plan_findings, uncovered_risks
from plans.editions.models import PlanEdition
from plans.editions.order import prepare_plan_order
from plans.models.plan import Plan
from tests import make
from tests.plans import build


def blocking(plan):
    return [[row["text"] for row in check["rows"]] for check in plan_findings(plan) if check["blocks"]]


@pytest.fixture
def plan(body):
    return build.plan(body, state="draft")


@pytest.fixture
def high(body):
    return make.risk(body, level="high", situation="Жер тилкесин аукционсуз берүү")


def answered(plan, risk, term="2026-жыл", who="жер адиси", **fields):
    """A measure against the risk, with a term and an executor unless told otherwise."""
    row = build.measure(plan, term, executors_text=who, **fields)
    build.link_risk(row, risk)
    return row


def test_high_risk_without_a_measure_stops_the_approval_and_is_named(plan, high, clerk):
    build.measure(plan, executors_text="айыл өкмөтү")
    assert blocking(plan) == [["Жер тилкесин аукционсуз берүү"]]
    with pytest.raises(Refused, match="Жер тилкесин аукционсуз берүү"):
        prepare_plan_order(make.row(PlanEdition, plan.organisation, plan=plan))


def test_plan_drawn_up_here_is_stopped_by_its_gaps_whatever_paper_it_has(plan, high, clerk, monkeypatch):
    build.measure(plan)
    monkeypatch.setattr(Plan, "entered_on", date(2026, 1, 11))
    with pytest.raises(Refused, match="Жер тилкесин аукционсуз берүү"):
        plan.move("start", by=clerk, **build.paper_order_fields())
    assert Plan.objects.of(plan.organisation).get().state == "draft"


def test_plan_whose_edition_was_begun_here_is_stopped_by_its_gaps(plan, high, clerk):
    build.measure(plan)
    make.row(PlanEdition, plan.organisation, plan=plan)
    with pytest.raises(Refused, match="Жер тилкесин аукционсуз берүү"):
        plan.move("start", by=clerk, **build.paper_order_fields())


def test_plan_approved_on_paper_before_comes_in_and_shows_its_gaps_there_and_in_the_next_plan(
    page, plan, high, clerk
):
    build.measure(plan, "2025-2027-жылдар", executors_text="айыл өкмөтү")
    form = page(clerk).get(reverse("plans:move", args=[plan.pk, "start"]))
    order = {
        "number": "№ 3-Б",
        "date": "2025-01-12",
        "scan": SimpleUploadedFile("буйрук.pdf", b"%PDF-1.7 scan"),
    }
    refused = form.submit(**order)
    assert (refused.status_code, "Жер тилкесин аукционсуз берүү" in refused.text) == (422, True)
    order["scan"].seek(0)
    assert form.submit(**order, read=True).status_code == 302
    found = page(clerk).get(plan.get_absolute_url())
    plan = Plan.objects.of(plan.organisation).get()
    assert (plan.is_running, plan.approved_by) == (True, "12.01.2025 № 3-Б")
    assert plan.paper_scan.get_absolute_url() in found.links
    assert "Жер тилкесин аукционсуз берүү" in found.text
    following = build.plan(plan.organisation, state="draft", first_year=2026, last_year=2026, parent=plan)
    assert blocking(fill_year_plan(following, plan)) == [["Жер тилкесин аукционсуз берүү"]]


@pytest.mark.parametrize("name", ["number", "date", "scan"])
def test_order_on_paper_has_number_date_and_scan(plan, clerk, name):
    build.measure(plan)
    with pytest.raises(Refused, match="План бекитиле элек"):
        plan.move("start", by=clerk, **build.paper_order_fields() | {name: None})


def test_order_on_paper_is_never_of_tomorrow(plan, clerk):
    build.measure(plan)
    with pytest.raises(Refused, match="келечек"):
        plan.move("start", by=clerk, **build.paper_order_fields(timezone.localdate() + timedelta(days=1)))


@pytest.mark.parametrize("lacking", [{"term": ""}, {"who": ""}, {"state": "dropped"}])
def test_measure_without_term_or_executor_or_dropped_does_not_answer_for_a_high_risk(lacking, plan, high):
    answered(plan, high, **lacking)
    assert list(uncovered_risks(plan)) == [high]


def test_plan_starts_once_every_high_risk_has_its_measure(plan, high, clerk):
    answered(plan, high)
    plan.move("start", by=clerk, **build.paper_order_fields())
    assert (plan.is_running, plan.started_by) == (True, clerk)


def test_executor_may_be_a_row_instead_of_words(plan, high, body):
    build.name_executor(answered(plan, high, who=""), body=body)
    assert list(uncovered_risks(plan)) == []


def test_measure_of_another_plan_answers_once_that_plan_is_carried_out(plan, high, body):
    answered(build.plan(body, state="draft"), high)
    assert list(uncovered_risks(plan)) == [high]
    answered(build.plan(body, state="running"), high)
    assert list(uncovered_risks(plan)) == []


@pytest.mark.parametrize("other", [{"level": "medium"}, {"level": "high", "state": "draft"}])
def test_only_high_risks_of_the_register_ask_for_a_measure(other, plan, body):
    make.risk(body, **other)
    assert list(uncovered_risks(plan)) == []


def test_plan_without_approval_is_not_carried_out(plan, clerk):
    build.measure(plan)
    with pytest.raises(Refused, match="План бекитиле элек"):
        plan.move("start", by=clerk)


def test_empty_plan_is_stopped(plan):
    assert blocking(plan) == [[]]


def test_what_only_asks_to_look(plan):
    build.measure(plan, "2029-жыл", funding="")
    texts = [str(check["text"]) for check in plan_findings(plan)]
    assert [text.split(":")[0] for text in texts] == [
        "Аткаруучусу жок иш-чаралар",
        "Мөөнөтү пландын жылдарынан кийин бүткөн иш-чаралар",
        "Күтүлүүчү натыйжасы жазылбаган иш-чаралар",
        "Каржылоо булагы жазылбаган иш-чаралар",
    ]


def test_measure_divided_into_parts_leaves_term_and_executor_to_them(plan):
    whole = build.measure(plan, "")
    build.measure(plan, parent=whole, executors_text="айыл өкмөтү", result="Тартип бар")
    assert plan_findings(plan) == []
