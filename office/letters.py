"""Outgoing mail. `queue_letter()` stores a Letter in the caller's transaction; `send_due_letters()`, run
daily, sends it. A letter names what waits and its URL, never its content.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from office.models.letter import Letter

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


def send_letter(pk, now) -> bool:
    """Claim one due letter in a transaction, then send it: a crash in between leaves it unsent rather than
    sent twice. Returns True when sent; otherwise schedules the next try.
    """
    with transaction.atomic():
        letter = Letter.unscoped.select_for_update().due(now).filter(pk=pk).select_related("person").first()
        if letter is None:
            return False
        letter.taken_at, letter.tries = now, letter.tries + 1
        letter.save(update_fields=["taken_at", "tries"])
    try:
        EmailMessage(letter.subject, mail_text(letter), to=[letter.person.email]).send()
    except OSError as trouble:  # smtplib's errors are OSErrors too
        log.warning("letter %s was not sent: %s", letter.pk, type(trouble).__name__)
        letter.taken_at, letter.next_try = None, now + timedelta(minutes=2**letter.tries)
    else:
        letter.sent_at = timezone.now()
    letter.save(update_fields=["taken_at", "next_try", "sent_at"])
    return letter.sent_at is not None


def mail_text(letter) -> str:
    return f"{letter.text}\n\n{settings.PUBLIC_ADDRESS}{letter.path}\n"
