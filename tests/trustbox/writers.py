"""Who writes into one journal at the same moment: what each process of `tests.crowd` does there, and what
stands in the journal afterwards.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from unittest import mock

from tests.crowd import EACH
from tests.net import figure
from tests.trustbox.visitors import clerk, sender


def journal_state(at):
    """The numbers of each book in the order of its chain, the texts under them, and the faults its proof
    finds.
    """
    from office.models.organisation import Organisation
    from trustbox.journal.models.appeals import Appeal
    from trustbox.journal.proofs import prove_books

    rows = Appeal.unscoped.filter(organisation=at["body"]).order_by("year", "place")
    return {
        "entries": list(rows.values_list("number", flat=True)),
        "texts": [list(row) for row in rows.values_list("year", "number", "text", "code_hash")],
        "wrong_days": sum(row.registered_on.year != row.year for row in rows),
        "clock_back": rows.filter(clock_back=True).count(),
        "faults": [str(fault) for fault in prove_books(Organisation.objects.get(pk=at["body"]))],
    }


def take_appeals(at, gate):
    """Enter appeals by the command itself; one transaction in twenty fails after its number was given.

    Says the numbers acknowledged.
    """
    from django.db import transaction
    from django.utils import timezone

    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal

    body = Organisation.objects.get(pk=at["body"])
    acknowledged = []
    gate()
    for _ in range(figure(EACH, 200)):
        try:
            with transaction.atomic():
                receipt = take_appeal(
                    body, channel="post", received_on=timezone.localdate(), kind="complaint", text="Кат"
                )
                if random.random() < 0.05:
                    raise InterruptedError
            acknowledged.append(receipt.appeal.number)
        except InterruptedError:
            pass
    return acknowledged


def take_appeals_unlocked(at, gate):
    """The same with a book that was read once and never locked: what a neighbour writes in between is not
    seen.
    """
    from django.db import IntegrityError, transaction
    from django.utils import timezone

    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal
    from trustbox.journal.models.books import Book

    body, today = Organisation.objects.get(pk=at["body"]), timezone.localdate()
    with transaction.atomic():
        stale = Book.open_for_writing(body, today.year)
    Book.open_for_writing = classmethod(lambda *_, **__: stale)
    acknowledged = []
    gate()
    for _ in range(EACH // 5):
        try:
            receipt = take_appeal(body, channel="post", received_on=today, kind="complaint", text="Кат")
            acknowledged.append(receipt.appeal.number)
        except IntegrityError:
            pass
    return acknowledged


def close_the_box(at, gate):
    """Close the same opening: "done" or "refused"."""
    from django.db import IntegrityError

    from office.database.actor import act_as
    from office.models.person import Person
    from office.registers.workflow import Refused
    from trustbox.boxes.models.openings import Opening

    person, row = Person.objects.get(pk=at["clerk"]), Opening.unscoped.get(organisation=at["body"])
    gate()
    try:
        with act_as(person):
            row.move("close", by=person, seal_after="0115", note="")
    except (Refused, IntegrityError):
        return "refused"
    return "done"


def come_to_the_doors(at, gate):
    """Over HTTP: every fourth process is the clerk at the form of the journal, the others are citizens.

    Of twenty letters one is sent twice, one sender hangs up and comes again, one transaction fails after its
    number was given. Says {text: (number or None, code or None, answers)}.
    """
    visitor = clerk(at) if at["place"] % 4 == 0 else sender(at)
    letters = [f"{at['place']}-{number} кат" for number in range(figure(10, 200))]
    papers = [visitor.open_form() for _letter in letters]
    time.sleep(3.1)  # nobody writes faster than that: a ticket is refused that comes back at once
    gate()
    said = {}
    for number, (text, paper) in enumerate(zip(letters, papers, strict=True)):
        fate = {2: "twice", 7: "hangs up", 13: "breaks"}.get((number + 3 * at["place"]) % 20, "")
        text = f"БУЗУЛАТ {text}" if fate == "breaks" else text
        said[text] = visitor.write(paper, text, fate)
    return said


# --- New year ----------------------------------------------------------------------------------------------

BISHKEK = timedelta(hours=6)
MIDNIGHT = datetime(2026, 12, 31, 18, tzinfo=UTC)  # in Bishkek the new year begins


def write_over_midnight(at, gate, day=None):
    """Write without a stop while the clock of the host passes midnight in Bishkek, an event beside each third
    entry.

    It is one clock for all: three seconds after `at["begun"]`. Says [number, year of the book, the years it
    may be of].
    """
    from django.utils import timezone

    from office.models.organisation import Organisation
    from trustbox.journal.actions import add_note, take_appeal

    def now():
        return MIDNIGHT + timedelta(seconds=time.time() - at["begun"] - 3)

    def year():
        return (now() + BISHKEK).year

    body, said = Organisation.objects.get(pk=at["body"]), []
    day = day or timezone.localdate
    gate()
    with mock.patch.object(timezone, "now", now), mock.patch.object(timezone, "localdate", day):
        while now() < MIDNIGHT + timedelta(seconds=2):
            years = [year()]
            received = timezone.localdate()
            row = take_appeal(body, channel="post", received_on=received, kind="complaint", text="Кат").appeal
            said.append([row.number, row.year, [*years, year()]])
            if len(said) % 3 == 0:
                add_note(row, by=None, reason="Ката")
    return said


def write_over_midnight_by_the_day_of_greenwich(at, gate):
    """The same where the day is asked of the host and not of Bishkek."""
    from django.utils import timezone

    return write_over_midnight(at, gate, day=lambda: timezone.now().astimezone(UTC).date())


ACTS = {
    act.__name__: act
    for act in (
        take_appeals,
        take_appeals_unlocked,
        close_the_box,
        come_to_the_doors,
        write_over_midnight,
        write_over_midnight_by_the_day_of_greenwich,
    )
}
