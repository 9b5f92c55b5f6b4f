"""A plan that an order on paper approved prints as that order approved it, not as a draft (item 10)."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from office import clock
from office.models.form_layout import FormLayout
from plans.contexts import plan_print_context, plan_table, stands_on_paper
from plans.editions.models import PlanEdition
from plans.papers import PLAN
from tests import make
from tests.plans import build
from tests.plans.test_plan_editions import approve_plan_edition, begin_plan_edition
from tests.test_controls import drop_triggers


@pytest.fixture
def plan(body, clerk):
    """A plan of two measures, approved on paper; the second was dropped since, before only an edition could
    do so.
    """
    plan = build.plan(body, state="draft")
    build.measure(plan, number="1.1", executors_text="жер адиси")
    second = build.measure(plan, number="1.2", text="Окуу өткөрүү", executors_text="катчы")
    dropped = {"dropped_on": clock.today(), "dropped_by": clerk, "drop_ground": "Каражат бөлүнгөн жок"}
    type(second).unscoped.filter(pk=second.pk).update(state="dropped", **dropped)
    return plan.move("start", by=clerk, **build.paper_order_fields())


def printed(page, who, plan):
    answer = page(who).get(f"/plans/papers/{plan.pk}/paper.pdf")
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).split())


def test_it_prints_its_order_and_the_measure_that_was_dropped_since(page, plan, clerk):
    text = printed(page, clerk, plan)
    assert "ДОЛБООР" not in text
    assert "Окуу өткөрүү" in text
    assert "2026-жылдын 12-январындагы № 3-Б буйругу" in text


def test_a_plan_without_an_order_is_a_draft_without_what_was_dropped(page, body, clerk):
    plan = build.plan(body, state="draft")
    build.measure(plan)
    build.measure(plan, text="Окуу өткөрүү", state="dropped")
    text = printed(page, clerk, plan)
    assert "ДОЛБООР" in text
    assert "Окуу өткөрүү" not in text


def test_the_next_edition_of_it_is_without_what_was_dropped(page, plan, clerk):
    before = printed(page, clerk, plan)
    copy = begin_plan_edition(page(clerk), plan, ground="yearly").copy
    measures = [row["measure"] for group in plan_table(copy)["groups"] for row in group["rows"]]
    assert [words for words in measures if "Окуу өткөрүү" in words] == []
    assert plan_print_context(copy)["draft"]
    assert printed(page, clerk, plan) == before, "the plan stands as its order until the next one"


def test_it_no_longer_stands_on_paper_once_an_edition_is_in_force(page, plan, clerk, head):
    approve_plan_edition(begin_plan_edition(page(clerk), plan, ground="yearly"), clerk, head, "161")
    assert not stands_on_paper(plan)


def test_an_edition_worked_on_in_the_plan_makes_a_draft_of_it(plan, body):
    drop_triggers()
    make.row(PlanEdition, body, plan=plan, works_in_plan=True)
    assert plan_print_context(plan)["draft"]


def test_it_has_the_form_of_the_day_of_its_order(plan, body):
    source = FormLayout.objects.get(form=PLAN.form, source=None)
    columns = [{**one, "heading": f"Жаңы {one['heading']}"} for one in source.columns]
    make.row(
        FormLayout,
        body,
        **{**PLAN.look(), "columns": columns, "valid_from": date(2026, 2, 1), "source": source},
    )
    assert [one["heading"] for one in plan_table(plan)["columns"]] == [
        one["heading"] for one in source.columns
    ]
    draft = build.plan(body, state="draft")
    assert plan_table(draft)["columns"][1]["heading"].startswith("Жаңы ")
