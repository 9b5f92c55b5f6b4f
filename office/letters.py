"""Outgoing mail. `queue_letter()` stores a Letter in the caller's transaction; `send_due_letters()`, run
daily, sends it. A letter names what waits and its URL, never its content.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from office.models.letter import TRIES, Letter

log = logging.getLogger(__name__)


def queue_letter(person, organisation, event: str, subject: str, text: str, path: str):
    """Store one Letter per (person, event); None for an inactive person or one without e-mail."""
    if not person.email or not person.is_active:
        return None
    content = {"subject": str(subject)[:200], "text": str(text), "path": path}
    letter, _made = Letter.objects.of(organisation).get_or_create(
        organisation=organisation, person=person, event=event, defaults=content
    )
    return letter


def send_due_letters(now=None) -> int:
    """Send every letter that is due, each in a transaction of its own.

    Returns how many were sent; a failure waits 2, 4, 8 … minutes.
    """
    now = now or timezone.now()
    due = Letter.unscoped.due(now).values_list("pk", flat=True)
    return sum(send_letter(pk, now) for pk in list(due))


class Queue(NamedTuple):
    """Letters that are not sent: those that wait, those given up or of unknown outcome, and since when the
    oldest that is due could have gone.
    """

    waiting: int
    given_up: int
    oldest_due: datetime | None


def letter_queue(now) -> Queue:
    """The letters of every organisation that are not sent."""
    waits = Q(taken_at=None, tries__lt=TRIES)
    found = Letter.unscoped.filter(sent_at=None).aggregate(
        every=Count("pk"),
        waiting=Count("pk", filter=waits),
        oldest=Min("next_try", filter=waits & Q(next_try__lte=now)),
    )
    return Queue(found["waiting"], found["every"] - found["waiting"], found["oldest"])


def send_letter(pk, now) -> bool:
    """Claim one due letter in a transaction, then send it: a crash in between, or a line that breaks while
    the server has it, leaves it unsent rather than sent twice. Returns True when sent; otherwise schedules
    the next try where the server surely has not taken it.
    """
    with transaction.atomic():
        letter = Letter.unscoped.select_for_update().due(now).filter(pk=pk).select_related("person").first()
        if letter is None:
            return False
        letter.taken_at, letter.tries = now, letter.tries + 1
        letter.save(update_fields=["taken_at", "tries"])
    try:
        hand_over(EmailMessage(letter.subject, mail_text(letter), to=[letter.person.email]))
    except UnknownOutcome as trouble:
        log.warning("letter %s was perhaps sent: %s", letter.pk, trouble)
        return False
    except OSError as trouble:  # smtplib's errors are OSErrors too
        log.warning("letter %s was not sent: %s", letter.pk, type(trouble).__name__)
        letter.taken_at, letter.next_try = None, now + timedelta(minutes=2**letter.tries)
    else:
        letter.sent_at = timezone.now()
    letter.save(update_fields=["taken_at", "next_try", "sent_at"])
    return letter.sent_at is not None


class UnknownOutcome(Exception):
    """The line broke while the mail server had the letter: perhaps it was taken."""


# What a server says that does not take a letter; any other trouble after the greeting may come too late.
REFUSALS = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPNotSupportedError)


def hand_over(message: EmailMessage):
    """Send one message. OSError when the server has not taken it, UnknownOutcome when it may have."""
    mailer = mail.mailers.default
    mailer.open()
    if isinstance(mailer, EmailBackend):
        mailer.connection.ehlo_or_helo_if_needed()  # whoever is silent here has been told nothing yet
    try:
        mailer.send_messages([message])
    except REFUSALS:
        raise
    except OSError as trouble:
        raise UnknownOutcome(type(trouble).__name__) from trouble
    finally:
        with suppress(OSError):  # whoever says no good-bye has the letter all the same
            mailer.close()


def mail_text(letter) -> str:
    return f"{letter.text}\n\n{settings.PUBLIC_ADDRESS}{letter.path}\n"
