"""Monitoring of exposed officials (281 p.15): the set of indicators, the survey without a trace, the report
and its hearing.
"""

import time
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from office import tickets
from office.models.audit import Change
from office.models.commission import Commission, Meeting
from office.papers.word import to_docx
from office.registers.workflow import Refused
from positions import surveys
from positions.actions import adopt_method_signs
from positions.contexts import survey_rows_of_year, year_report_print_context
from positions.models.monitoring import Finding, Reply, Sign, Survey, YearReport
from tests import make
from tests.files import word_cells
from tests.positions import build


@pytest.fixture
def signs(body):
    adopt_method_signs(body)
    return list(Sign.objects.of(body))


@pytest.fixture
def survey(body, clerk, signs):
    row = Survey.objects.create(organisation=body, title_ky="Жер участогун алуу")
    row.signs.set(signs[:3], through_defaults={"organisation": body})
    return row.move("open", by=clerk)


@pytest.fixture
def later(monkeypatch):
    """Let a ticket grow old enough to be sent."""
    monkeypatch.setattr(tickets, "SOONEST", 0)


def answer_survey_page(visitor, survey, **fields):
    page = visitor.get(f"/open/survey/{survey.token}/")
    return visitor.post(f"/open/survey/{survey.token}/", {"ticket": page.context["ticket"], **fields})


# --- Indicators --------------------------------------------------------------------------------------------


def test_fifteen_signs_of_point_10_are_taken_once(body, clerk, page):
    visitor = page(clerk)
    for count in (15, 15):
        visitor.post("/positions/signs/take/")
        assert Sign.objects.of(body).count() == count
    assert len(visitor.get("/positions/signs/").rows) == 15


def test_survey_asks_ten_questions_at_most(body, clerk, page, signs):
    form = page(clerk).get("/positions/surveys/new/")
    refused = form.submit(title_ky="Кабылдама", signs=[sign.pk for sign in signs[:11]])
    assert refused.status_code == 422
    form.submit(title_ky="Кабылдама", signs=[sign.pk for sign in signs[:10]])
    assert Survey.objects.of(body).get().signs.count() == 10


def test_survey_without_questions_is_not_opened(body, clerk):
    row = Survey.objects.create(organisation=body, title_ky="Бош")
    with pytest.raises(Refused):
        row.move("open", by=clerk)


# --- The public page ---------------------------------------------------------------------------------------


def test_anyone_answers_without_an_account_a_cookie_or_a_trace(survey, signs, later):
    visitor = Client()
    before = Change.objects.count()
    answer = answer_survey_page(visitor, survey, **{f"q{signs[0].pk}": "yes", "words": "Кезек узун"})
    assert (answer.status_code, answer["Location"]) == (302, f"/open/survey/{survey.token}/thanks/")
    reply = Reply.objects.of(survey.organisation).get()
    assert (reply.answers, reply.words, reply.day) == (
        {str(signs[0].pk): "yes"},
        "Кезек узун",
        timezone.localdate(),
    )
    assert (dict(visitor.cookies), Change.objects.count()) == ({}, before)
    fields = {field.name for field in Reply._meta.concrete_fields}
    of_the_office = {"channel", "keeper"}  # nobody of what came by the open page
    assert fields - of_the_office == {"id", "organisation", "version", "survey", "day", "answers", "words"}
    assert (reply.channel, reply.keeper) == ("online", None)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_public_pages_keep_the_rules_of_every_page(survey, signs, later, page, language):
    visitor = page(None, language)
    address = f"/open/survey/{survey.token}/"
    assert visitor.get(f"{address}?lang={language}").status_code == 200
    assert visitor.get(f"{address}thanks/?lang={language}").status_code == 200
    empty = answer_survey_page(visitor, survey)
    assert empty.status_code == 422


def test_page_asks_for_no_script_and_sets_no_cookie(survey):
    answer = Client().get(f"/open/survey/{survey.token}/")
    assert b"<script" not in answer.content
    assert not answer.cookies


@pytest.mark.parametrize("ticket", ["", "forged:1:2", None])
def test_form_without_its_ticket_is_kept_and_not_taken(survey, signs, page, ticket):
    """None: sent in the same second, as only a script does."""
    visitor = page(None)
    fields = {f"q{signs[0].pk}": "no", "words": "Менин сөзүм"}
    if ticket is None:
        answer = answer_survey_page(visitor, survey, **fields)
    else:
        answer = visitor.post(f"/open/survey/{survey.token}/", {"ticket": ticket, **fields})
    assert answer.status_code == 422
    assert "Менин сөзүм" in answer.text and not Reply.objects.of(survey.organisation).exists()


def test_ticket_serves_once_and_one_survey(body, clerk, survey, signs, later):
    visitor = Client()
    ticket = surveys.DESK.issue(survey.pk)
    for _time in range(2):
        visitor.post(f"/open/survey/{survey.token}/", {"ticket": ticket, f"q{signs[0].pk}": "yes"})
    assert survey.replies.count() == 1
    other = Survey.objects.create(organisation=body, title_ky="Башка")
    other.signs.set(signs[:1], through_defaults={"organisation": body})
    other.move("open", by=clerk)
    answer = visitor.post(f"/open/survey/{other.token}/", {"ticket": ticket, f"q{signs[0].pk}": "yes"})
    assert (answer.status_code, other.replies.count()) == (422, 0)


def test_old_ticket_is_refused(survey, signs, later, monkeypatch):
    ticket = surveys.DESK.issue(survey.pk)
    now = time.time() + tickets.HOLDS + 5
    monkeypatch.setattr("time.time", lambda: now)
    answer = Client().post(f"/open/survey/{survey.token}/", {"ticket": ticket, f"q{signs[0].pk}": "yes"})
    assert answer.status_code == 422


def test_flood_is_told_to_wait_and_loses_nothing(survey, signs, later, page, monkeypatch):
    monkeypatch.setattr(surveys.DESK, "a_minute", 3)
    monkeypatch.setattr(surveys.DESK, "minute", 0)
    visitor = page(None)
    fields = {f"q{signs[0].pk}": "yes", "words": "Сөзүм"}
    answers = [answer_survey_page(visitor, survey, **fields) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert "Сөзүм" in answers[-1].text and survey.replies.count() == 3


def test_full_day_of_one_survey_takes_no_more(survey, signs, later, monkeypatch):
    monkeypatch.setattr(surveys, "A_DAY", 1)
    codes = [
        answer_survey_page(Client(), survey, **{f"q{signs[0].pk}": "no"}).status_code for _time in range(2)
    ]
    assert codes == [302, 429]


def test_draft_is_not_found_and_closed_survey_says_so(body, clerk, survey, signs, page):
    draft = Survey.objects.create(organisation=body, title_ky="Долбоор")
    survey.move("close", by=clerk)
    assert page(None).get(f"/open/survey/{draft.token}/").status_code == 404
    assert page(None).get(f"/open/survey/{survey.token}/").status_code == 410


def test_results_count_each_answer(body, clerk, survey, signs, page):
    for answer in ("yes", "yes", "no", "unsure"):
        Reply.objects.create(organisation=body, survey=survey, answers={str(signs[0].pk): answer})
    survey.move("close", by=clerk)
    assert [tuple(row.values())[1:] for row in survey.results()] == [(2, 1, 1), (0, 0, 0), (0, 0, 0)]
    answer = page(clerk).get(f"/positions/surveys/{survey.pk}/")
    assert answer.rows[0][1:] == ["2", "1", "1"] and survey.address in answer.links


def test_open_survey_says_how_many_answered_and_never_what(body, clerk, survey, signs, page):
    """A clerk who looks before and after one answer came learns nothing of it."""
    Reply.objects.create(
        organisation=body, survey=survey, answers={str(signs[0].pk): "yes"}, words="Кезек узун"
    )
    read = page(clerk).get(survey.get_absolute_url())
    assert "Жооптор: 1" in read.text and "сурамжылоо жабылганда көрсөтүлөт" in read.text
    assert read.rows == [] and "Кезек узун" not in read.text
    assert (survey.results(), list(survey.words_left())) == ([], [])
    assert "«Ооба»" not in report_words(body)
    survey.move("close", by=clerk)
    read = page(clerk).get(survey.get_absolute_url())
    assert read.rows[0][1:] == ["1", "0", "0"] and "Кезек узун" in read.text
    assert "«Ооба» деген жооптор" in report_words(body)


def test_a_survey_over_two_years_never_says_what_one_year_answered(body, clerk, survey, signs, settings):
    """One answer after New Year would stand there alone."""
    question = str(signs[0].pk)
    for day, answer in ((date(2026, 12, 30), "no"), (date(2026, 12, 30), "yes"), (date(2027, 1, 2), "yes")):
        Reply.objects.create(organisation=body, survey=survey, day=day, answers={question: answer})
    settings.TODAY = date(2027, 1, 3)
    survey.move("close", by=clerk)
    rows = {
        year: [row["figure"] for row in survey_rows_of_year(body, year) if row["figure"] != ""]
        for year in (2026, 2027)
    }
    assert rows == {2026: ["2"], 2027: ["1", "3", "2"]}  # answers of the year; all answers; all that said yes
    assert "«Ооба»" not in str(survey_rows_of_year(body, 2026))


def test_history_of_a_survey_does_not_carry_its_address_away(survey):
    kept = Change.objects.filter(table_name="positions_survey")
    assert kept.count() and survey.token not in str(list(kept.values("old", "new")))


def report_words(body):
    return str(survey_rows_of_year(body, timezone.localdate().year))


# --- The report --------------------------------------------------------------------------------------------


@pytest.fixture
def report(body, clerk, survey, signs):
    year = timezone.localdate().year
    build.exposure(body, level="high")
    Reply.objects.create(organisation=body, survey=survey, answers={str(signs[0].pk): "yes"})
    Finding.objects.create(
        organisation=body, kind="posts", text="Архивчини тизмектен чыгаруу", outcome="Каралды"
    )
    return YearReport.objects.create(
        organisation=body, year=year, conclusions="Тартип сакталды\nКезек кыскарды"
    )


def test_report_is_drafted_from_the_registers(report):
    rows = word_cells(to_docx(year_report_print_context(report)["table"]))
    texts = [" | ".join(row) for row in rows]
    assert year_report_print_context(report)["table"]["form"] == "positions/year-report"
    assert "1 | Тизмектеги кызмат орундары (тизмек бекитиле элек) | 1" in texts
    assert "2 | Деңгээли: жогорку | 1" in texts
    assert "1 | Сурамжылоо «Жер участогун алуу»: жооптор | 1" in texts
    proposal = (
        "Коррупциогендик кызмат орундарынын тизмегин өзгөртүү боюнча сунуш: Архивчини тизмектен чыгаруу"
    )
    assert f"1 | {proposal} | Каралды" in texts
    assert "2 | Кезек кыскарды | " in texts


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_report_is_a_word_and_a_pdf_paper(report, member, page, kind):
    answer = page(member).get(f"/positions/reports/{report.pk}/paper.{kind}")
    assert answer.status_code == 200 and len(answer.content) > 1000


def advisory(body, state="closed"):
    sitting = make.meeting(body)
    sitting.commission.kind = Commission.Kind.ADVISORY
    sitting.commission.save()
    Meeting.unscoped.filter(pk=sitting.pk).update(
        state=state, number=1 if state == "closed" else None, year=2026 if state == "closed" else None
    )
    sitting.refresh_from_db()
    return sitting


def test_hearing_keeps_the_report_as_it_was(body, clerk, report):
    report.move("hear", by=clerk, meeting=advisory(body))
    build.exposure(body, build.post(body, "Кийинки"))
    figures = [row["figure"] for row in year_report_print_context(report)["table"]["groups"][0]["rows"]]
    assert figures[0] == "1"


def test_report_is_heard_by_closed_minutes_of_the_advisory_body_alone(body, clerk, report):
    for sitting in (make.meeting(body), advisory(body, "planned")):
        with pytest.raises(Refused):
            report.move("hear", by=clerk, meeting=sitting)


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_page_of_the_monitoring_speaks_the_readers_language(
    body, clerk, survey, report, page, language
):
    visitor = page(clerk, language)
    finding = Finding.objects.of(body).get()
    addresses = [f"/positions/{space}/" for space in ("signs", "surveys", "findings", "reports")]
    addresses += [f"{address}new/" for address in addresses]
    addresses += [f"/positions/surveys/{survey.pk}/", f"/positions/findings/{finding.pk}/"]
    addresses += [f"/positions/reports/{report.pk}/", f"/positions/reports/{report.pk}/move/hear/"]
    assert [visitor.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_stranger_finds_nothing_of_the_monitoring(survey, report, stranger, page):
    for address in (
        f"/positions/surveys/{survey.pk}/",
        f"/positions/reports/{report.pk}/",
        f"/positions/reports/{report.pk}/paper.docx",
    ):
        assert page(stranger).get(address).status_code == 404
