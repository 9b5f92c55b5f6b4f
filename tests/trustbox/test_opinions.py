"""«Was this an answer?»: one tap by the code, once per reply, counted without a day, a word or a person."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from office import tickets
from office.models.audit import Change
from tests.page import Visitor
from tests.trustbox import build
from trustbox.analysis.figures import count_figures
from trustbox.analysis.models import Analysis
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.opinions import AnswerOpinion

HALF = "first" if timezone.localdate().month <= 6 else "second"
HEADING = "Арыз ээсинин жооп жөнүндө пикири боюнча"


@pytest.fixture(autouse=True)
def at_once(monkeypatch, db):
    cache.clear()
    monkeypatch.setattr(tickets, "SOONEST", 0)


@pytest.fixture
def receipt(body, clerk):
    """The receipt of an appeal that was answered since."""
    found = build.take_counter_appeal(body)
    build.answer_appeal(found.appeal, clerk)
    return found


def state_page(receipt, language="ky"):
    body = receipt.appeal.organisation
    address = f"{reverse('open:appeal_answer', args=[body.code])}?lang={language}"
    return Visitor(language=language).post(address, {"code": receipt.code})


def tap(receipt, opinion, page=None):
    page = page or state_page(receipt)
    typed = {"code": receipt.code, "ticket": page.context["ticket"], "opinion": opinion}
    return page.visitor.post(page.request["PATH_INFO"], typed)


def opinion_lines(body):
    analysis = Analysis(organisation=body, kind=HALF, year=timezone.localdate().year)
    parts = {part["heading"]: part["lines"] for part in count_figures(analysis)["parts"]}
    return [(words, now) for words, now, _before in parts.get(HEADING, [])]


@pytest.mark.parametrize(("said", "words"), [("yes", "«ооба, жооп болду»"), ("no", "«жок, жооп болгон жок»")])
def test_sender_says_by_one_tap_whether_it_was_an_answer(receipt, said, words):
    page = state_page(receipt)
    assert "Бул жооп болдубу?" in page.text
    after = tap(receipt, said, page)
    assert after.status_code == 200 and words in after.text
    assert AnswerOpinion.objects.of(receipt.appeal.organisation).get().is_answer is (said == "yes")


def test_reply_is_judged_once(body, receipt):
    page = state_page(receipt)
    for said in ("no", "yes", "yes"):
        assert tap(receipt, said, page).status_code == 200
    assert [row.is_answer for row in AnswerOpinion.objects.of(body)] == [False]
    assert "Ооба, жооп болду" not in state_page(receipt).words("button")


def test_nothing_is_kept_of_the_moment(body, receipt):
    before = Change.objects.count(), AppealEvent.objects.of(body).count()
    tap(receipt, "yes")
    assert (Change.objects.count(), AppealEvent.objects.of(body).count()) == before
    fields = {field.name for field in AnswerOpinion._meta.concrete_fields}
    assert fields == {"id", "organisation", "version", "appeal", "is_answer"}


def test_appeal_without_a_reply_is_not_asked_about_and_not_judged(body):
    open_one = build.take_counter_appeal(body)
    page = state_page(open_one)
    assert "Бул жооп болдубу?" not in page.text
    assert tap(open_one, "yes", page).status_code == 422
    assert not AnswerOpinion.objects.of(body).exists()


def test_forged_ticket_and_wrong_code_judge_nothing(body, receipt):
    page = state_page(receipt)
    address = page.request["PATH_INFO"]
    typed = {"code": receipt.code, "ticket": "forged", "opinion": "yes"}
    assert page.visitor.post(address, typed).status_code == 422
    typed = {"code": "0" * 24, "ticket": page.context["ticket"], "opinion": "yes"}
    assert page.visitor.post(address, typed).status_code == 422
    assert not AnswerOpinion.objects.of(body).exists()


def test_analysis_counts_opinions_and_each_part_sums_to_the_total(body, receipt, clerk):
    build.answer_appeal(build.appeal(body), clerk)
    assert opinion_lines(body) == []
    tap(receipt, "no")
    assert opinion_lines(body) == [("Жооп болду", 0), ("Жооп болгон жок", 1), ("Пикири билдирилген эмес", 1)]


def test_page_of_the_entry_says_nothing_of_the_opinion(page, receipt, clerk):
    before = page(clerk).get(receipt.appeal.get_absolute_url()).text
    tap(receipt, "no")
    assert page(clerk).get(receipt.appeal.get_absolute_url()).text == before


def test_page_asks_in_russian_too(receipt):
    page = state_page(receipt, "ru")
    assert "Это был ответ?" in page.text and "Да, это ответ" in page.words("button")
