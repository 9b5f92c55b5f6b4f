"""A commission, its seats, a meeting with attendance and decisions, minutes that take their number."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from office.models.commission import Commission, Meeting, Seat
from tests import make


@pytest.fixture
def pen(clerk, sign_in):
    return sign_in(clerk)


@pytest.fixture
def group(body):
    return Commission.objects.create(organisation=body, kind="working_group", name_ky="Жумушчу топ")


@pytest.fixture
def seats(group, clerk, head):
    who = (("chair", head, ""), ("secretary", clerk, ""), ("member", None, "Т. Осмонов"))
    return [
        Seat.objects.create(
            organisation=group.organisation,
            commission=group,
            part=part,
            person=person,
            outsider=out,
            post="Адис",
        )
        for part, person, out in who
    ]


def send(pen, address, **data):
    return pen.post(address, {"k": uuid4(), **data})


def meet(pen, group, seats, questions="Тизмек жөнүндө", day=None):
    present = [seat.pk for seat in seats]
    send(
        pen,
        f"/meetings/of/{group.pk}/new/",
        held_on=day or timezone.localdate(),
        place="Жыйындар залы",
        present=present,
        questions=questions,
    )
    return Meeting.objects.of(group.organisation).first()


def decide(pen, meeting):
    for item in meeting.items.all():
        data = {"question": item.question, "decision": "Жактырылсын", "votes_for": 3, "votes_against": 0}
        send(pen, f"/items/{item.pk}/edit/", v=item.version, abstained=0, **data)


# --- Seats -------------------------------------------------------------------------------------------------


def test_seat_is_given_to_a_person_of_the_portal(pen, group, head):
    send(pen, f"/seats/of/{group.pk}/new/", part="chair", person=head.pk, post="Башчы")
    assert str(group.seats.get()) == head.initials


def test_seat_is_given_to_an_outsider(pen, group):
    send(
        pen, f"/seats/of/{group.pk}/new/", part="member", outsider="Т. Осмонов", post="көз карандысыз эксперт"
    )
    assert str(group.seats.get()) == "Т. Осмонов"


@pytest.mark.parametrize("both", [True, False])
def test_seat_has_one_holder(both, pen, group, head):
    holder = {"person": head.pk, "outsider": "Т. Осмонов"} if both else {}
    answer = send(pen, f"/seats/of/{group.pk}/new/", part="member", post="Мүчө", **holder)
    assert answer.status_code == 422 and not group.seats.exists()


@pytest.mark.parametrize("part", ["chair", "secretary"])
def test_second_chair_is_refused_in_words(part, pen, group, seats):
    answer = send(pen, f"/seats/of/{group.pk}/new/", part=part, outsider="Т. Осмонов", post="Мүчө")
    (error,) = answer.context["form"].non_field_errors()
    assert answer.status_code == 422 and "_" not in error


def test_outsider_of_another_body_cannot_be_chosen(pen, group, stranger):
    answer = send(pen, f"/seats/of/{group.pk}/new/", part="member", person=stranger.pk, post="Мүчө")
    assert answer.status_code == 422


def test_dissolved_commission_takes_no_seat(pen, group):
    group.dissolved_on = group.formed_on
    group.save()
    assert pen.get(f"/seats/of/{group.pk}/new/").status_code == 403


def test_commission_shows_its_seats_and_meetings(pen, group, seats):
    meeting = meet(pen, group, seats)
    page = pen.get(group.get_absolute_url()).content.decode()
    assert all(seat.holder in page for seat in seats) and meeting.get_absolute_url() in page


# --- Meetings ----------------------------------------------------------------------------------------------


def test_meeting_is_entered_with_attendance_and_agenda(pen, group, seats):
    meeting = meet(pen, group, seats[:2], "Биринчи\n\nЭкинчи\nБиринчи")
    assert [str(item) for item in meeting.items.all()] == ["1. Биринчи", "2. Экинчи"]
    assert [row.present for row in meeting.attendances.all()] == [True, True, False]


def test_decision_stays_when_the_agenda_is_put_in_another_order(pen, group, seats):
    meeting = meet(pen, group, seats, "Биринчи\nЭкинчи")
    decide(pen, meeting)
    data = {"held_on": meeting.held_on, "present": [seats[0].pk], "questions": "Экинчи\nҮчүнчү\nБиринчи"}
    send(pen, f"/meetings/{meeting.pk}/edit/", v=meeting.version, **data)
    assert [(item.question, item.decision) for item in meeting.items.all()] == [
        ("Экинчи", "Жактырылсын"),
        ("Үчүнчү", ""),
        ("Биринчи", "Жактырылсын"),
    ]


def test_closed_minutes_take_the_next_number_of_the_year(pen, group, seats):
    numbers = []
    for _ in range(2):
        meeting = meet(pen, group, seats)
        decide(pen, meeting)
        pen.post(f"/meetings/{meeting.pk}/move/close/")
        meeting.refresh_from_db()
        numbers.append(meeting.number)
    assert numbers == [1, 2]


def test_minutes_without_quorum_stay_open(pen, group, seats):
    meeting = meet(pen, group, seats[:1])
    decide(pen, meeting)
    assert pen.post(f"/meetings/{meeting.pk}/move/close/").status_code == 422


def test_minutes_without_a_decision_stay_open(pen, group, seats):
    meeting = meet(pen, group, seats)
    assert pen.post(f"/meetings/{meeting.pk}/move/close/").status_code == 422


def test_meeting_to_come_stays_open(pen, group, seats):
    meeting = meet(pen, group, seats, day="2030-01-09")
    decide(pen, meeting)
    assert pen.post(f"/meetings/{meeting.pk}/move/close/").status_code == 422


def test_closed_minutes_are_no_longer_corrected(pen, body):
    meeting = make.meeting(body)
    item = meeting.items.get()
    pen.post(f"/meetings/{meeting.pk}/move/close/")
    assert pen.get(f"/meetings/{meeting.pk}/edit/").status_code == 403
    assert pen.post(f"/items/{item.pk}/edit/", {"k": uuid4(), "v": 1}).status_code == 403


def words(pen, meeting):
    content = pen.get(f"/meetings/{meeting.pk}/minutes.pdf").content
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_minutes_print_as_a_draft_until_they_are_closed(pen, group, seats):
    meeting = meet(pen, group, seats[:2])
    decide(pen, meeting)
    assert "ДОЛБООР" in words(pen, meeting)
    pen.post(f"/meetings/{meeting.pk}/move/close/")
    assert "ДОЛБООР" not in words(pen, meeting)


@pytest.mark.parametrize(
    "part",
    ["ПРОТОКОЛУ", "КҮН ТАРТИБИ", "УГУЛДУ", "ЧЕЧИМ КАБЫЛ АЛЫНДЫ", "Жактырылсын", "Т. Осмонов", "макул – 3"],
)
def test_minutes_hold(part, pen, group, seats):
    meeting = meet(pen, group, seats[:2])
    decide(pen, meeting)
    meeting.items.update(heard="Катчынын маалыматы")
    assert part in words(pen, meeting)


def test_minutes_of_a_foreign_body_are_not_found(body, foreign, pen):
    meeting = make.meeting(foreign)
    for page in ("", "edit/", "minutes.pdf", "preview/", "move/close/"):
        assert pen.get(f"/meetings/{meeting.pk}/{page}").status_code == 404
