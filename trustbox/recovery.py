"""What a backup notes of the journals, and what a restore puts in the place of lost numbers."""

from collections.abc import Iterator
from datetime import date

from office import clock
from office.recovery.books import KeptHead, NumberBook
from office.wall.actions import build_wall
from trustbox import codes
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.choices import AppealKind, Channel, Language
from trustbox.journal.proofs import HEAD
from trustbox.tray.actions import likeness_digest
from trustbox.tray.models import TrayLetter

# The paper of the journal is Kyrgyz, whoever enters it.
WORDS = "калыбына келтирүүдө жоголгон"


def journal_books(organisation) -> Iterator[NumberBook]:
    """Journals and trays of an organisation; the journal of this year even before its first entry."""
    books = list(Book.objects.of(organisation).order_by("kind", "year"))
    for book in books:
        yield NumberBook(organisation.code, book.kind, book.year, book.last, book.length, book.head_line)
    year = clock.today().year
    if not any(book.year == year and not book.is_tray for book in books):
        yield NumberBook(organisation.code, Book.Kind.APPEALS, year, 0)


def read_kept_head(line: str) -> KeptHead | None:
    """What a line such as «dostuk 2026 № 12 · 31 · 7F3A-…» is the head of; None when it is no head."""
    match = HEAD.fullmatch(line.strip())
    if match is None:
        return None
    kind = Book.Kind.TRAY if match["tray"] else Book.Kind.APPEALS
    return KeptHead(match["body"], kind, int(match["year"]), int(match["number"]), int(match["length"] or 0))


def lost_columns(row, book) -> dict:
    """Columns of the next record of a book, in whose place there was one that nobody knows any more."""
    wall = build_wall(
        row.organisation,
        book=book.kind,
        year=book.year,
        number=book.last + 1,
        named=False,
        particulars=None,
        originals=(),
    )
    return {
        "wall": wall,
        "year": book.year,
        # A number of last year stays in its year, whenever it is found to be lost.
        "received_on": min(clock.today(), date(book.year, 12, 31)),
        "language": Language.OTHER,
        "anonymous": True,
        "code_hash": codes.code_digest(codes.new_code()),
    }


def enter_lost_entries(row, by):
    """Enter each lost number of a journal as an entry without content, in the state «lost»."""
    book = Book.open_for_writing(row.organisation, row.year, row.book)
    for _number in row.lost_numbers:
        columns = lost_columns(row, book)
        appeal = Appeal(
            registered_on=columns["received_on"],
            channel=Channel.UNKNOWN,
            kind=AppealKind.UNREADABLE,
            keeper=by,
            state=Appeal.State.LOST,
            **columns,
        )
        book.add(appeal)
        appeal.version += 1
        appeal.write("lost", by=by, reason=WORDS)
        appeal.save()
        book.refresh_from_db(fields=["last", "length", "head"])


def enter_lost_letters(row, by):
    """Enter each lost number of a tray as a letter that says so and nothing else."""
    book = Book.open_for_writing(row.organisation, row.year, row.book)
    for _number in row.lost_numbers:
        book.add(
            TrayLetter(
                kind=AppealKind.APPLICATION,
                text=WORDS,
                likeness=likeness_digest(WORDS),
                **lost_columns(row, book),
            )
        )
