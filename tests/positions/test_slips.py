"""One-time slips of a survey, and answers that the clerk enters: each slip answers once, and nothing kept
ties an answer to a slip, a person or a moment.
"""

import re
import subprocess

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from office import tickets
from office.models.audit import Change, Submission
from office.papers.printing import html
from office.registers.workflow import Refused
from office.roles import Role
from positions.actions import adopt_method_signs
from positions.models.monitoring import Reply, Sign, Survey
from positions.models.slips import SurveySlip
from positions.slips import new_slip_code, print_slips, slip_hash, slip_sheet_context

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """Let a ticket grow old enough to be sent."""
    monkeypatch.setattr(tickets, "SOONEST", 0)


@pytest.fixture
def signs(body):
    adopt_method_signs(body)
    return list(Sign.objects.of(body))


@pytest.fixture
def survey(body, clerk, signs):
    return open_survey(body, clerk, signs)


def open_survey(body, clerk, signs, **fields):
    row = Survey.objects.create(organisation=body, title_ky="Жер участогу", **{"by_slips": True, **fields})
    row.signs.set(signs[:2], through_defaults={"organisation": body})
    return row.move("open", by=clerk)


def codes_on(paper):
    words = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout
    return CODE.findall(words.decode())


def sheet(page, clerk, survey, count=3):
    """The codes of a sheet printed on the screen."""
    answer = page(clerk).get(f"/positions/surveys/{survey.pk}/slips/").submit(count=str(count))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    return codes_on(answer.content)


def send(survey, sign, slip, visitor=None, value="yes"):
    visitor, address = visitor or Client(), f"/open/survey/{survey.token}/"
    ticket = visitor.get(address).context["ticket"]
    return visitor.post(address, {"ticket": ticket, f"q{sign.pk}": value, "slip": slip})


# --- The sheet ---------------------------------------------------------------------------------------------


def test_sheet_prints_its_codes_once_and_the_portal_keeps_only_hashes(page, clerk, survey):
    codes = sheet(page, clerk, survey, count=5)
    assert len(set(codes)) == 5
    kept = set(SurveySlip.objects.of(survey.organisation).values_list("code_hash", flat=True))
    assert kept == {slip_hash(survey, code) for code in codes}
    survey.refresh_from_db()
    assert survey.slip_count == 5


def test_sheet_says_in_both_languages_whose_survey_it_is(body, clerk, signs):
    row = open_survey(body, clerk, signs, title_ru="Земельный участок")
    paper = html("positions/print/slips.html", slip_sheet_context(row, ["7412-0HY9-2P19"]))
    words = (body.name_ky, "Жер участогу", "Земельный участок", "7412-0HY9-2P19", row.address)
    words += ("Бир жолу жооп берет", "Даёт ответ один раз", 'class="qr"')
    assert [word for word in words if word not in paper] == []


def test_rows_of_a_sheet_stand_in_the_order_of_their_hashes(clerk, survey):
    print_slips(survey, 20)
    hashes = list(survey.slips.order_by("pk").values_list("code_hash", flat=True))
    assert hashes == sorted(hashes)


def test_slips_are_printed_for_an_open_survey_by_slips_alone(page, body, clerk, survey, signs):
    plain = open_survey(body, clerk, signs, by_slips=False)
    assert page(clerk).get(f"/positions/surveys/{plain.pk}/slips/").status_code == 404
    survey.move("close", by=clerk)
    assert page(clerk).get(f"/positions/surveys/{survey.pk}/slips/").status_code == 404
    with pytest.raises(Refused):
        print_slips(survey, 1)


def test_only_who_keeps_the_registers_prints_slips_and_enters_answers(page, cast, survey):
    for name in ("slips", "reply"):
        for role in (Role.HEAD, Role.OFFICER, Role.MEMBER, Role.EMPLOYEE):
            answer = page(cast[role]).get(f"/positions/surveys/{survey.pk}/{name}/")
            assert answer.status_code in (403, 404)


def test_draft_is_asked_whether_slips_answer_it(page, body, clerk, signs):
    form = page(clerk).get("/positions/surveys/new/")
    assert form.submit(title_ky="Кабылдама", by_slips="on", signs=[signs[0].pk]).status_code == 302
    assert Survey.objects.of(body).get().by_slips is True


# --- The answer --------------------------------------------------------------------------------------------


def test_slip_answers_once_however_it_is_typed(page, clerk, survey, signs):
    code = sheet(page, clerk, survey)[0]
    assert send(survey, signs[0], code.lower().replace("-", " ")).status_code == 302
    again = send(survey, signs[0], code, page(None))
    assert again.status_code == 422 and "колдонулбаган баракчанын коду эмес" in again.text
    assert (survey.replies.count(), survey.slips.count()) == (1, 2)


def test_page_sent_again_with_another_slip_is_another_answer(page, clerk, survey, signs):
    first, second, _third = sheet(page, clerk, survey)
    visitor, address = Client(), f"/open/survey/{survey.token}/"
    kept = {"ticket": visitor.get(address).context["ticket"], f"q{signs[0].pk}": "yes"}
    for slip in (first, first.lower(), second):  # the second is one press twice
        assert visitor.post(address, kept | {"slip": slip}).status_code == 302
    assert (survey.replies.count(), survey.slips.count()) == (2, 1)
    wrong = kept | {"slip": new_slip_code()}
    assert [visitor.post(address, wrong).status_code for _press in range(2)] == [422, 422]


def test_answer_without_a_slip_of_this_survey_is_refused_in_the_same_words(page, body, clerk, survey, signs):
    other = open_survey(body, clerk, signs)
    foreign = sheet(page, clerk, other)[0]
    answers = [send(survey, signs[0], slip, page(None)) for slip in (foreign, new_slip_code())]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].words("strong") == answers[1].words("strong")
    assert send(survey, signs[0], "", page(None)).status_code == 422
    assert (survey.replies.count(), other.slips.count()) == (0, 3)


def test_answer_that_says_nothing_leaves_the_slip(page, clerk, survey, signs):
    code = sheet(page, clerk, survey)[0]
    assert send(survey, signs[0], code, value="").status_code == 422
    assert send(survey, signs[0], code).status_code == 302


def test_nothing_that_is_kept_ties_an_answer_to_its_slip(page, clerk, survey, signs):
    codes = sheet(page, clerk, survey)
    audit = Change.objects.count(), Submission.objects.count()
    send(survey, signs[0], codes[1])
    assert (Change.objects.count(), Submission.objects.count()) == audit
    left = set(survey.slips.values_list("code_hash", flat=True))
    assert left == {slip_hash(survey, codes[0]), slip_hash(survey, codes[2])}
    reply = {field.name: getattr(survey.replies.get(), field.name) for field in Reply._meta.concrete_fields}
    used = slip_hash(survey, codes[1])
    assert not [value for value in reply.values() if used in str(value) or codes[1] in str(value)]


def test_database_takes_no_more_answers_than_slips_were_used(page, clerk, survey, signs):
    send(survey, signs[0], sheet(page, clerk, survey)[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(organisation=survey.organisation, survey=survey, answers={})


def test_slips_left_over_go_with_the_closing(clerk, survey):
    print_slips(survey, 4)
    survey.move("close", by=clerk)
    assert not SurveySlip.objects.of(survey.organisation).exists()


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_page_asks_for_the_code_without_a_script_or_a_cookie(survey, page, language):
    answer = page(None, language).get(f"/open/survey/{survey.token}/?lang={language}")
    assert "slip" in answer.form and "<script" not in answer.content.decode()


def test_survey_without_slips_asks_for_no_code(page, body, clerk, signs):
    plain = open_survey(body, clerk, signs, by_slips=False)
    assert "slip" not in page(None).get(f"/open/survey/{plain.token}/").form
    assert send(plain, signs[0], "").status_code == 302


# --- By telephone and on paper -----------------------------------------------------------------------------


@pytest.mark.parametrize(("channel", "words"), [("telephone", "Телефон аркылуу"), ("paper", "Почта менен")])
def test_clerk_enters_an_answer_that_came_another_way(page, body, clerk, signs, channel, words):
    plain = open_survey(body, clerk, signs, by_slips=False)
    form = page(clerk).get(f"/positions/surveys/{plain.pk}/reply/")
    done = form.submit(channel=channel, words="Кезек узун", **{f"q{signs[0].pk}": "no"})
    assert done.status_code == 302
    reply = plain.replies.get()
    assert (reply.channel, reply.keeper, reply.answers) == (channel, clerk, {str(signs[0].pk): "no"})
    assert f"{words}" in page(clerk).get(plain.get_absolute_url()).text


def test_answer_entered_by_the_clerk_takes_a_slip_too(page, clerk, survey, signs):
    code = sheet(page, clerk, survey)[0]
    address = f"/positions/surveys/{survey.pk}/reply/"
    typed = {"channel": "paper", "slip": code, f"q{signs[0].pk}": "yes"}
    assert page(clerk).get(address).submit(**typed).status_code == 302
    assert page(clerk).get(address).submit(**typed).status_code == 422
    assert send(survey, signs[0], code).status_code == 422
    assert survey.replies.count() == 1


def test_entered_answer_leaves_no_second(page, body, clerk, signs):
    plain = open_survey(body, clerk, signs, by_slips=False)
    before = Change.objects.count(), Submission.objects.count()
    form = page(clerk).get(f"/positions/surveys/{plain.pk}/reply/")
    form.submit(channel="telephone", **{f"q{signs[0].pk}": "no"})
    assert (Change.objects.count(), Submission.objects.count()) == before


def test_form_of_the_clerk_sent_at_once_is_shown_again_and_taken_then(page, body, clerk, signs, monkeypatch):
    plain = open_survey(body, clerk, signs, by_slips=False)
    monkeypatch.setattr(tickets, "SOONEST", 3)
    form = page(clerk).get(f"/positions/surveys/{plain.pk}/reply/")
    answer = form.submit(channel="telephone", **{f"q{signs[0].pk}": "no"})
    assert answer.status_code == 422 and not plain.replies.exists()
    monkeypatch.setattr(tickets, "SOONEST", 0)
    assert answer.submit().status_code == 302


def test_reply_without_who_entered_it_came_by_the_open_page(body, clerk, survey):
    for fields in ({"channel": "paper"}, {"channel": "online", "keeper": clerk}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SurveySlip.objects.of(body).delete()
            Reply.objects.create(organisation=body, survey=survey, answers={}, **fields)
