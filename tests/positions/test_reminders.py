"""The yearly hearing of the list of positions in the advisory body reminds (281 p.17)."""

from datetime import timedelta

import pytest
from django.test import override_settings

from office import clock
from office.daily_acts import run_daily_acts
from office.models.commission import Commission
from office.models.law import LegalValue
from office.models.letter import Letter
from positions.models.monitoring import YearReport
from positions.reminders import hearing_due, hearing_line
from tests import make
from tests.positions import build
from tests.positions.test_editions import approve_position_edition, begin_position_edition

LINE = "Коррупциогендик кызмат орундарынын тизмегин угуу"


@pytest.fixture
def approved(body, clerk, head, page):
    build.exposure(body, build.post(body, "Жер адиси"), "medium")
    return approve_position_edition(begin_position_edition(page(clerk), body), clerk, head, "115")


def test_a_body_without_an_approved_list_is_not_reminded(body):
    assert hearing_due(body) is None


def test_the_clerks_day_names_the_hearing_a_month_before_a_year_is_over(approved, body, clerk, head, page):
    _begins, due = hearing_due(body)
    assert LINE not in page(clerk).get("/").text
    with override_settings(TODAY=due - timedelta(days=30)):
        assert LINE in page(clerk).get("/").text
        assert LINE not in page(head).get("/").text
    assert hearing_line(body, due).urgency == "overdue"


def test_a_heard_report_moves_the_day_by_a_year(approved, body, clerk):
    _begins, due = hearing_due(body)
    report = YearReport.objects.create(organisation=body, year=clock.today().year, conclusions="Каралды")
    sitting = make.meeting(body)
    Commission.unscoped.filter(pk=sitting.commission_id).update(kind=Commission.Kind.ADVISORY)
    sitting.commission.refresh_from_db()
    sitting = sitting.move("close", by=clerk)
    report.move("hear", by=clerk, meeting=sitting)
    begins, later = hearing_due(body)
    assert begins == sitting.held_on
    assert later == begins.replace(year=begins.year + 1)
    assert hearing_line(body, later - timedelta(days=31)) is None


def test_the_months_come_from_the_law(approved, body):
    _begins, due = hearing_due(body)
    LegalValue.objects.filter(code="lists_hearing").update(value=6)
    assert (due - hearing_due(body)[1]).days > 150


def test_the_daily_run_writes_the_clerk_one_letter_a_step(approved, body, clerk):
    clerk.email = "katchy@example.kg"
    clerk.save()
    _begins, due = hearing_due(body)
    for day in (due - timedelta(days=31), due - timedelta(days=30), due - timedelta(days=29), due):
        run_daily_acts(day)
    letters = Letter.objects.of(body).filter(event__startswith="positions-hearing")
    assert [row.event.rpartition(":")[2] for row in letters.order_by("pk")] == ["30", "0"]
