"""From the memo to the certificate: states, who may, what the database refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from monitoring import memo, score_actions
from monitoring.models.member_score import MemberScore
from monitoring.models.monitoring import Line, Monitoring
from monitoring.models.selfcheck import SelfScore
from office.registers.workflow import Refused
from office.roles import Role
from tests import make
from tests.monitoring import build


@pytest.fixture
def district(body):
    return body.parent


def test_new_monitoring_asks_for_the_documents_of_the_template(body, district):
    row = build.monitoring(district, body)
    asked = [line.documents for line in row.lines.all()]
    assert asked == [criterion.documents for criterion in build.criteria().all_criteria]
    assert len(row.directions.splitlines()) == 12


def test_next_memo_begins_from_the_last_one(body, district):
    people = build.inspectors(district)
    first = build.monitoring(district, body, *people)
    memo.keep_memo(first, {3: "Буйруктар жана ведомосттор"})
    second = build.monitoring(district, body, *people, year=2027)
    assert second.lines.get(criterion__number=3).documents == "Буйруктар жана ведомосттор"


def test_notice_belongs_to_the_body_under_monitoring_with_the_memo_as_it_stood(body, district):
    row = build.announced_monitoring(district, body)
    notice = row.notice
    assert (notice.organisation, notice.monitor, notice.year) == (body, district, 2026)
    assert [line["number"] for line in notice.memo["lines"]] == list(range(1, 25))
    with pytest.raises(IntegrityError, match="a_memo_that_was_sent_keeps_its_words"), transaction.atomic():
        row.lines.update(documents="Башка")


def test_commission_without_members_cannot_announce(body, district):
    inspector = build.inspectors(district, 1)[0]
    row = build.monitoring(district, body, commission=build.monitoring_commission(district))
    assert row.members == []
    with pytest.raises(Refused):
        row.move("announce", by=inspector)


def test_last_score_of_the_last_member_opens_and_agrees_what_all_gave_alike(body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 22 + [5, None])
    assert row.is_scoring
    build.enter_member_scores(row, [], [4] * 22 + [5, 4])
    assert row.is_open
    assert row.agreed == {number: 4 for number in range(1, 25) if number != 23}
    assert row.lines.get(criterion__number=1).reason == "Бир добуштан"


def test_scores_apart_are_hidden_from_the_other_members(body, district):
    row = build.announced_monitoring(district, body)
    one, other = (seat.person for seat in row.members)
    build.enter_member_scores(row, [3] * 24)
    seen = [MemberScore.objects.visible_to(who).count() for who in (one, other)]
    assert seen == [24, 0]
    row.move("open", by=one)
    assert MemberScore.objects.visible_to(other).count() == 24


def test_member_who_does_not_lead_cannot_open_early(body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [3] * 24)
    with pytest.raises(Refused):
        row.move("open", by=row.members[1].person)


def test_open_scores_take_nothing_more(body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [3] * 24, [3] * 24)
    with pytest.raises(Refused):
        score_actions.give_scores(
            row, row.members[0], build.member_scores([5] * 24), by=row.members[0].person
        )


def test_note_without_a_score_is_kept(body, district):
    row = build.announced_monitoring(district, body)
    seat = row.members[0]
    scores = build.member_scores([None], note="Суралсын")
    assert score_actions.give_scores(row, seat, scores, by=seat.person, handed_in=False) == 0
    assert row.member_scores.get().note == "Суралсын"


def test_certificate_waits_for_all_twenty_four(body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 23 + [3])
    with pytest.raises(Refused, match="24"):
        row.move("close", by=row.members[0].person, made_on=date(2026, 3, 20))
    assert not hasattr(row.notice, "result")


def test_certificate_holds_scores_total_and_band(body, district):
    result = build.closed_monitoring(district, body, [4] * 20 + [3] * 4)
    assert (result.organisation, result.total, result.band.rank) == (body, 92, 3)
    assert result.by_number[24] == 3
    assert result.data["reasons"]["1"] == "Бир добуштан"


def test_only_who_leads_makes_the_certificate(body, district):
    row = build.announced_monitoring(district, body)
    build.enter_member_scores(row, [4] * 24, [4] * 24)
    with pytest.raises(Refused):
        row.move("close", by=row.members[1].person, made_on=date(2026, 3, 20))


def test_body_under_monitoring_cannot_move_it(body, district, clerk):
    row = build.monitoring(district, body)
    with pytest.raises(PermissionDenied):
        row.move("announce", by=clerk)


def test_body_reads_its_notice_and_certificate_but_not_the_monitoring(body, district, clerk, stranger):
    result = build.closed_monitoring(district, body)
    monitoring = result.notice.monitoring
    assert not Monitoring.objects.visible_to(clerk).exists()
    assert list(type(result).objects.visible_to(clerk)) == [result]
    assert not type(result).objects.visible_to(stranger).exists()
    above = monitoring.members[0].person
    assert list(type(result).objects.visible_to(above)) == [result]


def test_outside_member_is_scored_for_by_who_leads(body, district):
    person = build.inspectors(district, 1)[0]
    group = build.monitoring_commission(district, person, outsider="Ж. К. Осмонова")
    row = build.announced_monitoring(district, body, commission=group)
    build.enter_member_scores(row, [4] * 24, [4] * 24)
    assert row.is_open
    assert row.member_scores.filter(seat__person=None, given_by=person).count() == 24


def test_role_of_a_member_may_score_at_its_own_body(body):
    person = make.appoint(make.person("oy-boluu"), body, Role.MEMBER).person
    head = make.appoint(make.person("toraga"), body, Role.OFFICER).person
    row = build.announced_monitoring(body, body, head, person)
    build.enter_member_scores(row, [5] * 24, [5] * 24)
    row.move("close", by=head, made_on=date(2026, 3, 20))
    assert row.notice.result.total == 120


@pytest.mark.parametrize("score", [0, 6, 3.5])
@pytest.mark.parametrize("model", [Line, MemberScore, SelfScore], ids=lambda model: model.__name__)
def test_database_refuses_what_is_no_score(model, score, body):
    row = make.row(model, body)
    table = model._meta.db_table
    # A whole column of PostgreSQL rounds 3.5 to 4 unless it is told to compare first.
    sql = f"UPDATE {table} SET score = {score} WHERE id = {row.pk}"  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and score == 3.5:
            assert whole_column(cursor, table)
            return
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(sql)


def whole_column(cursor, table):
    """PostgreSQL keeps a score in a column that can hold no fraction."""
    cursor.execute(
        "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = 'score'",
        [table],
    )
    return cursor.fetchone() == ("smallint",)
