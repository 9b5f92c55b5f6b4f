"""What is approved is what a sitting has seen: a list changed since goes back to one.

One edition of a list is on its way at a time.
"""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office.registers.workflow import Refused
from plans.editions.models import PlanEdition
from plans.models.plan import Plan
from positions.editions.models import PositionEdition
from positions.models.exposures import Exposure
from risks.editions.models import Edition
from risks.models.risk import Risk
from tests import make
from tests.plans import build as plan_build
from tests.positions import build as position_build


def plan_list(body):
    plan = plan_build.plan(body, "draft", kind="other")
    row = plan_build.measure(plan, "2026-жыл", text="Биринчи")
    plan_build.name_executor(row, words="айыл өкмөтү")
    edition = PlanEdition.objects.create(organisation=body, plan=plan, number=1)
    return edition, lambda: plan.measures.update(text="Башка сөз")


def risk_list(body):
    risk = make.risk(body, level="medium")
    edition = Edition.objects.create(organisation=body, number=1)
    return edition, lambda: Risk.objects.of(body).filter(pk=risk.pk).update(situation="Башка сөз")


def position_list(body):
    row = position_build.exposure(body, position_build.post(body, "Жер адиси"), "medium")
    edition = PositionEdition.objects.create(organisation=body, number=1)
    return edition, lambda: Exposure.objects.of(body).filter(pk=row.pk).update(powers="Башка сөз")


LISTS = {"plan": plan_list, "risks": risk_list, "positions": position_list}


@pytest.fixture(params=LISTS)
def listed(request, body):
    """(edition in work, how its list is changed)."""
    return LISTS[request.param](body)


def test_a_list_changed_after_its_sitting_gets_no_order(body, clerk, listed):
    edition, change = listed
    question = make.decided_question(body, clerk)
    edition.move("consider", by=clerk, question=question)
    change()
    with pytest.raises(Refused, match="карагандан кийин өзгөртүлгөн"):
        edition.move("order", by=clerk)
    edition.refresh_from_db()
    edition.move("reopen", by=clerk)
    with pytest.raises(Refused, match="протоколу жабылгандан кийин өзгөртүлгөн"):
        edition.move("consider", by=clerk, question=question)
    edition.refresh_from_db()
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    assert edition.move("order", by=clerk).state == "ordered"


def test_a_list_changed_between_the_sitting_and_the_press_goes_back_to_a_sitting(body, clerk, listed, page):
    edition, change = listed
    question = make.decided_question(body, clerk)
    change()
    with pytest.raises(Refused, match="протоколу жабылгандан кийин өзгөртүлгөн"):
        edition.move("consider", by=clerk, question=question)
    edition.refresh_from_db()
    address = reverse(f"{edition_space(edition)}:move", args=[edition.pk, "consider"])
    answer = page(clerk).get(address).submit(question=question.pk)
    assert answer.status_code == 422 and "протоколу жабылгандан кийин өзгөртүлгөн" in answer.text
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    assert edition.move("order", by=clerk).state == "ordered"


def edition_space(edition):
    return {"PlanEdition": "plan_editions", "Edition": "editions", "PositionEdition": "position_editions"}[
        type(edition).__name__
    ]


def test_an_edition_begun_after_its_sitting_is_in_the_words_the_sitting_saw(body, clerk):
    risk = make.risk(body, level="medium")
    question = make.decided_question(body, clerk)
    edition = Edition.objects.create(organisation=body, number=1)
    words = risk.situation
    Risk.objects.of(body).filter(pk=risk.pk).update(situation="Башка сөз")
    with pytest.raises(Refused, match="протоколу жабылгандан кийин өзгөртүлгөн"):
        edition.move("consider", by=clerk, question=question)
    edition.refresh_from_db()
    Risk.objects.of(body).filter(pk=risk.pk).update(situation=words)
    assert edition.move("consider", by=clerk, question=question).state == "considered"


def test_a_copy_of_a_plan_begun_after_the_sitting_was_not_seen_by_it(body, clerk, head):
    plan = plan_build.plan(body)
    question = make.decided_question(body, clerk)
    edition = PlanEdition.objects.create(organisation=body, plan=plan, number=1)
    with pytest.raises(Refused, match="көргөн эмес"):
        edition.move("consider", by=clerk, question=question)


@pytest.mark.parametrize("words", ["as seen", "other"])
def test_database_takes_no_other_words_than_the_sitting_saw(body, clerk, listed, words):
    edition, _change = listed
    question = make.decided_question(body, clerk)
    sha256 = edition.words_sha256() if words == "as seen" else "0" * 64
    rows = type(edition).unscoped.filter(pk=edition.pk)
    considered = {"state": "considered", "meeting": question.meeting, "question": question}
    if words == "as seen":
        assert rows.update(considered_sha256=sha256, **considered) == 1
        return
    with pytest.raises(IntegrityError, match="in_the_words_its_sitting_saw"), transaction.atomic():
        rows.update(considered_sha256=sha256, **considered)


def test_minutes_closed_before_words_were_kept_still_serve(body, clerk, listed):
    edition, change = listed
    meeting = make.meeting(body)
    type(meeting).unscoped.filter(pk=meeting.pk).update(state="closed", number=7, year=2026)
    question = meeting.items.get()
    edition.move("consider", by=clerk, question=question)
    change()
    edition.move("reopen", by=clerk)
    with pytest.raises(Refused, match="бекитилчү сөздөрдү"):
        edition.move("consider", by=clerk, question=question)


def test_a_list_taken_back_unchanged_keeps_its_sitting(body, clerk, listed):
    edition, _change = listed
    question = make.decided_question(body, clerk)
    edition.move("consider", by=clerk, question=question)
    edition.move("reopen", by=clerk)
    edition.move("consider", by=clerk, question=question)
    assert edition.move("order", by=clerk).state == "ordered"


@pytest.mark.parametrize(
    ("kind", "address", "fields"),
    [
        ("risks", "/risks/editions/new/", {}),
        ("positions", "/positions/editions/new/", {}),
    ],
)
def test_no_edition_is_begun_while_the_order_of_another_is_on_its_way(
    page, body, clerk, head, kind, address, fields
):
    edition, _change = LISTS[kind](body)
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    order = edition.move("order", by=clerk).order
    model = type(edition)
    for move, by in (("submit", clerk), ("sign", head)):
        answer = page(clerk).get(address).submit(**fields)
        assert answer.status_code == 422
        assert "1-редакциясы" in answer.text and "жолдо" in answer.text
        with pytest.raises(IntegrityError, match="has_one_edition_on_its_way"), transaction.atomic():
            model.objects.create(organisation=body, number=9)
        order.move(move, by=by)
    order.move("register", by=clerk, number="77", date=edition.begun_on)
    assert model.objects.create(organisation=body, number=9).pk


def test_the_second_list_of_risks_waits_for_no_order_of_the_first(body, clerk):
    edition, _change = risk_list(body)
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    edition.move("order", by=clerk)
    assert Edition.objects.create(organisation=body, number=1, form=Edition.Form.ANNEX_1).pk


def test_the_page_of_the_order_says_why_it_is_refused(page, body, clerk):
    edition, change = plan_list(body)
    edition.move("consider", by=clerk, question=make.decided_question(body, clerk))
    change()
    answer = page(clerk).get(reverse("plan_editions:move", args=[edition.pk, "order"])).submit()
    assert answer.status_code == 422
    assert "карагандан кийин өзгөртүлгөн" in answer.text
    assert Plan.objects.of(body).count() == 1
