"""The proof of a quarantine tray: its records in their places, its numbers without a hole, every letter
showing what was decided about it, and every letter taken over standing in the journal as it came.
"""

from collections import defaultdict
from collections.abc import Iterator

from office.database.snapshot import read_snapshot
from office.files.models import StoredFile
from office.retention.proofs import named_rows
from office.verification import Fault, ReportProgress, report_nothing
from trustbox.journal.models.books import Book
from trustbox.journal.proofs import check_places, record_fault
from trustbox.tray.actions import parse_ranges
from trustbox.tray.models import TrayDecision, TrayLetter

# What an entry of the journal has of the letter it was.
COPIED_COLUMNS = (
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
    "disposal_id",
)


def prove_trays(organisation, report_progress: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of every tray of an organisation."""
    for book in Book.objects.of(organisation).filter(kind=Book.Kind.TRAY).order_by("year"):
        yield from prove_tray(book, report_progress)


def prove_tray(book, report_progress: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of a tray, which others may go on writing: whatever is compared is read in one moment."""
    yield from check_places(book, report_progress)
    with read_snapshot():
        letters = list(book.trayletters.select_related("wall", "appeal", "decision").order_by("place"))
        decisions = list(book.traydecisions.order_by("place"))
        kept = file_digests_by_wall(book)
    disposed = any(letter.disposal_id for letter in letters)
    named = named_rows(book.organisation, "tray_letters") if disposed else set()
    last = {number: decision for decision in decisions for number in parse_ranges(decision.numbers)}
    for letter in letters:
        yield from check_letter(book, letter, last.get(letter.number), named)
        if letter.appeal is None and letter.files.split() != kept[letter.wall_id]:
            yield record_fault(book, letter, "files", "are not the files that are kept")


def file_digests_by_wall(book):
    """{wall: digests of the files behind it}"""
    found = defaultdict(list)
    rows = StoredFile.objects.of(book.organisation).filter(wall__book=book.kind, wall__year=book.year)
    for wall, sha256 in rows.order_by("pk").values_list("wall", "sha256"):
        found[wall].append(sha256)
    return found


def check_letter(book, letter, decision, named) -> Iterator[Fault]:
    """Yield faults: the letter's decision is not the last about its number; a taken letter differs from its
    entry; the words of another are gone without an act. `named` are {(act, letter)}.
    """
    words = "is not what was decided about the letter"
    if letter.decision_id != (decision and decision.pk):
        yield record_fault(book, letter, "decision_id", words)
    entry = f"{letter.appeal.number}/{letter.appeal.year}" if letter.appeal else ""
    if entry != (decision.entry if decision and decision.kind == TrayDecision.Kind.TAKEN else ""):
        yield record_fault(book, letter, "appeal_id", words)
    elif letter.appeal:
        for column in COPIED_COLUMNS:
            if getattr(letter.appeal, column) != getattr(letter, column):
                yield record_fault(book, letter, column, "is not what stands in the journal")
    elif letter.disposal_id and not has_its_act(letter, named):
        yield record_fault(book, letter, "disposal_id", "no act of disposal names it or what it copies")


def has_its_act(letter, named) -> bool:
    """Whether an act names the letter whose words are gone, or has taken those of the entry it copies."""
    return (letter.disposal_id, letter.pk) in named or is_copy_of_disposed(letter)


def is_copy_of_disposed(letter) -> bool:
    """Whether the letter was set aside for the words of an entry, and its act took an entry of the tray."""
    decision = letter.decision
    taken = TrayLetter.objects.of(letter.organisation).taken().filter(disposal=letter.disposal_id)
    return letter.is_set_aside and decision.ground == TrayDecision.Ground.SAME and taken.exists()
