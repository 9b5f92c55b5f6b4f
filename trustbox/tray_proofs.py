"""The proof of a quarantine tray: its records in their places, its numbers without a hole, every letter showing what was decided about it, and
every letter taken over standing in the journal as it came."""

from collections import defaultdict
from collections.abc import Iterator

from office.models import StoredFile
from office.moments import one_moment
from office.verifying import Fault, Tell, quietly
from trustbox.models import Book, TrayDecision
from trustbox.proofs import fault, in_their_places
from trustbox.tray import unfolded

# What an entry of the journal has of the letter it was.
CARRIED = (
    "organisation_id",
    "received_on",
    "kind",
    "language",
    "anonymous",
    "signatories",
    "text",
    "code_hash",
    "files",
    "wall_id",
)


def trays(body, tell: Tell = quietly) -> Iterator[Fault]:
    """Every fault of every tray of a body."""
    for book in Book.objects.of(body).filter(kind=Book.Kind.TRAY).order_by("year"):
        yield from proof(book, tell)


def proof(book, tell: Tell = quietly) -> Iterator[Fault]:
    """Every fault of a tray, which others may go on writing: whatever is compared is read in one moment."""
    yield from in_their_places(book, tell)
    with one_moment():
        letters = list(book.trayletters.select_related("wall", "appeal").order_by("place"))
        decisions = list(book.traydecisions.order_by("place"))
        kept = digests_of(book)
    last = {number: decision for decision in decisions for number in unfolded(decision.numbers)}
    for letter in letters:
        yield from shown(book, letter, last.get(letter.number))
        if letter.appeal is None and letter.files.split() != kept[letter.wall_id]:
            yield fault(book, letter, "files", "are not the files that are kept")


def digests_of(book):
    """{wall: digests of the files behind it}"""
    found = defaultdict(list)
    rows = StoredFile.objects.of(book.organisation).filter(wall__book=book.kind, wall__year=book.year)
    for wall, sha256 in rows.order_by("pk").values_list("wall", "sha256"):
        found[wall].append(sha256)
    return found


def shown(book, letter, decision) -> Iterator[Fault]:
    """The decision a letter shows is the last about its number; what was taken over stands in the journal as it came."""
    words = "is not what was decided about the letter"
    if letter.decision_id != (decision and decision.pk):
        yield fault(book, letter, "decision_id", words)
    entry = f"{letter.appeal.number}/{letter.appeal.year}" if letter.appeal else ""
    if entry != (decision.entry if decision and decision.kind == TrayDecision.Kind.TAKEN else ""):
        yield fault(book, letter, "appeal_id", words)
    elif letter.appeal:
        for column in CARRIED:
            if getattr(letter.appeal, column) != getattr(letter, column):
                yield fault(book, letter, column, "is not what stands in the journal")
