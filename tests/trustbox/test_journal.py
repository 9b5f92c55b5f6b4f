"""The journal: one door for all channels, numbers and links in one transaction, terms, the life of an entry
(LAW rules 4–16).
"""

from datetime import date, timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.database import chain
from office.models.calendar import CalendarDay
from office.models.law import LegalValue
from office.registers.workflow import Refused
from office.wall.actions import exclude_person
from tests.trustbox import build
from trustbox import codes
from trustbox.journal.actions import (
    add_note,
    clock_went_back,
    give_masked_copy,
    recount_appeal_terms,
    report_measure,
    set_summary,
)
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.terms import move_to_workday


def on(day):
    return mock.patch.object(timezone, "localdate", lambda *_: day)


# --- The one door ------------------------------------------------------------------------------------------


def test_every_channel_takes_the_next_number_of_one_series(body, clerk):
    opened = build.opening(body, clerk)
    channels = ["counter", "post", "telephone", "online", "reception"]
    rows = [build.appeal(body, channel=channel) for channel in channels]
    rows.append(build.appeal(body, channel="box", opening=opened))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.place for row in rows] == [1, 2, 3, 4, 5, 6]


def test_every_body_and_year_has_a_book_of_its_own(body, foreign):
    with on(date(2026, 12, 31)):
        last, theirs = build.appeal(body), build.appeal(foreign)
    with on(date(2027, 1, 1)):
        first = build.appeal(body)
    assert [(row.year, row.number) for row in (last, theirs, first)] == [(2026, 1), (2026, 1), (2027, 1)]


def test_each_record_follows_the_one_before_it(body, clerk):
    first, second = build.appeal(body), build.assign_appeal(body, clerk)
    event = second.events.get()
    book = Book.objects.of(body).get()
    assert [first.previous, second.previous, event.previous] == [chain.BEGINNING, first.hash, second.hash]
    assert (book.head, book.last, book.length) == (event.hash, 2, 3)
    assert book.head_line == f"dostuk {first.year} № 2 · 3 · {chain.short_head(event.hash)}"


def test_records_as_written_have_no_fault(body, clerk):
    row = build.assign_appeal(body, clerk)
    row.refresh_from_db()
    assert row.faults(row.book.name) == []
    assert [event.faults(row.book.name) for event in row.events.all()] == [[]]


def test_appeal_rolled_back_was_never_given_a_number(body):
    with pytest.raises(InterruptedError), transaction.atomic():
        build.appeal(body)
        raise InterruptedError
    assert (build.appeal(body).number, Book.objects.of(body).get().length) == (1, 1)


def test_no_second_of_the_clock_is_kept(body):
    kinds = {field.get_internal_type() for model in (Appeal, Book) for field in model._meta.concrete_fields}
    assert not kinds & {"DateTimeField", "TimeField"}


def test_day_that_lies_ahead_is_refused(body):
    with pytest.raises(Refused):
        build.appeal(body, received_on=timezone.localdate() + timedelta(days=1))


def test_clock_set_back_keeps_the_order_and_says_so(body):
    with on(date(2026, 11, 25)):
        first = build.appeal(body, received_on=date(2026, 11, 20))
    with on(date(2026, 11, 24)):
        second = build.appeal(body, received_on=date(2026, 11, 24))
        assert clock_went_back(body, date(2026, 11, 24))
    assert [(row.number, row.clock_back) for row in (first, second)] == [(1, False), (2, True)]


# --- The code ----------------------------------------------------------------------------------------------


def test_code_is_six_groups_of_four_and_stored_as_a_keyed_hash(body):
    receipt = build.take_counter_appeal(body)
    assert [len(group) for group in receipt.code.split("-")] == [4] * 6
    assert receipt.appeal.code_hash == codes.code_digest(receipt.code)
    assert receipt.code not in str(vars(receipt.appeal))


def test_code_is_understood_however_it_is_typed():
    code = "0123-4567-89AB-CDEF-GHJK-1MN0"
    typed = " o123 4567 89ab cdef ghjk lmno "
    assert codes.code_digest(typed) == codes.code_digest(code)


def test_codes_do_not_repeat():
    assert len({codes.new_code() for _ in range(2000)}) == 2000


# --- Terms -------------------------------------------------------------------------------------------------


def test_term_is_fourteen_working_days_from_registration(body):
    with on(date(2026, 11, 20)):
        row = build.appeal(body, received_on=date(2026, 11, 19))
    assert (row.term, row.due_on) == (14, date(2026, 12, 10))


def test_another_term_of_the_law_holds_from_its_day(body):
    old = LegalValue.objects.get(code="appeal_term")
    LegalValue.objects.create(code="appeal_term", label_ky="Мөөнөт", value=10, valid_from=date(2026, 12, 1))
    with on(date(2026, 11, 30)):
        before = build.appeal(body)
    with on(date(2026, 12, 1)):
        after = build.appeal(body)
    assert ([before.term, after.term], old.value) == ([14, 10], 14)


@pytest.mark.parametrize(("registered", "late"), [(20, False), (23, False), (24, True)])
def test_friday_s_appeal_is_registered_by_monday_or_marked_late(registered, late, body):
    with on(date(2026, 11, registered)):
        assert build.appeal(body, received_on=date(2026, 11, 20)).late is late


def test_holiday_entered_later_moves_open_terms_and_says_so(body, clerk):
    with on(date(2026, 11, 20)):
        row, done = build.appeal(body), build.answer_appeal(build.appeal(body), clerk)
    CalendarDay.objects.create(day=date(2026, 12, 1), kind="off", name_ky="Жарыяланган дем алыш")
    assert recount_appeal_terms(body) == 1
    for one in (row, done):
        one.refresh_from_db()
    assert (row.due_on, done.due_on) == (date(2026, 12, 11), date(2026, 12, 10))
    event = row.events.get()
    assert (event.kind, event.due_before, event.due_after, event.author) == (
        "moved",
        date(2026, 12, 10),
        date(2026, 12, 11),
        None,
    )
    assert recount_appeal_terms(body) == 0


# --- The life of an entry ----------------------------------------------------------------------------------


def test_appeal_goes_from_registration_to_its_reply(body, clerk):
    row = build.assign_appeal(body, clerk, anonymous=False)
    report_measure(row, by=row.executor, text="Кезек текшерилди")
    build.answer_appeal(row, clerk)
    row.refresh_from_db()
    assert (row.state, row.answer_number, row.result) == ("answered", "01-14/125", "explained")
    assert row.measures == f"{timezone.localdate():%d.%m.%Y} Кезек текшерилди"
    assert [event.kind for event in row.events.all()] == ["assigned", "measure", "answered"]
    assert (row.version, row.is_open) == (4, False)


def test_reply_in_another_language_needs_its_reason(body, clerk):
    row = build.assign_appeal(body, clerk)
    with pytest.raises(Refused):
        build.answer_appeal(row, clerk, language="ru")
    row.refresh_from_db()
    assert build.answer_appeal(row, clerk, language="ru", reason="Арыз ээси суранды").answer_language == "ru"


def test_forwarding_stops_the_own_term(body, clerk):
    row = build.forward_appeal(build.appeal(body, anonymous=False), clerk)
    assert (row.is_open, row.institution.name_ky) == (False, "Райондук прокуратура")
    assert row.is_overdue(row.due_on + timedelta(days=1)) is False


def test_forwarding_tells_the_applicant_unless_nobody_knows_who_it_is(body, clerk):
    named, unnamed = build.appeal(body, anonymous=False), build.appeal(body)
    values = {"institution": build.institution(body), "notice_date": None, "text": ""}
    with pytest.raises(Refused):
        named.move("forward", by=clerk, **values)
    assert unnamed.move("forward", by=clerk, **values).state == "forwarded"


def test_forwarding_has_its_own_term_and_says_when_it_was_late(body, clerk, page):
    prosecutor = build.institution(body)
    with on(date(2026, 11, 2)):
        late, timely = build.appeal(body), build.appeal(body)
    with on(date(2026, 11, 5)):
        assert page(clerk).get(reverse("appeals:work")).text.count("Башка органга — ") == 2
        build.forward_appeal(timely, clerk, prosecutor)
    with on(date(2026, 11, 12)):
        assert "Башка органга жөнөтүү мөөнөтү" in page(clerk).get(reverse("appeals:work")).text
        build.forward_appeal(late, clerk, prosecutor)
    texts = [page(clerk).get(row.get_absolute_url()).text for row in (late, timely)]
    assert ["Кечигип жөнөтүлдү" in text for text in texts] == [True, False]


def test_collective_appeal_is_as_large_as_the_law_says(body):
    row = build.appeal(body, signatories=2)
    assert row.is_collective
    LegalValue.objects.filter(code="collective_signatories").update(value=3)
    assert not row.is_collective


def test_head_extends_by_thirty_days_and_no_more(body, clerk, head):
    row = build.assign_appeal(body, clerk)
    before = row.due_on
    with pytest.raises(Refused):
        build.extend_term(row, head, days=31)
    build.extend_term(row, head, days=30)
    assert row.due_on == row.extended_to == move_to_workday(before + timedelta(days=30))


def test_extension_to_a_sunday_ends_on_the_next_working_day(body, clerk, head):
    with on(date(2026, 11, 20)):
        row = build.extend_term(build.assign_appeal(body, clerk), head, until=date(2026, 12, 20))
    assert (row.due_on, recount_appeal_terms(body)) == (date(2026, 12, 21), 0)


def test_extension_after_the_term_needs_a_flag(body, clerk, head):
    with on(date(2026, 10, 1)):
        row = build.assign_appeal(body, clerk)
    with on(row.due_on + timedelta(days=1)):
        with pytest.raises(Refused):
            build.extend_term(row, head)
        build.extend_term(row, head, after_term=True)
    assert row.events.last().after_term is True


def test_appeal_is_closed_without_reply_only_with_a_ground_that_fits(body, clerk):
    named, unnamed = build.appeal(body, anonymous=False), build.appeal(body)
    with pytest.raises(Refused):
        named.move("close", by=clerk, ground="anonymous", text="")
    with pytest.raises(Refused):
        named.move("close", by=clerk, ground="repeated", text="")
    assert unnamed.move("close", by=clerk, ground="anonymous", text="Текшерилди").ground == "anonymous"


def test_cancelled_entry_stays_visible_under_its_number(body, clerk):
    row = build.appeal(body).move("cancel", by=clerk, reason="Эки жолу катталган")
    assert [one.number for one in Appeal.objects.of(body)] == [row.number]


def test_complaint_never_goes_to_the_person_it_is_about(body, clerk, head, cast):
    row = build.appeal(body)
    exclude_person(row.wall, cast["employee"], reason="Үстүнөн даттанган", by=clerk)
    with pytest.raises(Refused):
        row.move("assign", by=clerk, executor=cast["employee"], masked="—")


def test_whoever_is_excluded_sees_nothing_and_moves_nothing(body, clerk, head):
    hidden = build.appeal(body)
    build.appeal(body)
    exclude_person(hidden.wall, head, reason="Үстүнөн даттанган", by=clerk)
    build.assign_appeal(body, clerk)
    assert hidden not in Appeal.objects.visible_to(head)
    assert [row.number for row in Appeal.objects.visible_to(head)] == [3, 2]
    with pytest.raises(PermissionDenied):
        hidden.move("extend", by=head, until=hidden.due_on, notice_date=None, reason="—", after_term=False)


def test_named_appeal_takes_the_next_envelope(body):
    rows = [build.appeal(body, anonymous=anonymous) for anonymous in (False, True, False)]
    assert [row.wall.envelope for row in rows] == [1, None, 2]


def test_official_who_does_not_work_here_gets_no_appeal(body, clerk, stranger):
    with pytest.raises(Refused):
        build.assign_appeal(body, clerk, executor=stranger)


def test_two_signatories_make_an_appeal_collective(body):
    assert [build.appeal(body, signatories=n).is_collective for n in (1, 2)] == [False, True]


def test_anonymous_appeal_has_a_term_for_its_check_but_owes_no_reply(body):
    row = build.appeal(body, anonymous=True)
    assert (row.owes_a_reply, row.is_overdue(row.due_on + timedelta(days=1))) == (False, True)


def test_corrections_short_content_and_masked_copies_are_events(body, clerk):
    row = build.assign_appeal(body, clerk)
    add_note(row, by=clerk, reason="Даректе ката бар")
    set_summary(row, by=clerk, text="Жер кезеги")
    give_masked_copy(row, by=clerk, masked="[жашырылган]")
    row.refresh_from_db()
    assert (row.short_text, row.masked, row.text) == (
        "Жер кезеги",
        "[жашырылган]",
        "Жер үлүшүн бөлүштүрүүдө кезек бузулду",
    )
    assert row.events.count() == 4


# --- What the database refuses -----------------------------------------------------------------------------


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_box_channel_without_an_opening_is_refused(body):
    refused(lambda: build.appeal(body, channel="box"))


def test_entry_outside_the_chain_is_refused(body):
    row = build.appeal(body)
    row.pk, row.number, row.place, row.code_hash = None, 7, 7, "0" * 64
    refused(lambda: row.save(force_insert=True))
