"""The yearly report of the authorised officer, drafted from the registers."""

import io
from datetime import date

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from office.registers.workflow import Refused
from office.roles import Role
from standards.acquaintance import actions as acquaintance_actions
from standards.exam import actions as exam_actions
from standards.officer_report import papers
from standards.officer_report.models import OfficerReport
from tests.files import word_cells
from tests.standards import build


@pytest.fixture
def officer(cast):
    return cast[Role.OFFICER]


OURS = [papers.version_part, papers.coverage_part, papers.test_part]


@pytest.fixture
def without_the_desk(monkeypatch):
    """The parts of the standard alone: those of the employee's desk have tests of their own."""
    monkeypatch.setattr(papers, "PARTS", OURS)


@pytest.fixture
def report(body, cast, officer):
    """A year in which a version came into force, one of four acknowledged it and took the test."""
    standard = build.bring_into_force(body, officer, day=date(timezone.localdate().year, 1, 2))
    employee = cast[Role.EMPLOYEE]
    acquaintance_actions.add_acknowledgement(
        standard, by=employee, name=str(employee), day=timezone.localdate()
    )
    build.question(body, 1)
    asked = exam_actions.draw_questions(standard, employee, 1)
    exam_actions.submit_try(standard, by=employee, asked=asked, chosen={one.name: one.right for one in asked})
    return OfficerReport.objects.create(
        organisation=body, year=timezone.localdate().year, conclusions="Окутуу жүргүзүлдү.\nАлгылыктуу."
    )


def test_report_says_what_the_registers_hold(report, without_the_desk):
    groups = {
        group["heading"]: [(row["content"], row["figure"]) for row in group["rows"]]
        for group in papers.officer_report_table(report)["groups"]
    }
    assert groups == {
        "Стандартты жеткирүү": [
            (f"1-редакция {report.year}-жылдын 2-январы күчүнө кирди", ""),
            ("Жыл ичинде экранда таанышкандар", "1"),
            ("Жыл ичинде тааныштыруу баракчасында кол койгондор", "0"),
        ],
        "Камтуу": [
            ("1-редакция менен таанышууга тийиш болгон кызматкерлер", "4"),
            ("Алардын ичинен таанышкандар", "1"),
            ("Камтуу, пайыз", "25"),
        ],
        "Билимди текшерүү": [
            ("Тесттен өткөн кызматкерлер", "1"),
            ("Бардык аракеттердин саны", "1"),
            ("Эң жакшы аракеттердин орточо жыйынтыгы, пайыз", "100"),
        ],
        "Корутундулар": [("Окутуу жүргүзүлдү.", ""), ("Алгылыктуу.", "")],
    }


def test_handed_report_keeps_what_it_said(body, report, officer, cast):
    report.move("hand", by=officer)
    said = papers.officer_report_table(report)
    build.staff(body, 3)
    report.refresh_from_db()
    assert papers.officer_report_table(report) == said
    assert (report.handed_by, report.handed_on) == (officer, timezone.localdate())


def test_report_without_conclusions_is_not_handed_over(body, officer):
    report = OfficerReport.objects.create(organisation=body, year=2025)
    with pytest.raises(Refused):
        report.move("hand", by=officer)


def test_report_prints_over_the_officers_signature_as_pdf_and_word(report, officer, page):
    visitor = page(officer)
    content = visitor.get(reverse("officer_reports:paper", args=[report.pk, "pdf"])).content
    text = " ".join(
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    )
    assert f"ыйгарым укуктуунун {report.year}-жыл үчүн ОТЧЕТУ" in text
    assert "Н. Асанова" in text
    word = visitor.get(reverse("officer_reports:paper", args=[report.pk, "docx"])).content
    assert ["Камтуу, пайыз", "25"] in word_cells(word)


def test_register_of_another_app_adds_its_part(report, monkeypatch):
    part = ("Кызыкчылыктардын кагылышуусу", [papers.officer_report_line("Билдирмелер", 3)])
    monkeypatch.setattr(papers, "PARTS", [*OURS, lambda body, year: part])
    headings = [group["heading"] for group in papers.officer_report_table(report)["groups"]]
    assert headings[3] == "Кызыкчылыктардын кагылышуусу"


@pytest.mark.parametrize(
    "form", ["standards/standard", "standards/acquaintance-sheet", "standards/officer-report"]
)
def test_forms_of_the_standard_print_with_and_without_rows(form, body, foreign, report):
    from office.papers.official import template_of
    from office.papers.printing import pdf
    from office.registries import FORMS

    for place in (body, foreign):
        assert pdf(template_of(form), FORMS[form].today(place)).startswith(b"%PDF")
