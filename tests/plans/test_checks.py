"""What stands between a plan and its approval: LAW rule 27 stops it and says which risk, the rest asks to look."""

import pytest

from office.workflow import Refused
from plans.checks import checks, uncovered
from plans.models import Plan
from tests import make
from tests.plans import build


def blocking(plan):
    return [[row["text"] for row in check["rows"]] for check in checks(plan) if check["blocks"]]


@pytest.fixture
def plan(body):
    return build.plan(body, state="draft")


@pytest.fixture
def high(body):
    return make.risk(body, level="high", situation="Жер тилкесин аукционсуз берүү")


def answered(plan, risk, term="2026-жыл", who="жер адиси", **fields):
    """A measure against the risk, with a term and an executor unless told otherwise."""
    row = build.measure(plan, term, executors_text=who, **fields)
    build.linked(row, risk)
    return row


def test_high_risk_without_a_measure_stops_the_approval_and_is_named(plan, high, clerk):
    build.measure(plan, executors_text="айыл өкмөтү")
    assert blocking(plan) == [["Жер тилкесин аукционсуз берүү"]]
    with pytest.raises(Refused, match="Жер тилкесин аукционсуз берүү"):
        plan.move("start", by=clerk, approval="12.01.2026 № 3-Б буйругу")
    assert plan.state == Plan.State.DRAFT or Plan.objects.of(plan.organisation).get().state == "draft"


@pytest.mark.parametrize("lacking", [{"term": ""}, {"who": ""}, {"state": "dropped"}])
def test_measure_without_term_or_executor_or_dropped_does_not_answer_for_a_high_risk(lacking, plan, high):
    answered(plan, high, **lacking)
    assert list(uncovered(plan)) == [high]


def test_plan_starts_once_every_high_risk_has_its_measure(plan, high, clerk):
    answered(plan, high)
    plan.move("start", by=clerk, approval="12.01.2026 № 3-Б буйругу")
    assert (plan.is_running, plan.started_by) == (True, clerk)


def test_executor_may_be_a_row_instead_of_words(plan, high, body):
    build.executor(answered(plan, high, who=""), body=body)
    assert list(uncovered(plan)) == []


def test_measure_of_another_plan_answers_once_that_plan_is_carried_out(plan, high, body):
    answered(build.plan(body, state="draft"), high)
    assert list(uncovered(plan)) == [high]
    answered(build.plan(body, state="running"), high)
    assert list(uncovered(plan)) == []


@pytest.mark.parametrize("other", [{"level": "medium"}, {"level": "high", "state": "draft"}])
def test_only_high_risks_of_the_register_ask_for_a_measure(other, plan, body):
    make.risk(body, **other)
    assert list(uncovered(plan)) == []


def test_plan_without_approval_is_not_carried_out(plan, clerk):
    build.measure(plan)
    with pytest.raises(Refused, match="План бекитиле элек"):
        plan.move("start", by=clerk, approval="")


def test_empty_plan_is_stopped(plan):
    assert blocking(plan) == [[]]


def test_what_only_asks_to_look(plan):
    build.measure(plan, "2029-жыл", funding="")
    texts = [str(check["text"]) for check in checks(plan)]
    assert [text.split(":")[0] for text in texts] == [
        "Аткаруучусу жок иш-чаралар",
        "Мөөнөтү пландын жылдарынан кийин бүткөн иш-чаралар",
        "Күтүлүүчү натыйжасы жазылбаган иш-чаралар",
        "Каржылоо булагы жазылбаган иш-чаралар",
    ]


def test_measure_divided_into_parts_leaves_term_and_executor_to_them(plan):
    whole = build.measure(plan, "")
    build.measure(plan, parent=whole, executors_text="айыл өкмөтү", result="Тартип бар")
    assert checks(plan) == []
