"""The door of mail and the daily tick: a letter an event, sent once, whatever the mail server does (SAFETY
F-7, I-8).
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone

from office import daily_acts, letters
from office.letters import queue_letter, send_due_letters
from office.models.letter import Letter
from office.models.person import Person
from office.roles import Role


@pytest.fixture
def reader(clerk):
    Person.objects.filter(pk=clerk.pk).update(email="clerk@achyk.example")
    clerk.refresh_from_db()
    return clerk


def queue_test_letter(reader, body, event="due:1"):
    return queue_letter(
        reader, body, event, "Мөөнөт жакындады", "Бир иш-чаранын мөөнөтү 7 күндөн кийин.", "/plans/1/"
    )


def test_letter_is_sent_once_for_one_event(body, reader):
    assert queue_test_letter(reader, body) == queue_test_letter(reader, body)
    assert [send_due_letters(), send_due_letters()] == [1, 0]
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["clerk@achyk.example"], "Мөөнөт жакындады")
    assert sent.body.endswith("/plans/1/\n")


def test_person_without_an_address_gets_no_letter(body, head):
    assert queue_test_letter(head, body) is None and not Letter.objects.of(body).exists()


def test_refusing_server_is_tried_again_later_and_never_twice_at_once(body, reader, monkeypatch):
    letter = queue_test_letter(reader, body)

    def refuse(self):
        raise OSError("the mail server is down")

    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", refuse)
        assert send_due_letters() == 0
    letter.refresh_from_db()
    assert (letter.tries, letter.taken_at, letter.sent_at) == (1, None, None)
    assert send_due_letters() == 0
    assert send_due_letters(timezone.now() + timedelta(minutes=3)) == 1


def test_letter_taken_by_somebody_who_died_is_not_sent_again(body, reader):
    letter = queue_test_letter(reader, body)
    Letter.objects.of(body).filter(pk=letter.pk).update(taken_at=timezone.now())
    assert send_due_letters() == 0
    assert str(Letter.objects.of(body).get().standing)


def test_tick_runs_each_act_for_each_body_and_goes_on_after_a_failure(body, foreign, monkeypatch):
    seen = []

    def broken(organisation, today):
        raise DatabaseError

    def works(organisation, today):
        seen.append(organisation.code)

    monkeypatch.setattr(daily_acts, "DAILY", [broken, works])
    done = daily_acts.run_daily_acts()
    assert set(seen) == {"araban", "dostuk", "birdik"}
    assert len(done["failed"]) == 3
    with pytest.raises(CommandError):
        call_command("tick")


def test_command_says_how_many_letters_went(body, reader, capsys):
    queue_test_letter(reader, body)
    call_command("tick")
    assert "Letters sent: 1" in capsys.readouterr().out


def test_administrator_reads_which_letters_went(body, cast, reader, page):
    queue_test_letter(reader, body)
    assert len(page(cast[Role.ADMINISTRATOR]).get("/letters/").rows) == 1
