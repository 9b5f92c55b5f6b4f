"""Letters about appeals say that something waits, never what; whoever it is hidden from gets none (SAFETY
I-8).
"""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from office.daily_acts import run_daily_acts
from office.models.letter import Letter
from office.models.person import Person
from office.wall.actions import exclude_person
from tests.trustbox import build


@pytest.fixture(autouse=True)
def with_addresses(cast):
    for person in cast.values():
        person.email = f"{person.username}@example.kg"
        person.save()


def letter_subjects(body):
    return sorted(Letter.objects.of(body).values_list("person__username", "subject"))


def test_official_is_told_once_without_a_word_of_the_appeal(body, cast):
    clerk, employee = cast["clerk"], cast["employee"]
    build.assign_appeal(body, clerk, executor=employee, text="Купуя мазмун")
    letter = Letter.objects.of(body).get()
    assert letter.person == employee
    assert "Купуя" not in letter.subject + letter.text and "кезек" not in letter.text


def test_term_that_draws_near_is_told_once_to_the_official_and_the_clerk(body, cast):
    clerk, employee = cast["clerk"], cast["employee"]
    row = build.assign_appeal(body, clerk, executor=employee)
    Letter.objects.of(body).delete()
    with mock.patch.object(timezone, "localdate", lambda *_: row.due_on - timedelta(days=1)):
        for _ in range(2):
            run_daily_acts()
    assert [person for person, _subject in letter_subjects(body)] == ["clerk", "employee"]


def test_whoever_an_appeal_is_hidden_from_gets_no_letter(body, cast):
    clerk = cast["clerk"]
    row = build.appeal(body)
    exclude_person(row.wall, clerk, reason="Үстүнөн даттанган", by=cast["officer"])
    with mock.patch.object(timezone, "localdate", lambda *_: row.due_on + timedelta(days=1)):
        run_daily_acts()
    assert letter_subjects(body) == []


def test_finished_appeal_presses_nobody(body, cast):
    row = build.answer_appeal(build.appeal(body), cast["clerk"])
    with mock.patch.object(timezone, "localdate", lambda *_: row.due_on + timedelta(days=1)):
        run_daily_acts()
    assert (letter_subjects(body), Person.objects.filter(email="").count()) == ([], 0)
