"""Papers printed again keep the form of their day: a plan that of its order, a report that of its year."""

from datetime import date

import pytest
from django.utils import timezone

from office.models.form_layout import FormLayout
from office.papers.models import Annex, Order
from plans.contexts import plan_table
from plans.editions.models import PlanEdition
from plans.papers import PLAN, REPORT
from plans.reports.models import PlanReport
from plans.reports.papers import plan_report_print_context
from positions.contexts import year_report_table
from positions.models.monitoring import YearReport
from positions.papers import YEAR_REPORT
from tests import make
from tests.plans import build

ORDERED, NEW_FORM = date(2026, 1, 12), date(2026, 2, 1)


def new_form(body, sheet, valid_from=NEW_FORM, **fields):
    """A version with other headings from a day on, entered today where nothing else is said."""
    source = FormLayout.objects.get(form=sheet.form, source=None)
    columns = [{**one, "heading": f"Жаңы {one['heading']}"} for one in source.columns]
    looks = {**sheet.look(), "columns": columns, "valid_from": valid_from, "source": source}
    make.row(FormLayout, body, **looks, **fields)


def is_new(table):
    return {column["heading"].startswith("Жаңы ") for column in table["columns"]}


@pytest.fixture
def approved(body):
    """A running plan that an order of the portal approved."""
    plan = build.plan(body)
    build.measure(plan)
    order = make.order(body)
    annex = make.row(Annex, body, order=order)
    minutes = make.row(make.Meeting, body)
    make.row(PlanEdition, body, plan=plan, state="ordered", annex=annex, meeting=minutes, number=1)
    signed = {"signed_at": timezone.now(), "signed_by": make.row(make.Person, body)}
    Order.unscoped.filter(pk=order.pk).update(state="in_force", number="3-Б", date=ORDERED, **signed)
    return plan


def test_an_approved_plan_prints_by_the_form_of_its_order(approved, body, page, clerk):
    new_form(body, PLAN)
    assert is_new(plan_table(approved)) == {False}
    preview = page(clerk).get(f"/plans/papers/{approved.pk}/preview/")
    assert "Жаңы " not in preview.text
    assert is_new(plan_table(build.plan(body, state="draft"))) == {True}


def test_a_form_from_before_the_order_is_the_plan_s(approved, body):
    new_form(body, PLAN, ORDERED, entered_on=ORDERED)
    assert is_new(plan_table(approved)) == {True}


def test_a_form_entered_after_the_order_is_not_the_plan_s_from_whatever_day(approved, body):
    new_form(body, PLAN, ORDERED)
    assert is_new(plan_table(approved)) == {False}


def test_the_report_of_an_ended_year_prints_by_the_form_of_its_last_day(approved, body):
    new_form(body, REPORT)
    for year, expected in ((2025, False), (2026, True)):
        report = PlanReport(organisation=body, plan=approved, year=year)
        assert is_new(plan_report_print_context(report)["table"]) == {expected}


def test_the_yearly_report_on_positions_prints_by_the_form_of_its_last_day(body):
    new_form(body, YEAR_REPORT)
    for year, expected in ((2025, False), (2026, True)):
        report = make.row(YearReport, body, year=year)
        assert is_new(year_report_table(report)) == {expected}
