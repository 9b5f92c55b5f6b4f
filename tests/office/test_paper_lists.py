"""Lists that an order on paper approved before the portal come in, and the first year has a list in force."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from office import clock
from office.lists.in_force import list_in_force
from office.lists.paper_lists import PaperList
from positions.editions.review import REVIEW
from positions.papers import ANNEX_2
from positions.reminders import hearing_due
from risks.editions.models import Edition
from risks.papers import ANNEX_1
from risks.subordinates.lists import list_statuses
from tests import make

DAY = date(2026, 2, 10)
SCAN = b"%PDF-1.7\n..."


def bring(visitor, form=ANNEX_1.form, number="№ 12-Б", day=DAY, scan=SCAN, **fields):
    page = visitor.get("/paper-lists/new/")
    file = SimpleUploadedFile("buyruk.pdf", scan)
    return visitor.post(
        "/paper-lists/new/",
        {**page.form, "form": form, "number": number, "date": day.isoformat(), "scan": file, **fields},
    )


def in_force_text(visitor, day, address="/risks/editions/"):
    return visitor.get(f"{address}?on={day.isoformat()}").text


def test_a_list_on_paper_is_in_force_from_its_day_and_the_first_year_is_not_empty(page, clerk, body):
    assert "Бул күнү күчүндө болгон тизмек жок" in in_force_text(page(clerk), DAY)
    assert bring(page(clerk)).status_code == 302
    row = PaperList.objects.of(body).get()
    assert (row.number, row.date, row.entered_by, row.scan.read()) == ("12-Б", DAY, clerk, SCAN)
    assert "№ 12-Б · 10.02.2026" in in_force_text(page(clerk), DAY)
    assert "Бул күнү күчүндө болгон тизмек жок" in in_force_text(page(clerk), DAY - timedelta(days=1))


def test_a_list_of_positions_comes_in_alike(page, clerk, body):
    bring(page(clerk), form=ANNEX_2.form)
    assert "№ 12-Б" in in_force_text(page(clerk), DAY, "/positions/editions/")
    assert "№ 12-Б" not in in_force_text(page(clerk), DAY)
    assert hearing_due(body) == (DAY, date(2027, 2, 10))


def test_the_edition_approved_here_later_takes_its_place(page, clerk, body):
    bring(page(clerk), day=date(2024, 6, 1))
    edition = make.approved_edition(body)
    found = list_in_force(Edition, body, edition.annex.form, clock.today())
    assert found.edition == edition
    before = list_in_force(Edition, body, ANNEX_1.form, make.LONG_AGO - timedelta(days=1))
    assert before.edition is None
    assert before.day == date(2024, 6, 1)


@pytest.mark.parametrize(
    "wrong", [{"number": ""}, {"day": date(2100, 1, 1)}, {"scan": b""}, {"form": "plans/plan"}]
)
def test_what_is_not_on_paper_is_refused(page, clerk, body, wrong):
    assert bring(page(clerk), **wrong).status_code == 422
    assert not PaperList.objects.of(body).exists()


def test_the_same_list_twice_is_refused(page, clerk):
    bring(page(clerk))
    assert bring(page(clerk)).status_code == 422


def test_an_entry_by_mistake_is_taken_back_with_its_ground_and_stays(page, clerk, body):
    bring(page(clerk))
    row = PaperList.objects.of(body).get()
    page(clerk).get(f"/paper-lists/{row.pk}/move/withdraw/").submit(ground="Номери башка болгон")
    row.refresh_from_db()
    assert (row.state, row.withdraw_ground) == ("withdrawn", "Номери башка болгон")
    assert "№ 12-Б" not in in_force_text(page(clerk), DAY)
    assert "Номери башка болгон" in page(clerk).get(row.get_absolute_url()).text
    assert bring(page(clerk)).status_code == 302


def test_the_scan_is_read_by_the_body_alone(page, clerk, body, stranger, member):
    bring(page(clerk))
    row = PaperList.objects.of(body).get()
    assert row.scan.get_absolute_url() in page(member).get(row.get_absolute_url()).links
    assert page(stranger).get(row.get_absolute_url()).status_code == 404
    assert page(member).get("/paper-lists/new/").status_code == 403


def test_the_yearly_review_is_counted_from_the_order_on_paper(page, clerk, body):
    bring(page(clerk), form=ANNEX_2.form)
    assert REVIEW.reminder(body, date(2027, 1, 1)) is None
    assert REVIEW.reminder(body, date(2027, 2, 10))["urgency"] == "overdue"
    with override_settings(TODAY=date(2027, 1, 20)):
        assert "№ 12-Б" in page(clerk).get("/").text


def test_the_body_above_sees_that_the_list_was_approved_on_paper(page, clerk, body):
    bring(page(clerk))
    (status,) = [one for one in list_statuses(body.parent, date(2026, 3, 1)) if one.organisation == body]
    assert (status.code, status.approved_by, status.due) == (
        "paper",
        "№ 12-Б · 10.02.2026",
        date(2027, 2, 10),
    )
    (late,) = [one for one in list_statuses(body.parent, date(2027, 3, 1)) if one.organisation == body]
    assert late.code == "late"
