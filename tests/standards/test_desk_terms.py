"""The clock of a decision: a dated value of the law, the calendar, who is told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office.daily_acts import recount_terms, run_daily_acts
from office.models.audit import Change
from office.models.calendar import CalendarDay
from office.models.law import LegalValue
from office.models.letter import Letter
from office.models.person import Person
from office.roles import Role
from standards.notices import terms
from standards.notices.models.conflict import Conflict
from tests.standards import build_desk as build


@pytest.fixture
def employee(cast):
    return cast[Role.EMPLOYEE]


def test_term_is_a_dated_value_to_be_confirmed(db):
    assert not LegalValue.objects.get(code=terms.TERM).confirmed
    assert terms.decision_due_day(date(2026, 3, 4)) == date(2026, 3, 11)
    LegalValue.objects.create(
        code=terms.TERM, value=10, unit="workdays", valid_from=date(2026, 6, 1), label_ky="Мөөнөт"
    )
    assert (terms.decision_due_day(date(2026, 5, 11)), terms.decision_due_day(date(2026, 6, 1))) == (
        date(2026, 5, 18),
        date(2026, 6, 15),
    )


def test_record_tells_how_the_term_was_counted(page, body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    assert "5 жумуш күнү" in page(head).get(row.get_absolute_url()).text


def test_day_entered_later_moves_the_term_and_both_dates_are_kept(body, employee, cast):
    row = build.give_notice(build.conflict(body, employee))
    before = row.due_on
    CalendarDay.objects.create(day=before, kind="off", name_ky="Жаңы майрам")
    run_daily_acts()
    row.refresh_from_db()
    assert row.due_on > before
    change = Change.objects.of_record(row).first()
    assert (change.old["due_on"], change.new["due_on"]) == (str(before), str(row.due_on))


def test_change_of_the_calendar_moves_the_term_at_once(body, employee, cast):
    row = build.give_notice(build.conflict(body, employee))
    CalendarDay.objects.create(day=row.due_on, kind="off", name_ky="Жаңы майрам")
    assert (recount_terms(), recount_terms()) == (1, 0)
    assert Conflict.objects.of(body).get().due_on > row.due_on


def people_reminded(body, row, today):
    terms.remind_of_decision(row, today)
    return {letter.person for letter in Letter.objects.of(body) if "given" not in letter.event}


def test_head_is_reminded_before_the_end_and_the_officer_hears_of_the_silence(body, cast, employee, head):
    Person.objects.update(email="a@example.kg")
    row = build.give_notice(build.conflict(body, employee))
    assert people_reminded(body, row, timezone.localdate()) == set()
    assert people_reminded(body, row, row.due_on) == {head}
    assert people_reminded(body, row, row.due_on + timedelta(days=1)) == {head, cast[Role.OFFICER]}
    count = Letter.objects.of(body).count()
    terms.remind_of_decision(row, row.due_on + timedelta(days=1))
    assert Letter.objects.of(body).count() == count


def test_tick_again_on_the_same_day_changes_nothing(body, employee, cast):
    Person.objects.update(email="a@example.kg")
    build.give_notice(build.conflict(body, employee))
    run_daily_acts()
    before = (Letter.objects.of(body).count(), Change.objects.filter(table_name="standards_conflict").count())
    run_daily_acts()
    assert (
        Letter.objects.of(body).count(),
        Change.objects.filter(table_name="standards_conflict").count(),
    ) == before


def test_notice_waits_on_my_day_of_whom_it_is_addressed_to(page, body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    assert row.get_absolute_url() in page(head).get(reverse("home")).links
    assert row.get_absolute_url() not in page(employee).get(reverse("home")).links


def test_fresh_decision_stands_on_my_day_of_whoever_told_it(page, body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    row.move("decide", by=head, measure="recuse", decision="Катышпайт")
    assert row.get_absolute_url() in page(employee).get(reverse("home")).links
    assert row.get_absolute_url() not in page(head).get(reverse("home")).links


def test_oldest_waiting_notice_is_never_pushed_off_my_day_by_newer_ones(page, body, employee, head):
    first = build.past_its_term(build.give_notice(build.conflict(body, employee)))
    for _ in range(21):
        build.give_notice(build.conflict(body, employee))
    assert first.get_absolute_url() in page(head).get(reverse("home")).links


@pytest.mark.parametrize(
    "change",
    [
        {"interest": "Башка"},
        {"number": 77},
        {"given_on": date(2026, 1, 9)},
        {"addressee": "officer"},
        {"number": None},
        {"state": "decided"},
        {"due_on": None},
    ],
    ids=str,
)
def test_given_notice_refuses_another_word_number_day_or_reader(change, body, employee, cast):
    row = build.give_notice(build.conflict(body, employee))
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.of(body).filter(pk=row.pk).update(**change)


def test_decision_is_never_changed(body, employee, head):
    row = build.give_notice(build.conflict(body, employee))
    row.move("decide", by=head, measure="recuse", decision="Катышпайт")
    for change in ({"decision": "Башка"}, {"measure": "refused"}, {"state": "given"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conflict.objects.of(body).filter(pk=row.pk).update(**change)


def test_two_notices_of_a_year_never_bear_one_number(body, employee, cast):
    build.give_notice(build.conflict(body, employee))
    second = build.conflict(body, employee)
    fields = {"state": "given", "number": 1, "year": timezone.localdate().year, "addressee": "head"}
    days = {"given_on": timezone.localdate(), "due_on": timezone.localdate()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.of(body).filter(pk=second.pk).update(**fields, **days)
