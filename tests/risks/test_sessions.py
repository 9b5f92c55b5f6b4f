"""A sitting of the working group: members score apart, nobody sees another's, then the group agrees; sheets
and minutes follow.
"""

import pytest
from django.db import IntegrityError, transaction

from office.registers.workflow import Refused
from office.roles import Role
from risks.models.assessment import Assessment
from risks.sessions import actions
from risks.sessions.models import Matter, Opinion, Session
from tests import make
from tests.risks import build

REASONS = {"likelihood_reason": "Тандоо эркиндиги кең", "harm_reason": "Бюджетке зыян келет"}

AGREED = "Топ бир добуштан макулдашты"


@pytest.fixture
def meeting(body, cast):
    return build.planned_meeting(body, cast)


@pytest.fixture
def session(page, clerk, body, meeting):
    (
        make.risk(body, situation="Тендердин шарты ылайыкталат"),
        make.risk(body, situation="Кезек бузулат", position=2),
    )
    page(clerk).get("/risks/sessions/new/").submit(meeting=str(meeting.pk))
    return Session.objects.of(body).get()


def seat(session, person):
    return session.seat_of(person)


def outside(session):
    return next(one for one in session.present if one.person is None)


def record_scores(session, one, matter, likelihood=2, harm=2, by=None):
    opinion = Opinion(
        organisation=session.organisation,
        session=Session.objects.of(session.organisation).get(),
        matter=matter,
        seat=one,
        likelihood=likelihood,
        harm=harm,
        **REASONS,
    )
    return actions.record_opinion(opinion, by=by or one.person)


def all_score(session, clerk, differ=True):
    """Everybody present scores everything; the head stands out on the second risk."""
    first, second = session.matters.all()
    for one in session.present:
        record_scores(session, one, first, by=one.person or clerk)
        far = differ and one.part == "chair"
        record_scores(session, one, second, 3 if far else 1, 3 if far else 1, by=one.person or clerk)
    session.refresh_from_db()


# --- Scoring apart -----------------------------------------------------------------------------------------


def test_session_puts_the_risks_and_a_matter_on_the_table(session, meeting):
    assert [str(matter) for matter in session.matters.all()] == [
        "Тендердин шарты ылайыкталат",
        "Кезек бузулат",
    ]
    assert [item.question for item in meeting.items.all()] == [actions.AGENDA_QUESTION]


def test_minutes_are_not_closed_before_the_scores_are_in_them(session, meeting, clerk):
    with pytest.raises(Refused):
        meeting.move("close", by=clerk)


def test_nobody_present_no_session(page, clerk, cast, body):
    make.risk(body)
    group = build.planned_meeting(body, cast)
    group.attendances.update(present=False)
    assert page(clerk).get("/risks/sessions/new/").submit(meeting=str(group.pk)).status_code == 422


def test_member_scores_one_risk_after_another_on_a_phone(page, member, session):
    first, second = session.matters.all()
    visitor = page(member)
    assert (
        visitor.get(f"/risks/sessions/{session.pk}/next/").headers["Location"]
        == f"/risks/opinions/of/{first.pk}/new/"
    )
    form = visitor.get(f"/risks/opinions/of/{first.pk}/new/")
    assert ("Тендердин шарты" in form.text, form.words("p", class_="count")) == (True, ["1 / 2"])
    done = form.submit(likelihood="3", harm="2", **REASONS)
    assert done.headers["Location"] == f"/risks/sessions/{session.pk}/next/"
    assert (
        visitor.get(f"/risks/sessions/{session.pk}/next/").headers["Location"]
        == f"/risks/opinions/of/{second.pk}/new/"
    )
    opinion = Opinion.objects.visible_to(member).get()
    assert (opinion.seat, opinion.likelihood, opinion.harm, opinion.scribe) == (
        seat(session, member),
        3,
        2,
        member,
    )


def test_score_without_its_reason_is_refused(page, member, session):
    form = page(member).get(f"/risks/opinions/of/{session.matters.first().pk}/new/")
    assert form.submit(likelihood="3", harm="2", likelihood_reason="Бар").status_code == 422


def test_members_do_not_see_each_other_s_scores(page, member, head, clerk, session):
    matter = session.matters.first()
    mine = record_scores(session, seat(session, member), matter, 3, 3)
    assert list(Opinion.objects.visible_to(head)) == list(Opinion.objects.visible_to(clerk)) == []
    assert page(head).get(f"/risks/opinions/{mine.pk}/edit/").status_code == 404
    for person in (head, clerk):
        text = page(person).get(f"/risks/sessions/{session.pk}/").text
        assert REASONS["harm_reason"] not in text and "3 + 3" not in text
    assert "3 + 3" in page(member).get(f"/risks/sessions/{session.pk}/").text


def test_member_corrects_an_own_score_and_a_stale_form_loses_nothing(page, member, session):
    opinion = record_scores(session, seat(session, member), session.matters.first())
    stale = page(member).get(f"/risks/opinions/{opinion.pk}/edit/")
    page(member).get(f"/risks/opinions/{opinion.pk}/edit/").submit(likelihood="1")
    answer = stale.submit(likelihood="3")
    assert answer.status_code == 409
    opinion.refresh_from_db()
    assert opinion.likelihood == 1


def test_form_sent_twice_gives_one_score(page, member, session):
    form = page(member).get(f"/risks/opinions/of/{session.matters.first().pk}/new/")
    data = form.form | {"likelihood": "3", "harm": "2", **REASONS}
    for _again in range(2):
        assert form.visitor.post(form.request["PATH_INFO"], data).status_code == 302
    assert Opinion.objects.visible_to(member).count() == 1


def test_second_score_of_a_risk_by_the_same_member_is_refused(page, member, session):
    matter = session.matters.first()
    late = page(member).get(f"/risks/opinions/of/{matter.pk}/new/")
    record_scores(session, seat(session, member), matter)
    assert late.submit(likelihood="3", harm="2", **REASONS).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        record_scores(session, seat(session, member), matter)


def test_who_does_not_sit_in_the_group_scores_nothing(page, cast, session):
    form = page(cast[Role.OFFICER]).get(f"/risks/opinions/of/{session.matters.first().pk}/new/")
    assert form.submit(likelihood="3", harm="2", **REASONS).status_code == 422


def test_secretary_enters_the_paper_of_an_outside_member(page, clerk, session):
    matter = session.matters.first()
    form = page(clerk).get(f"/risks/opinions/of/{matter.pk}/new/")
    form.submit(seat=str(outside(session).pk), likelihood="1", harm="1", **REASONS)
    opinion = Opinion.objects.visible_to(clerk).get()
    assert (opinion.seat, opinion.scribe) == (outside(session), clerk)


def test_nobody_enters_a_score_for_a_member_of_the_portal(page, clerk, member, session):
    form = page(clerk).get(f"/risks/opinions/of/{session.matters.first().pk}/new/")
    assert (
        form.submit(seat=str(seat(session, member).pk), likelihood="1", harm="1", **REASONS).status_code
        == 422
    )


# --- Opening -----------------------------------------------------------------------------------------------


def test_last_score_of_those_present_opens_all(session, clerk):
    all_score(session, clerk)
    assert session.state == Session.State.OPEN


def test_chair_opens_earlier_and_a_member_may_not(page, session, head, member):
    record_scores(session, seat(session, member), session.matters.first())
    with pytest.raises(Refused):
        session.move("open", by=member)
    page(head).get(f"/risks/sessions/{session.pk}/move/open/").submit()
    session.refresh_from_db()
    assert session.state == Session.State.OPEN


def test_only_who_leads_the_group_is_offered_to_open(session, head, clerk, member):
    assert [[move.name for move in session.moves_for(person)] for person in (head, clerk, member)] == [
        ["open"],
        ["open"],
        [],
    ]


def test_nothing_is_opened_before_the_first_score(session, head):
    with pytest.raises(Refused):
        session.move("open", by=head)


def test_open_scores_are_fixed(page, session, clerk, member):
    all_score(session, clerk)
    opinion = Opinion.objects.visible_to(member).filter(seat=seat(session, member)).first()
    assert page(member).get(f"/risks/opinions/{opinion.pk}/edit/").status_code == 403
    with pytest.raises(Refused):
        actions.record_opinion(opinion, by=member)
    for act in (
        lambda: Opinion.objects.of(session.organisation).update(harm=1),
        Opinion.objects.of(session.organisation).delete,
    ):
        with pytest.raises(IntegrityError, match="a_score_of_an_open_session"), transaction.atomic():
            act()


def test_opened_scores_are_never_hidden_again(session, clerk):
    all_score(session, clerk)
    with pytest.raises(IntegrityError, match="never_hidden"), transaction.atomic():
        Session.objects.of(session.organisation).update(state="scoring")


# --- Agreeing ----------------------------------------------------------------------------------------------


def test_differing_risks_come_first_with_all_scores(page, session, clerk, member):
    all_score(session, clerk)
    answer = page(member).get(f"/risks/sessions/{session.pk}/")
    headings = [
        word for word in answer.words("h2") if word in ("Кезек бузулат", "Тендердин шарты ылайыкталат")
    ]
    assert headings == ["Кезек бузулат", "Тендердин шарты ылайыкталат"]
    assert len(answer.rows) == 8


def test_chair_agrees_where_all_are_of_one_mind_by_one_press(page, session, clerk, head):
    all_score(session, clerk)
    first = session.matters.first()
    page(head).get(f"/risks/matters/{first.pk}/edit/").submit()
    first.refresh_from_db()
    assert (first.likelihood, first.harm, first.harm_reason, first.agreed_by) == (
        2,
        2,
        REASONS["harm_reason"],
        head,
    )


def test_where_they_differ_the_scores_are_not_filled_in(page, session, clerk, head):
    all_score(session, clerk)
    second = session.matters.all()[1]
    assert page(head).get(f"/risks/matters/{second.pk}/edit/").submit().status_code == 422


def test_member_does_not_agree_for_the_group(page, session, clerk, member):
    all_score(session, clerk)
    assert page(member).get(f"/risks/matters/{session.matters.first().pk}/edit/").status_code == 403


def test_two_agreements_at_once_the_second_sees_both_texts(page, session, clerk, head):
    all_score(session, clerk)
    matter = session.matters.first()
    late = page(clerk).get(f"/risks/matters/{matter.pk}/edit/")
    page(head).get(f"/risks/matters/{matter.pk}/edit/").submit(harm="3")
    assert late.submit(harm="1").status_code == 409


def test_database_agrees_nothing_before_the_scores_are_open(session, head):
    with pytest.raises(IntegrityError, match="once_they_are_open"), transaction.atomic():
        agree(session.matters.first(), 2, 2, head)


def agree(matter, likelihood, harm, by):
    from django.utils import timezone

    matter.likelihood, matter.harm = likelihood, harm
    matter.likelihood_reason = matter.harm_reason = AGREED
    matter.agreed_at, matter.agreed_by = timezone.now(), by
    matter.save()


@pytest.fixture
def agreed(session, clerk, head):
    all_score(session, clerk)
    for matter in session.matters.all():
        agree(matter, 3, 2, head)
    return session


def test_sitting_without_a_quorum_makes_no_official_score(page, agreed, head, body, meeting):
    meeting.attendances.exclude(seat__part="chair").update(present=False)
    answer = page(head).get(f"/risks/sessions/{agreed.pk}/move/close/").submit()
    assert answer.status_code == 422 and "кворум" in answer.text
    assert not Assessment.objects.of(body).exists()
    meeting.attendances.update(present=True)
    page(head).get(f"/risks/sessions/{agreed.pk}/move/close/").submit()
    assert {one.meeting for one in Assessment.objects.of(body)} == {meeting}


def test_reason_under_three_risks_is_named_to_the_chair_alone(page, session, clerk, head, member, body):
    Matter.objects.create(
        organisation=body, session=session, risk=make.risk(body, situation="Үчүнчү", position=3)
    )
    for one in session.present:
        for matter in session.matters.all():
            record_scores(session, one, matter, by=one.person or clerk)
    said = f"«{REASONS['harm_reason']}»"
    url = f"/risks/sessions/{session.pk}/"
    assert said in page(head).get(url).text and said not in page(member).get(url).text


def test_agreed_scores_become_sheets_and_levels_and_minutes(page, agreed, head, body, meeting):
    page(head).get(f"/risks/sessions/{agreed.pk}/move/close/").submit()
    sheets = Assessment.objects.of(body)
    assert {(one.state, one.points, one.level, one.risk.level, one.agreed_by) for one in sheets} == {
        ("agreed", 5, "high", "high", head)
    }
    item = meeting.items.get()
    assert "Тендердин шарты ылайыкталат" in item.heard and "Б. А. Сатыбалдиев – 2 + 2" in item.heard
    assert f"ыктымалдуулук 3 ({AGREED}), зыян 2 ({AGREED}), суммасы 5, деңгээли жогорку" in item.decision
    assert item.votes_for == 4


def test_minutes_close_after_the_scores_are_in(agreed, head, clerk, meeting):
    agreed.move("close", by=head)
    assert meeting.move("close", by=clerk).state == "closed"


def test_sheet_in_work_is_taken_over_with_its_control(agreed, head, body):
    risk = agreed.matters.first().risk
    draft = make.assessment_sheet(risk, 1, 1, control="Протокол жүргүзүлөт", measures="Жарыялоо")
    agreed.move("close", by=head)
    draft.refresh_from_db()
    assert (draft.state, draft.points, draft.control, draft.measures) == (
        "agreed",
        5,
        "Протокол жүргүзүлөт",
        "Жарыялоо",
    )


def test_risk_without_agreement_is_left_for_the_next_sitting(session, clerk, head, meeting, body):
    all_score(session, clerk)
    agree(session.matters.first(), 2, 2, head)
    session.move("close", by=head)
    assert Assessment.objects.of(body).count() == 1
    assert meeting.items.get().decision.endswith("кийинки отурумга калтырылсын: 2")


def test_nothing_agreed_nothing_entered(session, clerk, head):
    all_score(session, clerk)
    with pytest.raises(Refused):
        session.move("close", by=head)


def test_closed_session_stands(agreed, head):
    agreed.move("close", by=head)
    for rows in (Session.objects.of(agreed.organisation), agreed.matters):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(version=7)


def test_scoring_waits_on_the_day_of_the_member(page, member, session):
    assert f"/risks/sessions/{session.pk}/next/" in page(member).get("/").links
    for matter in session.matters.all():
        record_scores(session, seat(session, member), matter)
    assert f"/risks/sessions/{session.pk}/next/" not in page(member).get("/").links


def test_other_village_sees_no_sitting(page, stranger, session, member):
    opinion = record_scores(session, seat(session, member), session.matters.first())
    paths = (
        f"/risks/sessions/{session.pk}/",
        f"/risks/sessions/{session.pk}/next/",
        f"/risks/opinions/{opinion.pk}/edit/",
        f"/risks/matters/{opinion.matter_id}/edit/",
        f"/risks/opinions/of/{opinion.matter_id}/new/",
    )
    assert [page(stranger).get(path).status_code for path in paths] == [404] * 5
