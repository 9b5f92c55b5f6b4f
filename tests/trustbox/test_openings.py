"""Opening day: one event with its act, minutes, line and entries, or nothing at all (SAFETY N-8, LAW rule
19).
"""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.kyrgyz import date_words
from office.models.commission import Commission, Meeting, Seat
from office.registers.workflow import Refused
from office.roles import Role
from tests import make
from tests.trustbox import build
from trustbox.boxes import actions as making
from trustbox.boxes.models.openings import BoxLetter, Opening
from trustbox.boxes.pages import next_place
from trustbox.boxes.papers import act_paper, openings_row
from trustbox.journal.models.appeals import Appeal


def everything(body):
    return {
        "entries": list(Appeal.objects.of(body).order_by("number").values_list("number", "text")),
        "minutes": Meeting.objects.of(body).filter(state="closed").count(),
        "closed": Opening.objects.of(body).filter(state="closed").count(),
        "letters": BoxLetter.objects.of(body).count(),
    }


def test_closing_makes_the_entries_the_minutes_and_the_line_at_once(body, clerk):
    row = build.close_opening(build.opening(body, clerk, letters=5), clerk)
    assert everything(body) == {
        "entries": [(n, f"{n}-кат: сугат суусу") for n in range(1, 6)],
        "minutes": 1,
        "closed": 1,
        "letters": 0,
    }
    assert (row.number, row.year, row.meeting.number, row.box.seal) == (1, row.opened_on.year, 1, "0115")
    assert {(entry.channel, entry.opening, entry.received_on) for entry in row.appeals.all()} == {
        ("box", row, row.opened_on)
    }


def test_empty_box_has_its_minutes_too(body, clerk):
    row = build.close_opening(build.opening(body, clerk), clerk)
    assert everything(body) == {"entries": [], "minutes": 1, "closed": 1, "letters": 0}
    assert "Кутуча бош болгону белгиленсин" in row.meeting.items.get().decision


def test_minutes_name_who_was_there_the_seals_and_the_numbers(body, clerk):
    row = build.close_opening(build.opening(body, clerk, letters=2), clerk)
    item = row.meeting.items.get()
    assert item.decision == (
        "Кайрылуулар каттоо журналына № 1–2 менен катталсын. Кутуча жабылып, № 0115 мөөр басылсын."
    )
    assert item.heard.startswith("Кутучанын мөөрү № 0114, бузулган эмес.")
    assert row.meeting.attendances.filter(present=True).count() == 3


@pytest.mark.parametrize(("count", "letters"), [(3, 2), (1, 2), (0, 1), (1, 0)])
def test_box_is_not_closed_while_the_count_differs(count, letters, body, clerk):
    row = build.opening(body, clerk, count=count, letters=letters)
    with pytest.raises(Refused):
        build.close_opening(row, clerk)
    assert everything(body) == {"entries": [], "minutes": 0, "closed": 0, "letters": letters}


def test_box_is_not_closed_before_the_letters_were_counted(body, clerk):
    row = build.opening(body, clerk)
    Opening.objects.of(body).update(count=None)
    with pytest.raises(Refused):
        build.close_opening(row, clerk)


def test_database_itself_refuses_to_close_while_the_count_differs(body, clerk):
    row = build.opening(body, clerk, count=2)
    needs = build.closed_opening(body) | {"count": 2}
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.of(body).filter(pk=row.pk).update(state="closed", **needs)


def test_second_opening_of_the_same_box_at_once_is_refused(body, clerk):
    first = build.opening(body, clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        build.opening(body, clerk, where=first.box, group=first.commission)
    build.close_opening(first, clerk)
    assert build.opening(body, clerk, where=first.box, group=first.commission).is_open


def test_crash_in_the_middle_leaves_the_box_open_with_its_letters(body, clerk):
    row = build.opening(body, clerk, letters=3)
    with (
        mock.patch.object(making, "take_minutes", side_effect=InterruptedError),
        pytest.raises(InterruptedError),
        transaction.atomic(),
    ):
        build.close_opening(row, clerk)
    assert everything(body) == {"entries": [], "minutes": 0, "closed": 0, "letters": 3}
    assert build.close_opening(Opening.objects.of(body).get(), clerk).number == 1


def test_lost_line_comes_back_to_the_same_letter(body, clerk):
    row = build.opening(body, clerk, count=5, letters=2)
    assert next_place(row) == 3
    build.box_letter(row, 4)
    assert next_place(row) == 3


def test_closed_opening_and_its_people_are_never_changed(body, clerk):
    row = build.close_opening(build.opening(body, clerk), clerk)
    for change in (
        lambda: Opening.objects.of(body).update(note="x"),
        lambda: row.attendees.update(standing="absent"),
        lambda: row.attendees.all().delete(),
        lambda: build.box_letter(row, 1),
        lambda: build.appeal(body, channel="box", opening=row),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_member_enters_letters_but_the_secretary_closes(body, member):
    with pytest.raises(Refused):
        build.close_opening(build.opening(body, member), member)


# --- The pages ---------------------------------------------------------------------------------------------


@pytest.fixture
def at_the_box(body):
    build.box_commission(body)
    return build.box(body)


def fill(visitor, url, **changes):
    """Open a form, fill it in and send it."""
    return visitor.get(url).submit(**changes)


def standings(absent=(), **others):
    seats = Seat.unscoped.order_by("pk")
    return {
        f"seat_{seat.pk}": "absent" if n in absent else "present" for n, seat in enumerate(seats)
    } | others


def test_box_is_opened_counted_filled_and_closed_on_the_screen(page, body, clerk, at_the_box):
    visitor = page(clerk)
    fill(
        visitor,
        reverse("openings:create", args=[at_the_box.pk]),
        **standings(seal_before="0114", seal_whole="on"),
    )
    row = Opening.objects.of(body).get()
    fill(visitor, reverse("openings:count", args=[row.pk]), count="2")
    url = reverse("openings:letter", args=[row.pk])
    fill(visitor, url, kind="complaint", text="Биринчи кат", language="ky", signatories="1", anonymous="on")
    fill(visitor, url, kind="unreadable", text="", language="ky", signatories="1", anonymous="on")
    fill(visitor, reverse("openings:move", args=[row.pk, "close"]), seal_after="0115", note="")
    assert everything(body)["entries"] == [(1, "Биринчи кат"), (2, "")]


def test_opening_without_a_quorum_is_refused_with_the_reason(page, body, clerk, at_the_box):
    answer = fill(
        page(clerk),
        reverse("openings:create", args=[at_the_box.pk]),
        **standings(absent=(0, 1), seal_before="1"),
    )
    assert (answer.status_code, Opening.objects.of(body).count()) == (422, 0)


def open_on(visitor, box, day, reason=""):
    values = standings(seal_before="0114", seal_whole="on", opened_on=day.isoformat(), late_reason=reason)
    return fill(visitor, reverse("openings:create", args=[box.pk]), **values)


def test_opening_of_an_earlier_day_is_entered_with_its_reason(page, body, clerk, at_the_box):
    Commission.objects.of(body).update(formed_on=date(2026, 1, 12))
    visitor, friday = page(clerk), timezone.localdate() - timedelta(days=3)
    assert open_on(visitor, at_the_box, friday).status_code == 422
    assert open_on(visitor, at_the_box, friday, "Тармак жок болду").status_code == 302
    row = Opening.objects.of(body).get()
    assert (row.opened_on, row.entered_on, row.is_late) == (friday, timezone.localdate(), True)
    build.box_letter(row, 1)
    Opening.objects.of(body).update(count=1)
    row = build.close_opening(row, clerk)
    assert (row.meeting.held_on, row.appeals.get().received_on) == (friday, friday)
    act = act_paper(row)
    assert act["date"] == date_words(friday)
    late = ["Порталга киргизилди", f"{timezone.localdate():%d.%m.%Y}. Себеби: Тармак жок болду"]
    assert late in act["parts"][3]["facts"]
    assert openings_row(row)["day"] == f"{friday:%d.%m.%Y}"


@pytest.mark.parametrize("days", [1, -400, -20])
def test_day_of_an_opening_is_neither_ahead_nor_before_the_box_or_the_commission(
    days, page, body, clerk, at_the_box
):
    Commission.objects.of(body).update(formed_on=timezone.localdate() - timedelta(days=10))
    day = timezone.localdate() + timedelta(days=days)
    answer = open_on(page(clerk), at_the_box, day, "Тармак жок болду")
    assert (answer.status_code, Opening.objects.of(body).count()) == (422, 0)


def test_opening_entered_later_has_the_commission_and_the_seats_of_its_day(page, body, clerk, at_the_box):
    today, friday = timezone.localdate(), timezone.localdate() - timedelta(days=3)
    old = Commission.objects.of(body).get()
    Commission.objects.of(body).update(formed_on=date(2026, 1, 12), dissolved_on=today)
    chair, *rest = old.seats.all()
    Seat.objects.of(body).filter(pk=chair.pk).update(left_on=today)
    Seat.objects.of(body).filter(pk=rest[-1].pk).update(left_on=friday)
    build.box_commission(body, formed_on=today)
    visitor = page(clerk)
    asked = open_on(visitor, at_the_box, friday, "Тармак жок болду")
    assert asked.status_code == 302
    row = Opening.objects.of(body).get()
    assert (row.commission, [one.seat for one in row.attendees.all()]) == (old, [chair, rest[0]])
    Opening.objects.of(body).update(count=0)
    minutes = build.close_opening(row, clerk).meeting
    assert [(one.seat, one.present) for one in minutes.attendances.all()] == [(chair, True), (rest[0], True)]


def test_form_asks_who_of_the_commission_of_the_day_was_at_the_box(page, body, clerk, at_the_box):
    today, friday = timezone.localdate(), timezone.localdate() - timedelta(days=3)
    Commission.objects.of(body).update(formed_on=date(2026, 1, 12), dissolved_on=today)
    build.box_commission(body, formed_on=today)
    form = page(clerk).get(reverse("openings:create", args=[at_the_box.pk]))
    answer = form.submit(seal_before="1", opened_on=friday.isoformat(), late_reason="Тармак жок болду")
    assert answer.status_code == 422 and "башка адамдар" in answer.text
    old = Seat.objects.of(body).filter(commission__dissolved_on=today)
    assert answer.submit(**{f"seat_{seat.pk}": "present" for seat in old}).status_code == 302
    assert Opening.objects.of(body).get().attendees.count() == 3


def test_same_box_and_day_entered_twice_is_ticked(page, body, clerk, at_the_box):
    visitor, today = page(clerk), timezone.localdate()
    assert open_on(visitor, at_the_box, today).status_code == 302
    Opening.objects.of(body).update(count=0)
    build.close_opening(Opening.objects.of(body).get(), clerk)
    again = open_on(visitor, at_the_box, today)
    assert again.status_code == 422 and Opening.objects.of(body).count() == 1
    assert again.submit(confirmed="on").status_code == 302


def test_opening_entered_after_a_later_one_leaves_the_seal_of_that(body, clerk):
    later = build.close_opening(build.opening(body, clerk), clerk)
    row = build.opening(body, clerk, where=later.box, group=later.commission)
    friday = timezone.localdate() - timedelta(days=3)
    Opening.objects.of(body).filter(pk=row.pk).update(opened_on=friday, late_reason="Тармак жок болду")
    row.refresh_from_db()
    row.move("close", by=clerk, seal_after="0099", note="")
    later.box.refresh_from_db()
    assert later.box.seal == "0115"


def test_secretary_of_the_commission_closes_the_box_without_the_clerk(page, body, cast, clerk):
    row = build.opening(body, clerk, letters=1)
    seat = row.commission.seats.get(part="secretary")
    Seat.objects.of(body).filter(pk=seat.pk).update(person=cast[Role.MEMBER], outsider="")
    url = reverse("openings:move", args=[row.pk, "close"])
    assert page(cast[Role.OFFICER]).get(url).status_code == 403
    assert fill(page(cast[Role.MEMBER]), url, seal_after="0115", note="").status_code == 302
    row.refresh_from_db()
    assert (row.closed_by, row.meeting.state, row.appeals.count()) == (cast[Role.MEMBER], "closed", 1)


@pytest.mark.parametrize("standing", ["absent", "recused"])
def test_secretary_of_the_commission_who_was_not_at_the_box_does_not_close_it(standing, body, cast, clerk):
    row = build.opening(body, clerk)
    Seat.objects.of(body).filter(part="secretary").update(person=cast[Role.MEMBER], outsider="")
    row.attendees.filter(seat__part="secretary").update(standing=standing)
    with pytest.raises(Refused):
        build.close_opening(row, cast[Role.MEMBER])


def test_substitute_stands_in_for_a_member_who_stood_aside(page, body, clerk, at_the_box):
    group = Commission.objects.of(body).get()
    make.row(Seat, body, commission=group, part="substitute", outsider="Б. В. Алмаштыруучу")
    recused = {f"seat_{group.seats.filter(part='member').get().pk}": "recused"}
    fill(
        page(clerk),
        reverse("openings:create", args=[at_the_box.pk]),
        **standings(seal_before="0114") | recused,
    )
    row = Opening.objects.of(body).get()
    assert row.has_quorum
    row.count = 0
    row.save()
    assert build.close_opening(row, clerk).meeting.quorum


def test_number_of_letters_never_falls_below_what_was_entered(page, body, clerk):
    row = build.opening(body, clerk, letters=2)
    answer = fill(page(clerk), reverse("openings:count", args=[row.pk]), count="1")
    row.refresh_from_db()
    assert (answer.status_code, row.count) == (422, 2)


def test_letter_sent_twice_by_one_press_is_entered_once(page, body, clerk):
    row = build.opening(body, clerk, count=2)
    visitor, url = page(clerk), reverse("openings:letter", args=[row.pk])
    sent = visitor.get(url).form | {"kind": "complaint", "text": "Кат"}
    for _ in range(2):
        visitor.post(url, sent)
    assert row.entered_count == 1
