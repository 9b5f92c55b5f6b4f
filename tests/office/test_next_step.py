"""What a record offers next: what leads on stands on the page, what takes back or gives up is folded."""

import pytest
from django.apps import apps

from office.registers.workflow import Workflow
from plans.models.plan import Plan
from risks.models.risk import Risk
from tests import make
from tests.plans import build as plans
from tests.risks.test_import_pages import record, upload_risk_list  # noqa: F401

GIVEN_UP = {"dropped", "discarded", "withdrawn", "cancelled", "replaced", "retired"}
MODELS = [model for model in apps.get_models() if issubclass(model, Workflow) and model.MOVES]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_move_that_gives_a_row_up_is_folded(model):
    shown = [move.name for move in model.MOVES if move.target in GIVEN_UP and move.name not in model.ASIDE]
    assert shown == []


def folded(shown):
    return [link.get("href") for fold in shown.all("details") for link in fold.iter("a")]


def main_buttons(shown):
    return [link.get("href") for link in shown.all("a") if "btn-primary" in (link.get("class") or "")]


def test_risk_on_the_list_offers_a_measure_and_folds_dropping_it(page, clerk, body):
    risk = make.risk(body, level="high")
    shown = page(clerk).get(risk.get_absolute_url())
    assert risk.state == Risk.State.ACTIVE
    assert f"/plans/measures/for-risk/?risk={risk.pk}" in main_buttons(shown)
    assert f"/risks/{risk.pk}/move/drop/" in folded(shown)


def test_import_with_a_doubt_leads_to_the_doubt(page, clerk, record):  # noqa: F811
    shown = page(clerk).get(record.get_absolute_url())
    assert main_buttons(shown)[0] == "#doubts"
    assert f"{record.get_absolute_url()}move/discard/" in folded(shown)


def test_plan_in_force_leads_to_its_board_and_folds_closing_it(page, clerk, body):
    plan = plans.plan(body, state=Plan.State.RUNNING)
    shown = page(clerk).get(plan.get_absolute_url())
    assert f"/plans/measures/board/?plan={plan.pk}" in main_buttons(shown)
    assert f"/plans/{plan.pk}/move/close/" in folded(shown)


def test_head_signs_first_and_returns_second(page, clerk, head, body):
    order = make.order(body)
    order.move("submit", by=clerk)
    shown = page(head).get(order.get_absolute_url())
    moves = [url for url in shown.links if "/move/" in url]
    assert moves == [f"/orders/{order.pk}/move/sign/", f"/orders/{order.pk}/move/return/"]
    assert f"/orders/{order.pk}/move/sign/" in main_buttons(shown)


def test_fields_without_a_value_are_named_in_one_line(page, clerk, body):
    risk = make.risk(body, note="")
    shown = page(clerk).get(risk.get_absolute_url())
    (line,) = [
        words for words in shown.words("p") if words.startswith("Толтурулган эмес") and "Эскертүү" in words
    ]
    assert "Эскертүү" not in shown.words("dt")
