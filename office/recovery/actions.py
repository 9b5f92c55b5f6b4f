"""Opening the books again after a restore, one by one, and what `verify` says of them meanwhile."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from office import clock
from office.models.counter import Counter
from office.models.organisation import Organisation
from office.models.restored_book import RestoredBook
from office.recovery.books import KeptHead
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from office.registries import HEAD_READERS, HEADS, LOST_NUMBERS
from office.verification import Fault


def restored_books() -> Iterator[RestoredBook]:
    """The books of every organisation that a restore closed, answered ones too."""
    for organisation in Organisation.objects.order_by("path"):
        yield from RestoredBook.objects.of(organisation).select_related("organisation")


def read_heads(row, text: str) -> list[tuple[str, KeptHead]]:
    """(line, head) of each line. Refused for a line that is no head of this book."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        head = next((head for reader in HEAD_READERS if (head := reader(line))), None)
        if head is None or (head.body, head.name, head.year) != (row.organisation.code, row.book, row.year):
            raise Refused(_("This line is no head of this book: «%(line)s»") % {"line": line})
        found.append((line, head))
    return found


@transaction.atomic
def enter_known_number(row: RestoredBook, *, known_last: int, kept_heads: str = "", by) -> RestoredBook:
    """Open a book again: numbers after the copy's last, up to `known_last` or the highest head, are lost.

    Refused for a number the copy has passed, and for an answer given before.
    """
    row = lock_row(row)
    if row.known_last is not None:
        raise Refused(_("The last known number of this book has been entered already."))
    known_last = max([known_last, *(head.number for _line, head in read_heads(row, kept_heads))])
    if known_last < row.last:
        raise Refused(
            _("The restored copy holds № %(last)s already: the last known number cannot be before it.")
            % {"last": row.last}
        )
    row.known_last, row.kept_heads = known_last, kept_heads
    row.answered_on = clock.today()
    row.version += 1
    row.save()
    if row.lost_numbers:
        LOST_NUMBERS.get(row.book, skip_lost_numbers)(row, by)
    return row


def skip_lost_numbers(row, by):
    """Let a counter go on after the lost numbers; the row itself is their entry."""
    name = {"book": row.book, "year": row.year}
    if not Counter.objects.of(row.organisation).filter(**name).update(last=row.known_last):
        Counter.objects.of(row.organisation).create(
            organisation=row.organisation, last=row.known_last, **name
        )


def restore_faults() -> Iterator[Fault]:
    """What is not whole since a restore: books still closed, kept heads that the copy contradicts."""
    for row in restored_books():
        if row.known_last is None:
            yield book_fault(row, f"№ {row.last}", CLOSED)
        for line, head in read_heads(row, row.kept_heads):
            if head.number <= row.last and head.length <= (row.length or head.length):
                for proof in HEADS:
                    yield from (replace(fault, words=CONTRADICTED) for fault in proof(line))


CLOSED = "closed since a restore: its last known number is not entered"
CONTRADICTED = "is not the head that was given out: the restored copy is not the book of before, from here on"


def book_fault(row, number, words):
    return Fault(row._meta.db_table, row.organisation.code, row.key, number, "known_last", words)


def lost_words() -> Iterator[str]:
    """A line for each book of which a restore lost numbers."""
    for row in restored_books():
        if numbers := row.lost_numbers:
            yield (
                f"{row.organisation.code} · {row.key} · № {numbers[0]}–{numbers[-1]}: lost in the restore of "
                f"{row.restored_on:%d.%m.%Y}"
            )
