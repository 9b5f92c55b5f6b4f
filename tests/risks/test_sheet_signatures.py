"""An assessment sheet is signed by those who were there."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from office.roles import Role
from risks.models.assessment import Assessment
from risks.sessions.actions import begin_session, record_opinion
from risks.sessions.models import Opinion, Session
from tests import make
from tests.risks.build import planned_meeting

OUTSIDER = "Б. А. Сатыбалдиев"


@pytest.fixture
def risk(body):
    return make.risk(body)


@pytest.fixture
def meeting(body, cast):
    """The whole group but the one from outside has come."""
    meeting = planned_meeting(body, cast)
    meeting.attendances.filter(seat__outsider=OUTSIDER).update(present=False)
    return meeting


def signed_names(visitor, sheet):
    answer = visitor.get(f"/risks/assessments/{sheet.pk}/paper.pdf")
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_sheet_without_a_sitting_is_signed_by_the_two_who_made_it(page, risk, meeting, cast, clerk, member):
    officer = cast[Role.OFFICER]
    sheet = make.assessment_sheet(risk, scorer=officer)
    page(member).post(f"/risks/assessments/{sheet.pk}/move/agree/")
    sheet.refresh_from_db()
    assert sheet.state == "agreed"
    words = signed_names(page(clerk), sheet)
    assert member.initials in words and officer.initials in words
    assert cast[Role.HEAD].initials not in words and OUTSIDER not in words


def test_sheet_of_a_sitting_is_signed_by_those_who_were_there(page, risk, meeting, clerk, member, head):
    session = begin_session(Session.objects.create(organisation=risk.organisation, meeting=meeting), [risk])
    given = {
        "likelihood": 2,
        "likelihood_reason": "Сейрек учурлар болгон",
        "harm": 3,
        "harm_reason": "Чоң зыян келет",
    }
    matter, chair = session.matters.get(), meeting.attendances.get(seat__person=head).seat
    opinion = Opinion(organisation=risk.organisation, session=session, matter=matter, seat=chair, **given)
    record_opinion(opinion, by=head)
    session.move("open", by=head)
    session.matters.update(**given, agreed_at=make.timezone.now(), agreed_by=head)
    session.move("close", by=head)
    words = signed_names(page(clerk), Assessment.objects.of(risk.organisation).get())
    assert head.initials in words and member.initials in words and OUTSIDER not in words


def test_sheet_in_work_waits_for_the_whole_group(page, risk, meeting, clerk, member, head):
    words = signed_names(page(clerk), make.assessment_sheet(risk))
    assert head.initials in words and member.initials in words and OUTSIDER in words
