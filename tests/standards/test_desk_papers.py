"""The registers of the desk as papers, and the counts of the officer's yearly report."""

import io

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from office.papers.word import to_docx
from office.roles import Role
from standards.notices import counts
from standards.notices.contexts import REGISTER_SHEETS, notice_register_context
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report
from standards.notices.models.gift import Gift
from standards.officer_report.papers import PARTS
from tests.standards import build_desk as build

# templates: standards/print/conflicts.html, standards/print/relatives.html, standards/print/gifts.html,
# standards/print/reports.html, standards/print/declarations.html
HEADINGS = {
    "conflicts": "КЫЗЫКЧЫЛЫКТАРДЫН КАГЫЛЫШУУСУ",
    "relatives": "БАШ ИЙҮҮДӨГҮ",
    "gifts": "БЕЛЕКТЕР",
    "reports": "КОРРУПЦИЯ ФАКТЫЛАРЫ",
    "declarations": "ДЕКЛАРАЦИЯЛАРЫН",
}
MAKERS = {
    "conflicts": build.conflict,
    "relatives": build.relative,
    "gifts": build.gift,
    "declarations": build.declaration,
}


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


def give_record(space, body, author, **fields):
    if space == "reports":
        return build.give_report(build.draft_report(body, author, **fields), author)
    return build.give_notice(MAKERS[space](body, author, **fields))


def reader(space, cast):
    return cast[Role.HEAD if space in ("conflicts", "relatives") else Role.OFFICER]


@pytest.mark.parametrize("space", HEADINGS)
def test_register_prints_what_its_reader_may_read(space, body, cast, employee, page):
    give_record(space, body, employee)
    visitor = page(reader(space, cast))
    pdf = visitor.get(reverse(f"{space}:export", args=["pdf"])).content
    words = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert HEADINGS[space].split()[0] in words
    assert f"1/{timezone.localdate().year}" in words
    excel = visitor.get(reverse(f"{space}:export", args=["xlsx"])).content
    sheet = openpyxl.load_workbook(io.BytesIO(excel)).active
    assert [cell.value for cell in sheet[4]][0] == f"1/{timezone.localdate().year}"
    docx = visitor.get(reverse(f"{space}:export", args=["docx"]))
    assert docx.content.startswith(b"PK")


@pytest.mark.parametrize("space", HEADINGS)
def test_export_is_for_the_head_and_the_officer_with_the_rows_they_may_read(
    space, body, cast, employee, page
):
    give_record(space, body, employee)
    found = {
        role: page(person).get(reverse(f"{space}:export", args=["csv"])) for role, person in cast.items()
    }
    assert {role for role, answer in found.items() if answer.status_code == 200} == {Role.HEAD, Role.OFFICER}
    number = f"1/{timezone.localdate().year}"
    readers = {role for role in (Role.HEAD, Role.OFFICER) if number in found[role].content.decode()}
    assert readers == {role for role in (Role.HEAD, Role.OFFICER) if cast[role] == reader(space, cast)}


def test_printed_report_of_corruption_holds_the_mask_and_no_name(body, employee):
    row = give_record("reports", body, employee)
    table = notice_register_context(Report, body, Report.objects.of(body))["table"]
    assert table["groups"][0]["rows"][0]["reporter"] == row.wall.mask
    assert str(employee).encode() not in to_docx(table)


def test_every_register_has_its_sheet():
    assert {sheet.form.partition("/")[2] for sheet, _cells, _related in REGISTER_SHEETS.values()} == set(
        HEADINGS
    )


def test_drafts_are_in_no_paper(body, employee):
    build.conflict(body, employee)
    assert (
        notice_register_context(Conflict, body, Conflict.objects.of(body))["table"]["groups"][0]["rows"] == []
    )


# --- Counts ------------------------------------------------------------------------------------------------


def figures(part, body):
    _heading, lines = part(body, timezone.localdate().year)
    return {one["content"]: one["figure"] for one in lines}


def test_report_of_the_year_counts_what_was_told(body, cast, employee, head):
    decided, silent, _draft = (
        give_record("conflicts", body, employee),
        give_record("conflicts", body, employee),
        None,
    )
    decided.move("decide", by=head, measure="recuse", decision="Катышпайт")
    build.past_its_term(silent)
    build.conflict(body, employee)
    assert figures(counts.conflict_counts, body) == {
        "Берилген билдирүүлөр": "2",
        "Чечим кабыл алынганы": "1",
        "Мөөнөтүнөн кечиккени": "1",
        "Четтетүү: ишке катышпайт": "1",
    }
    assert figures(counts.gift_counts, body) == {}


def test_report_of_the_year_counts_reports_by_kind_and_those_without_a_declaration(body, cast, employee):
    give_record("reports", body, employee, kind="push")
    give_record("declarations", body, employee)
    assert figures(counts.report_counts, body)["Укук бузууга түртүү (23)"] == "1"
    declared = figures(counts.declaration_counts, body)
    assert declared["Кабыл алынгандан кийин декларация бербегендер"] == "3"


def test_report_to_the_head_does_not_count_what_went_past_the_head(body, cast, employee, head):
    give_record("reports", body, employee, about=head)
    give_record("conflicts", body, employee, about_head=True)
    assert (figures(counts.report_counts, body), figures(counts.conflict_counts, body)) == ({}, {})


def test_parts_of_the_desk_stand_in_the_officer_s_report(body, cast, employee):
    assert set(counts.NOTICE_PARTS) <= set(PARTS)
    assert Gift.objects.of(body).in_register_of(2026).count() == 0
