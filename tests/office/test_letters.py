"""The door of mail and the daily tick: a letter an event, sent once, whatever the mail server does (SAFETY
F-7, I-8).
"""

import socket
import threading
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


class MailServer(threading.Thread):
    """A mail server at a port of its own. `silent_at`: the word after which it never answers; `refuses`: the
    word it answers with an error. `taken` are the letters whose last word has come.
    """

    def __init__(self, silent_at="", refuses=""):
        super().__init__(daemon=True)
        self.silent_at, self.refuses, self.taken = silent_at, refuses, 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]

    def run(self):
        while True:
            try:
                line, _address = self.door.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=[line], daemon=True).start()

    def answer(self, line):
        lines = line.makefile("rwb", 0)
        self.say(lines, "CONNECT", b"220 here")
        in_letter = False
        for said in lines:
            word = said.split()[0].decode().upper() if said.split() else ""
            if in_letter and word != ".":
                continue
            self.taken += in_letter
            in_letter = word == "DATA"
            self.say(lines, word, b"354 go on" if in_letter else b"250 good")

    def say(self, lines, word, good):
        if word == self.silent_at:
            threading.Event().wait(5)
        else:
            lines.write((b"451 not now" if word == self.refuses else good) + b"\r\n")


@pytest.fixture
def mail_server(settings):
    """A call that makes a mail server the portal's."""
    servers = []

    def start(**manner):
        servers.append(MailServer(**manner))
        servers[-1].start()
        options = {"host": "127.0.0.1", "port": servers[-1].port, "timeout": 0.5}
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": options}}
        return servers[-1]

    yield start
    for server in servers:
        server.door.close()


def try_twice(letter):
    """(sent at the first try, at the second one hours later, what the letter says then)"""
    sent = send_due_letters(), send_due_letters(timezone.now() + timedelta(hours=5))
    letter.refresh_from_db()
    return *sent, letter.taken_at is not None


def test_a_server_that_answers_takes_the_letter_once(body, reader, mail_server):
    server = mail_server()
    assert (*try_twice(queue_test_letter(reader, body)), server.taken) == (1, 0, True, 1)


@pytest.mark.parametrize("word", ["CONNECT", "EHLO"])
def test_a_server_that_is_silent_before_the_letter_is_asked_again(word, body, reader, mail_server):
    server = mail_server(silent_at=word)
    assert (*try_twice(queue_test_letter(reader, body)), server.taken) == (0, 0, False, 0)


@pytest.mark.parametrize("word", ["MAIL", "RCPT", "."])
def test_a_server_that_refuses_in_words_is_asked_again(word, body, reader, mail_server):
    server = mail_server(refuses=word)
    assert (*try_twice(queue_test_letter(reader, body)), server.taken) == (0, 0, False, 2 * (word == "."))


def test_a_server_that_is_silent_once_it_has_the_letter_never_gets_it_twice(body, reader, mail_server):
    server = mail_server(silent_at=".")
    assert (*try_twice(queue_test_letter(reader, body)), server.taken) == (0, 0, True, 1)
    assert "жооп" in str(Letter.objects.of(body).get().standing)


def test_refusing_server_is_tried_again_later_and_never_twice_at_once(body, reader, monkeypatch):
    letter = queue_test_letter(reader, body)

    def refuse(message):
        raise OSError("the mail server is down")

    with monkeypatch.context() as down:
        down.setattr(letters, "hand_over", refuse)
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
