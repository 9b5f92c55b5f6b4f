"""The report by 1 February: totals of the page, indicators, what was done and what proves it; its term and
its way to everyone.
"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models.calendar import CalendarDay
from office.papers.official import make_word_copy
from office.papers.printing import html
from office.registers.workflow import Refused
from plans import deadlines
from plans.models.plan import Plan
from plans.papers import REPORT
from plans.progress import actions, counts
from plans.public.models import PlanPage
from plans.reports import papers
from plans.reports.models import PlanReport
from tests import make
from tests.files import opened_word, word_cells
from tests.plans import build


@pytest.fixture
def plan(body):
    """Two sections: done in time, late, dropped; yearly and one outside the plan."""
    plan = build.plan(body)
    second = build.task(build.section(plan, "7", "Мониторинг"))
    build.measure(plan, "2026-жылдын 1-кварталы", text="Сайтка жарыялоо")
    build.measure(plan, "2025-жыл", text="Кечиккен")
    build.measure(plan, "2026-жыл", "dropped", text="Алынган")
    build.measure(plan, "2025-2027-жылдар (жыл сайын)", text="Отчет", task=second)
    build.measure(plan, "2026-жыл", text="Тышкары", task=None)
    return plan


@pytest.fixture
def report(page, clerk, plan):
    page(clerk).get(reverse("plan_reports:create", args=[plan.pk])).submit(
        year="2026", text="Корутунду\nСунуш"
    )
    return plan.reports.get()


def report_done(plan, clerk, text, **fields):
    actions.report_progress(plan.measures.get(text=text), by=clerk, text="Жасалды", **fields)


def figures(data):
    return [
        [row[key] for key in ("number", "section", "planned", "done", "overdue", "dropped", "percent")]
        for row in data["table"]["groups"][0]["rows"]
    ]


def test_the_report_drafts_itself_with_the_totals_of_the_page(page, clerk, plan, report):
    report_done(plan, clerk, "Сайтка жарыялоо", step="finish", done_on=date(2026, 3, 1))
    data = papers.report_data(report)
    assert figures(data) == [
        ["1", "Айыл өкмөтүнүн ишинин ачык-айкындуулугу", "2", "1", "1", "1", "50"],
        ["7", "Мониторинг", "1", "0", "1", "0", "0"],
        ["", "Баары", "3", "1", "2", "1", "33"],
        ["", "Пландан тышкаркы иш-чаралар", "1", "0", "0", "0", "0"],
    ]
    totals = counts.count_of_plan(counts.measures_with_progress(plan))
    assert page(clerk).get(plan.get_absolute_url()).context["totals"] == totals
    assert figures(data)[-2][2:] == [
        str(number)
        for number in (totals.planned, totals.done, totals.overdue, totals.dropped, totals.percent)
    ]


def test_the_indicators_are_shares_of_what_was_done(body, clerk, plan, report):
    report_done(plan, clerk, "Сайтка жарыялоо", step="finish", done_on=date(2026, 3, 1))
    proof = actions.ProofInput(kind="link", title="Сайт", link="https://dostuk.example/")
    report_done(plan, clerk, "Кечиккен", step="finish", done_on=date(2026, 2, 1), proofs=[proof])
    rows = papers.report_data(report)["more"][0]["groups"][0]["rows"]
    assert [row["value"] for row in rows] == ["66", "50", "50", "–", "0", "0"]


def test_each_measure_tells_how_it_stands_what_was_done_and_what_proves_it(clerk, plan, report):
    proof = actions.ProofInput(kind="link", title="Сайт", link="https://dostuk.example/")
    report_done(plan, clerk, "Сайтка жарыялоо", step="finish", done_on=date(2026, 3, 1), proofs=[proof])
    yearly = plan.measures.get(text="Отчет")
    actions.report_progress(
        yearly, by=clerk, text="2025-жылы жасалды", year=yearly.instalments.get(year=2025)
    )
    actions.report_progress(
        yearly, by=clerk, text="2026-жылы жасалды", year=yearly.instalments.get(year=2026), step="begin"
    )
    lines = [row for group in papers.report_data(report)["more"][1]["groups"] for row in group["rows"]]
    assert [(row["measure"], row["state"], row["done"], row["proof"]) for row in lines] == [
        ("Сайтка жарыялоо", "Аткарылды (01.03.2026)", "Жасалды", "шилтеме: Сайт https://dostuk.example/"),
        ("Кечиккен", "Башталган жок, мөөнөтү өттү", "", ""),
        ("Алынган", "Алынып салынды: Күчүн жоготту", "", ""),
        ("Отчет", "Аткарылууда, мөөнөтү өттү\n2026: Аткарылууда", "2026-жылы жасалды", ""),
        ("Тышкары", "Башталган жок", "", ""),
    ]


def test_word_holds_the_same_tables_and_the_conclusions_to_finish(report):
    content = make_word_copy(papers.plan_report_print_context(report))
    tables = opened_word(content).tables
    assert [table.rows[0].cells[1].text for table in tables] == ["Бөлүм", "Көрсөткүч", "Иш-чара"]
    texts = [paragraph.text for paragraph in opened_word(content).paragraphs]
    assert {"Корутунду", "Сунуш", "Натыйжалуулук көрсөткүчтөрү"} <= {*texts}
    assert [cells[1] for cells in word_cells(content)[-2:]] == ["Баары", "Пландан тышкаркы иш-чаралар"]


def test_the_paper_plans_report_prints_all_three_tables(report):
    assert REPORT.form == "plans/report"
    printed = html("plans/print/report.html", papers.plan_report_print_context(report))
    assert printed.count("<table>") == 3
    assert "Корутундулар" in printed


def test_the_report_is_frozen_once_submitted_and_returns_afresh(clerk, head, plan, report):
    report.move("submit", by=clerk)
    report_done(plan, clerk, "Сайтка жарыялоо", step="finish", done_on=date(2026, 3, 1))
    assert figures(papers.report_data(report))[-2][3] == "0"
    report.move("send_back", by=head)
    assert (report.data, figures(papers.report_data(report))[-2][3]) == (None, "1")


def test_figures_alone_are_no_report(clerk, report):
    report.text = " "
    report.save()
    with pytest.raises(Refused):
        report.move("submit", by=clerk)


def test_an_accepted_report_goes_to_everyone_by_the_open_page_of_its_plan(page, clerk, head, plan, report):
    report.move("submit", by=clerk)
    report.move("accept", by=head)
    with pytest.raises(Refused):
        report.move("publish", by=clerk)
    opened = PlanPage.objects.create(organisation=plan.organisation, plan=plan, opened_by=clerk)
    report.plan.refresh_from_db()
    address = reverse("open:plan_report", args=[opened.token, 2026])
    assert page().get(address).status_code == 404
    report.move("publish", by=clerk)
    shown = page().get(address)
    assert "Корутунду" in shown.text and "Сайтка жарыялоо" in shown.text
    assert address in page().get(opened.url).links
    file = page().get(reverse("open:plan_report_file", args=[opened.token, 2026]))
    assert file.content.startswith(b"%PDF")
    report.move("withdraw", by=clerk)
    assert page().get(address).status_code == 404


def test_one_report_of_a_plan_a_year(page, clerk, plan, report):
    answer = page(clerk).get(reverse("plan_reports:create", args=[plan.pk])).submit(year="2026", text="Башка")
    assert answer.status_code == 422
    outside = (
        page(clerk).get(reverse("plan_reports:create", args=[plan.pk])).submit(year="2024", text="Башка")
    )
    assert (outside.status_code, plan.reports.count()) == (422, 1)


def test_the_page_of_a_report_shows_its_tables_and_papers(page, clerk, report):
    shown = page(clerk).get(report.get_absolute_url())
    assert reverse("plan_reports:paper", args=[report.pk, "docx"]) in shown.links
    assert "Баары" in shown.text
    pdf = page(clerk).get(reverse("plan_reports:paper", args=[report.pk, "pdf"]))
    assert pdf.content.startswith(b"%PDF")


# --- The term ----------------------------------------------------------------------------------------------


def covered(year):
    """The calendar of a year, as far as these tests count."""
    CalendarDay.objects.get_or_create(
        day=date(year, 1, 1), defaults={"kind": "off", "name": "Жаңы жыл", "confirmed": False}
    )


@pytest.mark.parametrize(
    ("year", "legal", "working"),
    [
        (2025, date(2026, 2, 1), date(2026, 2, 2)),  # a Sunday
        (2026, date(2027, 2, 1), date(2027, 2, 1)),  # a Monday
    ],
)
def test_the_report_is_due_on_1_february_or_the_next_working_day(db, year, legal, working):
    covered(year + 1)
    assert papers.report_due_days(year) == (legal, working)


def test_a_reminder_on_a_day_off_shows_the_next_working_day_and_the_legal_one(body, plan):
    covered(2026)
    line = deadlines.report_line(plan, 2025, date(2026, 1, 20))
    assert (line.term, line.urgency) == ("02.02.2026 күнүнө чейин", "soon")
    assert line.how == (
        "Стратегия боюнча отчет 01.02.2026 күнүнө чейин берилет; бул күн жумуш күнү эмес, кийинки "
        "жумуш күнү – 02.02.2026"
    )


def test_a_year_without_a_calendar_shows_the_legal_day(body, plan):
    CalendarDay.objects.filter(day__year=2030).delete()
    assert papers.report_due_days(2029) == (date(2030, 2, 1), None)
    assert deadlines.legal_day_words(*papers.report_due_days(2029)).endswith(
        "01.02.2030 күнүнө чейин берилет"
    )


def missing(body, today):
    return [(plan.pk, year) for plan, year in deadlines.missing_reports(body, today)]


def test_the_report_is_asked_for_from_january_until_it_is_submitted(body, clerk, plan, page):
    covered(2027)
    assert missing(body, date(2026, 12, 20)) == [(plan.pk, 2025)]  # late since February
    assert missing(body, date(2027, 1, 2)) == [(plan.pk, 2026)]
    assert deadlines.report_line(plan, 2026, date(2027, 2, 2)).urgency == "overdue"
    report = PlanReport.objects.create(organisation=body, plan=plan, year=2026, text="Корутунду")
    assert deadlines.report_line(plan, 2026, date(2027, 1, 2)).url == report.get_absolute_url()
    report.move("submit", by=clerk)
    assert missing(body, date(2027, 1, 2)) == []


def test_a_plan_that_began_later_owes_no_report(body):
    build.plan(body, first_year=2027)
    assert missing(body, date(2027, 1, 20)) == []


# --- Stage II ----------------------------------------------------------------------------------------------


def test_the_draft_of_stage_two_is_asked_for_in_the_last_year_of_stage_one(body):
    plan = build.plan(body, stage="first")
    assert deadlines.missing_stages(body, date(2026, 12, 31)) == []
    assert deadlines.missing_stages(body, date(2027, 1, 1)) == [plan]
    assert [
        deadlines.next_stage_line(plan, day).urgency for day in (date(2027, 6, 30), date(2027, 7, 1))
    ] == [
        "soon",
        "overdue",
    ]
    build.plan(body, "draft", stage="second", first_year=2028, last_year=2030, parent=plan)
    assert deadlines.missing_stages(body, date(2027, 1, 1)) == []


def test_the_secretary_is_written_to_once_a_step(body, cast, clerk):
    from office.models.letter import Letter

    covered(2027)
    clerk.email = "clerk@dostuk.example"
    clerk.save()
    build.plan(body, stage="first")
    for day in (date(2027, 1, 2), date(2027, 1, 3), date(2027, 1, 25), date(2027, 1, 25), date(2027, 2, 1)):
        deadlines.remind_of_plan_duties(body, day)
    events = sorted(letter.event.rpartition(":")[2] for letter in Letter.objects.of(body))
    assert events == ["d0", "d30", "d7"]
    assert {letter.person for letter in Letter.objects.of(body)} == {clerk}


def test_my_day_shows_the_report_to_the_clerk_and_the_submitted_one_to_the_head(
    page, clerk, head, body, plan, monkeypatch
):
    covered(2027)
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2027, 1, 20))
    asked = reverse("plan_reports:create", args=[plan.pk])
    assert [line.url for line in deadlines.plan_duty_my_day_lines(clerk, body) if line.how] == [asked]
    report = PlanReport.objects.create(organisation=body, plan=plan, year=2026, text="Корутунду")
    report.move("submit", by=clerk)
    assert [line.url for line in deadlines.plan_duty_my_day_lines(head, body)] == [report.get_absolute_url()]
    assert deadlines.plan_duty_my_day_lines(make.person("nobody"), body) == []


def test_reports_of_another_body_are_not_found(page, stranger, report):
    assert page(stranger).get(report.get_absolute_url()).status_code == 404
    assert Plan.objects.visible_to(stranger).count() == 0
