"""A report is of its year: made a year later it equals the one made on 31 December."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.progress import actions
from plans.progress.past import UNKNOWN, measures_as_of, state_on
from plans.reports import papers
from plans.reports.models import PlanReport
from risks.models.risk import Risk
from tests import make
from tests.plans import build
from tests.risks.build import approve_new_edition

NEW_YEARS_EVE, LATER = date(2026, 12, 31), date(2027, 10, 14)


@pytest.fixture
def on(monkeypatch):
    """Set the day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda *_: day)


def finish(measure, clerk, day, title):
    proof = actions.ProofInput(kind="link", title=title, link="https://dostuk.example/")
    actions.report_progress(measure, by=clerk, text=title, step="finish", done_on=day, proofs=[proof])


@pytest.fixture
def plan(body, clerk, on):
    """Entered in January: one done, one open, one dropped, one yearly, one due next year."""
    on(date(2026, 1, 20))
    plan = build.plan(body)
    done = build.measure(plan, "2026-жылдын 1-кварталы", text="Жарыялоо")
    build.measure(plan, "2026-жылдын 2-кварталы", text="Окуу")
    dropped = build.measure(plan, "2026-жыл", text="Кеңеш")
    build.measure(plan, "2025-2027-жылдар (жыл сайын)", text="Отчет")
    build.measure(plan, "2027-жыл", text="Кийинки")
    on(date(2026, 3, 5))
    finish(done, clerk, date(2026, 3, 1), "Мартта")
    dropped.move("drop", by=clerk, ground="Күчүн жоготту")
    return plan


@pytest.fixture
def report(plan):
    return PlanReport.objects.create(organisation=plan.organisation, plan=plan, year=2026, text="Корутунду")


def change_everything(plan, clerk):
    """What a year brings: the dropped one taken up, the done one done anew, the open ones done."""
    rows = {row.text: row for row in plan.measures.all()}
    rows["Кеңеш"].move("reopen", by=clerk)
    rows["Жарыялоо"].move("reopen", by=clerk)
    finish(rows["Жарыялоо"], clerk, date(2027, 10, 1), "Кайрадан")
    finish(rows["Окуу"], clerk, date(2027, 10, 2), "Октябрда")
    finish(rows["Кийинки"], clerk, date(2027, 10, 3), "Кийин")
    yearly = rows["Отчет"]
    actions.report_progress(
        yearly,
        by=clerk,
        text="Октябрда айтылды",
        year=yearly.instalments.get(year=2026),
        step="finish",
        done_on=date(2027, 10, 4),
    )
    build.measure(plan, "2026-жыл", text="Кийин кошулган", task=None)


def test_a_report_made_later_equals_the_one_made_on_31_december(page, clerk, plan, report, on):
    on(NEW_YEARS_EVE)
    then, shown_then = papers.report_data(report), page(clerk).get(report.get_absolute_url()).text
    on(LATER)
    change_everything(plan, clerk)
    report.plan.refresh_from_db()
    assert papers.report_data(report) == then
    shown = page(clerk).get(report.get_absolute_url()).text
    for words in ("Аткарылды (01.03.2026)", "Мартта", "31.12.2026 күнүнө карата берилди"):
        assert words in shown_then and words in shown
    for words in ("Октябрда", "Кайрадан", "2027)", "Кийин кошулган"):
        assert words not in shown
    assert then["table"]["groups"][0]["rows"][-1]["planned"] == "3"


def test_the_report_of_the_later_year_tells_what_the_year_brought(plan, clerk, report, on):
    """The negative control: the same reading a year on is not the old one."""
    on(LATER)
    change_everything(plan, clerk)
    report.year = 2027
    words = str(papers.report_data(report))
    assert "Октябрда" in words and "Аткарылды (01.10.2027)" in words and "Кийин кошулган" in words


def test_a_report_on_a_year_that_lasts_says_so_on_the_screen_and_on_the_paper(page, clerk, report, on):
    words = "2026-жыл бүтө элек: маалыматтар 06.06.2026 күнүнө карата"
    on(date(2026, 6, 6))
    assert words in page(clerk).get(report.get_absolute_url()).text
    assert words in papers.plan_report_print_context(report)["table"]["intro"][0]
    pdf = page(clerk).get(reverse("plan_reports:paper", args=[report.pk, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    on(LATER)
    assert "2026-жыл бүтө элек" not in page(clerk).get(report.get_absolute_url()).text


def test_what_is_left_out_is_listed(plan, clerk, report, on):
    on(LATER)
    finish(plan.measures.get(text="Окуу"), clerk, date(2026, 12, 20), "Кеч айтылды")
    intro = papers.report_data(report)["table"]["intro"]
    assert any("кийинки жылдарда" in line and "1 (Кийинки)" in line for line in intro)
    assert any("кийин киргизилгендиктен" in line and "1 (Окуу)" in line for line in intro)
    assert not any("белгисиз" in line for line in intro)


def test_a_row_older_than_its_steps_is_read_from_the_audit_or_not_known(plan, clerk, on):
    """The audit bears the machine's day: of the day before it nobody knows what was open then."""
    row = build.measure(plan, "2026-жылдын 1-кварталы", state="done", steps=[], done_on=date(2026, 3, 1))
    real = timezone.now().date()
    assert state_on(row, real)["state"] == "done"
    assert state_on(row, date(2026, 3, 2))["state"] == "done"
    assert state_on(row, date(2026, 2, 1))["state"] == UNKNOWN


def test_a_plan_entered_later_keeps_its_measures_and_says_what_is_not_known(body, clerk, on):
    on(date(2026, 9, 1))
    plan = build.plan(body)
    row = build.measure(plan, "2025-жыл", text="Эски")
    build.measure(plan, "2025-жыл", text="Башталбаган")
    row.move("begin", by=clerk)
    past = measures_as_of(plan, 2025, date(2025, 12, 31))
    assert [(one.text, one.state) for one in past.rows] == [("Эски", UNKNOWN), ("Башталбаган", "not_begun")]
    assert [one.text for one in past.unknown] == ["Эски"]


def high_share(report):
    """«Жогорку тобокелдиктер боюнча аткарылган иш-чаралардын үлүшү» of the report."""
    return papers.report_data(report)["more"][0]["groups"][0]["rows"][3]["value"]


def test_a_risk_lowered_later_stays_high_in_the_report_of_the_year(body, clerk, head, plan, report, on):
    on(NEW_YEARS_EVE)
    risk = make.risk(body, level="high", situation="Учур")
    build.link_risk(plan.measures.get(text="Жарыялоо"), risk)
    approve_new_edition(body, clerk, head, (), day=NEW_YEARS_EVE)
    assert high_share(report) == "100"
    on(LATER)
    Risk.unscoped.filter(pk=risk.pk).update(level="low")
    assert high_share(report) == "100"
    approve_new_edition(body, clerk, head, (), day=LATER)
    assert high_share(report) == "100"
    report.year = 2027
    assert high_share(report) == "–"
