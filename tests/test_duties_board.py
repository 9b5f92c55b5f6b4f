"""The board of duties: what the body above sees of those below, and what it does not."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from config import duties_board, duty_reminders
from office import clock
from office.actions import publish_annex
from office.models.duty_reminder import DutyReminder
from office.models.letter import Letter
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.frozen import Publication
from tests import make
from tests.risks import build
from trustbox.analysis.models import Analysis
from trustbox.boxes.models.boxes import Box
from trustbox.boxes.models.openings import Opening

NEXT_YEAR = clock.today().year + 1


@pytest.fixture
def school(body):
    return build.add_school(body)


@pytest.fixture
def visitor(page, clerk):
    return page(clerk)


def cells(row):
    return [(duty.urgency, duty.words) for duty in row.duties]


def test_body_that_has_done_nothing_owes_all(body, school):
    (row,) = duties_board.board_rows(body)
    assert row.organisation == school[0]
    assert [duty.urgency for duty in row.duties] == [
        *["overdue"] * 3,
        *["later", "overdue", "soon", "later", "later"],
    ]
    # A report that nobody owes yet is in no sum.
    assert [total[1:] for total in duties_board.board_sums([row])] == [
        *[(0, 1)] * 3,
        *[(0, 0), (0, 1), (0, 1), (0, 0), (0, 0)],
    ]


def test_draft_is_not_seen_and_what_is_approved_is(body, school):
    place, clerk, head = school
    make.risk(place)
    assert cells(duties_board.board_rows(body)[0])[0][0] == "overdue"
    build.approve_new_edition(place, clerk, head)
    duty = duties_board.board_rows(body)[0].duties[0]
    assert (duty.urgency, duty.url) == ("done", "")


def test_link_leads_to_the_public_paper(body, school):
    place, clerk, head = school
    edition = build.approve_new_edition(place, clerk, head)
    shown = publish_annex(edition.annex, by=clerk)
    (row,) = duties_board.board_rows(body)
    assert row.duties[0].url == reverse("open:paper", args=[place.code, shown.token])


def test_list_past_its_review_is_overdue(body, school):
    place, clerk, head = school
    build.approve_new_edition(place, clerk, head)
    later = date(NEXT_YEAR + 1, 1, 15)
    assert duties_board.board_rows(body, later)[0].duties[0].urgency == "overdue"


def test_report_of_a_plan_of_the_year_before_is_due_on_the_first_of_february(school):
    place = school[0]
    plan = Publication(organisation=place, published_on=date(NEXT_YEAR - 1, 5, 1))
    days = (date(NEXT_YEAR, 1, 20), date(NEXT_YEAR, 2, 1), date(NEXT_YEAR, 2, 2))

    def urgency(published, day):
        return duties_board.report_duties(published, day)(place).urgency

    published = {(place.pk, duties_board.FIRST_PLAN): plan}
    assert [urgency(published, day) for day in days] == ["soon", "soon", "overdue"]
    assert [urgency({}, day) for day in days] == ["later"] * 3
    report = Publication(organisation=place, published_on=date(NEXT_YEAR, 1, 30))
    assert urgency(published | {(place.pk, "plans/report"): report}, days[2]) == "done"


BOX, HALF = 6, 7


def urgencies(body, day):
    return [duties_board.board_rows(body, day)[0].duties[place].urgency for place in (BOX, HALF)]


def test_box_is_opened_in_each_half_year_and_its_half_years_are_analysed(body, school):
    box = make.row(Box, school[0], set_up_on=date(2026, 2, 1), removed_on=None)
    assert urgencies(body, date(2026, 3, 1)) == ["soon", "later"]
    assert urgencies(body, date(2026, 7, 15)) == ["soon", "soon"]
    assert urgencies(body, date(2026, 9, 1)) == ["soon", "overdue"]
    assert urgencies(body, date(2027, 1, 10)) == ["overdue", "soon"]
    make.in_state(Opening, "closed", school[0], box=box, opened_on=date(2026, 8, 3), late_reason="Тармак жок")
    submitted = {"kind": "first", "year": 2026, "submitted_on": date(2026, 7, 20)}
    make.in_state(Analysis, "submitted", school[0], **submitted)
    assert urgencies(body, date(2026, 9, 1)) == ["done", "done"]
    words = [duties_board.board_rows(body, date(2026, 9, 1))[0].duties[place].words for place in (BOX, HALF)]
    assert words == ["03.08.2026 ачылган", "20.07.2026"]


def test_board_is_read_from_the_page_and_as_one_excel_file(visitor, body, school):
    board = visitor.get("/duties/")
    assert "/duties/xlsx/" in board.links and str(school[0]) in board.text
    sheet = load_workbook(io.BytesIO(visitor.get("/duties/xlsx/").content)).active
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert school[0].name_ky in words and "Жүрүм-турум стандарты" in words
    assert visitor.get("/duties/pdf/").status_code == 404


def test_bodies_that_are_late_are_reminded_in_one_press_and_once_a_day(page, visitor, body, school):
    place, clerk, _head = school
    Person.objects.filter(pk=clerk.pk).update(email="mektep@achyk.example")
    board = visitor.get("/duties/")
    assert "Кечиккендердин баарына эскертүү" in board.text
    assert visitor.post("/duties/remind/").status_code == 302
    reminder = DutyReminder.objects.of(place).get()
    assert (reminder.sender, reminder.sent_by.username) == (body, "clerk")
    assert reminder.duties.splitlines()[0] == "Тобокелдиктердин тизмеги: бекитилген тизмек жок"
    assert len(reminder.duties.splitlines()) == 4
    assert [letter.person for letter in Letter.objects.of(place)] == [clerk]
    assert visitor.post("/duties/remind/").status_code == 302
    assert DutyReminder.objects.of(place).count() == Letter.objects.of(place).count() == 1
    board = visitor.get("/duties/").text
    assert ("эскертилген" in board, "Кечиккендердин баарына эскертүү" in board) == (True, False)
    home = page(clerk).get("/")
    assert reminder.get_absolute_url() in home.links
    read = page(clerk).get(reminder.get_absolute_url())
    assert "бекитилген тизмек жок" in read.text


def test_reminder_goes_to_nobody_who_is_in_time_and_none_goes_up_or_aside(body, school, clerk, foreign):
    sent = duty_reminders.remind_bodies_below(body, by=clerk)
    assert [row.organisation for row in sent] == [school[0]]
    later = duties_board.BoardRow(school[0], [duties_board.Duty("done", "01.12.2026")] * 8)
    assert duty_reminders.late_duties(later) == ""


def test_who_presses_second_waits_before_it_is_read_who_was_reminded(body, school, clerk):
    with CaptureQueriesContext(connection) as asked:
        duty_reminders.remind_bodies_below(body, by=clerk)
    reads = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    assert 'FROM "office_organisation"' in reads[0] and "office_dutyreminder" in reads[1]


def test_member_sends_no_reminder(cast, page, school):
    assert page(cast["member"]).post("/duties/remind/", status=403).status_code == 403
    assert not DutyReminder.objects.of(school[0]).exists()


def test_region_sees_its_districts_summed(body, school):
    district = body.parent
    rows = duties_board.board_rows(district)
    parts = dict(duties_board.board_parts(district, rows))
    assert [total.of for total in parts[body]] == [2, 2, 2, 0, 2, 2, 0, 0] and len(rows) >= 2
    assert duties_board.board_parts(body, duties_board.board_rows(body)) == []


def test_body_above_is_not_seen_from_below_nor_a_foreign_one(body, foreign, school):
    assert [row.organisation for row in duties_board.board_rows(body)] == [school[0]]


def test_employee_has_no_board(cast, page):
    assert page(cast["employee"]).get("/duties/").status_code == 403


def test_number_of_queries_is_the_same_for_many_bodies(body, school):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            duties_board.board_rows(body)
        return len(seen)

    duties_board.board_rows(body)  # values of the law are read once
    first = count()
    for number in range(20):
        make.organisation(f"m-{number}", parent=body, kind=Organisation.Kind.SCHOOL)
    assert count() == first
