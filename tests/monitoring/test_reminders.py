"""What waits on «My day», and the letters of the daily tick."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring import score_actions
from monitoring.models.certificate import Recommendation
from office.daily_acts import run_daily_acts
from office.models.letter import Letter
from tests import make
from tests.monitoring import build


@pytest.fixture
def district(body):
    return body.parent


def recommendation(body, due):
    return make.row(Recommendation, body, issued_on=make.LONG_AGO, due=due)


@pytest.mark.parametrize("days, letters", [(8, 0), (7, 1), (3, 0), (1, 1), (0, 0), (-1, 1), (-2, 0)])
def test_body_is_told_before_and_once_after_the_term(days, letters, body, clerk):
    clerk.email = "clerk@example.kg"
    clerk.save()
    recommendation(body, timezone.localdate() + timedelta(days))
    assert (run_daily_acts()["failed"], run_daily_acts()["failed"]) == ([], [])
    assert Letter.objects.of(body).count() == letters


def test_answered_recommendation_is_not_reminded_of(body, clerk):
    clerk.email = "clerk@example.kg"
    clerk.save()
    row = recommendation(body, timezone.localdate() + timedelta(1))
    row.move("answer", by=clerk, answer="Аткарылды", answered_on=timezone.localdate(), proof=None)
    run_daily_acts()
    assert not Letter.objects.of(body).exists()


def test_my_day_shows_what_to_answer_with_its_term(page, body, clerk):
    row = recommendation(body, timezone.localdate() - timedelta(4))
    home = page(clerk).get("/")
    assert row.get_absolute_url() in home.links
    assert "4 күн кечикти" in home.text


def test_my_day_shows_the_sheet_to_score_and_then_to_hand_in(page, body, district):
    row = build.announced_monitoring(district, body)
    member = row.members[1].person
    assert "баалана турган критерийлер: 24" in page(member).get("/").text
    score_actions.give_scores(row, row.members[1], build.member_scores([4] * 24), by=member, handed_in=False)
    assert "баракчаңызды тапшырыңыз" in page(member).get("/").text
    score_actions.give_scores(row, row.members[1], build.member_scores([4] * 24), by=member)
    assert "баракчаңызды тапшырыңыз" not in page(member).get("/").text


def test_my_day_shows_the_answer_to_whoever_judges_it(page, body, district, clerk):
    result = build.closed_monitoring(district, body)
    row = make.row(Recommendation, body, result=result, due=timezone.localdate())
    row.move("answer", by=clerk, answer="Аткарылды", answered_on=timezone.localdate(), proof=None)
    inspector = result.notice.monitoring.members[0].person
    assert row.get_absolute_url() in page(inspector).get("/").links
    assert row.get_absolute_url() not in page(clerk).get("/").links


def test_my_day_shows_an_announced_monitoring_to_the_secretary(page, body, district, clerk):
    row = build.announced_monitoring(district, body)
    assert row.notice.get_absolute_url() in page(clerk).get("/").links
