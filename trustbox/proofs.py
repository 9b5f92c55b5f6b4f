"""The proof of a book: every record in its place, following the one before, with the columns it was sealed with; every entry showing what its
events make of it. What was taken out of the end is seen by heads that were given out (SAFETY T-1 … T-4)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace

from office import chain
from office.models import Organisation
from office.verifying import Fault
from trustbox.models import Appeal, AppealEvent, AppealFile, Book
from trustbox.models.appeals import INTAKE
from trustbox.models.books import Record

# What an entry shows of its events. `id` is the row's own address, everything else is sealed.
SHOWN = tuple(
    field.attname
    for field in Appeal._meta.concrete_fields
    if field.attname not in {*INTAKE, "id", *(one.attname for one in Record._meta.fields)} - {"version"}
)
MISSING = "a record is missing here"


def books(body) -> Iterator[Fault]:
    """Every fault of every journal of a body; its trays prove themselves in `tray_proofs`."""
    for book in Book.objects.of(body).filter(kind=Book.Kind.APPEALS).order_by("year"):
        yield from proof(book)


def proof(book) -> Iterator[Fault]:
    entries = list(book.appeals.order_by("place"))
    events = list(book.appealevents.order_by("place"))
    files = digests_of(book)
    yield from in_their_places(book, sorted([*entries, *events], key=lambda record: record.place))
    yield from numbered(book, entries)
    happened = defaultdict(list)
    for event in events:
        happened[event.appeal_id].append(event)
    for entry in entries:
        yield from shown(book, entry, happened[entry.pk])
        yield from filed(book, entry, happened[entry.pk], files[entry.pk])


def fault(book, record, column, words="is not what was sealed"):
    number = f"№ {record.number}" if record.NUMBERED else f"record {record.place}"
    return Fault(record._meta.db_table, book.organisation.code, str(book.year), number, column, words)


def book_fault(book, column, words):
    return Fault(book._meta.db_table, book.organisation.code, str(book.year), f"№ {book.last}", column, words)


def in_their_places(book, records) -> Iterator[Fault]:
    """Places 1, 2, 3 …, each record sealed and following the one before; the row of the book telling of the last."""
    place, head = 0, chain.BEGINNING
    for record in records:
        wrong = record.faults(book.name)
        if record.place != place + 1 and "place" not in wrong:
            yield fault(book, record, "place", MISSING if record.place > place + 1 else "stands there twice")
        elif record.previous != head and "previous" not in wrong:
            wrong.append("previous")
        yield from (fault(book, record, column) for column in wrong)
        place, head = record.place, record.hash
    if book.length != place:
        yield book_fault(book, "length", f"the last record is {place}")
    if book.head != head:
        yield book_fault(book, "head", "is not the hash of the last record")


def numbered(book, entries) -> Iterator[Fault]:
    """Numbers 1 … last in the order of the chain, of the year and the body of the book."""
    numbers = [entry.number for entry in entries]
    if numbers != list(range(1, len(numbers) + 1)):
        gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
        yield book_fault(book, "last", f"numbers do not follow each other, missing: {gaps}")
    if book.last != len(entries):
        yield book_fault(book, "last", f"entries: {len(entries)}")
    years = {entry.registered_on.year for entry in entries}
    if years - {book.year}:
        yield book_fault(book, "year", f"its entries are of {sorted(years)}")
    if {entry.organisation_id for entry in entries} - {book.organisation_id}:
        yield book_fault(book, "organisation_id", "its entries are of another body")


def shown(book, entry, events) -> Iterator[Fault]:
    """The columns an entry shows are those its events make, one after another from a fresh entry."""
    fresh = SimpleNamespace(**{name: Appeal._meta.get_field(name).get_default() for name in SHOWN})
    fresh.due_on = entry.first_due
    for event in events:
        vars(fresh).update(event.outcome(fresh))
        vars(fresh).update(
            {"state": AppealEvent.STATES[event.kind]} if event.kind in AppealEvent.STATES else {}
        )
    fresh.version = 1 + len(events)
    yield from (
        fault(book, entry, column, "is not what the events of the entry say")
        for column, value in vars(fresh).items()
        if getattr(entry, column) != value
    )


def digests_of(book):
    """{entry: digests of the files that hang on it}"""
    found = defaultdict(list)
    for body in {entry.organisation for entry in book.appeals.all()}:
        for row in AppealFile.objects.of(body).filter(appeal__book=book).select_related("file"):
            found[row.appeal_id].append(row.file.sha256)
    return found


def filed(book, entry, events, digests) -> Iterator[Fault]:
    """The files that hang on an entry are those its records name."""
    named = [line for record in (entry, *events) for line in record.files.splitlines()]
    if sorted(named) != sorted(digests):
        yield Fault(
            "trustbox_appealfile", book.organisation.code, str(book.year), f"№ {entry.number}", "file_id"
        )


HEAD = re.compile(
    r"(?P<body>[-\w]+)\s+(?P<tray>карантин\s+)?(?P<year>\d{4})\s+(?:№\s*)?(?P<number>\d+)\s*(?:·\s*(?P<length>\d+)\s*)?[·\s]\s*(?P<head>[0-9A-F]{4}(?:-[0-9A-F]{4}){3})"
)


def kept(line: str) -> Iterator[Fault]:
    """A head kept elsewhere against what stands here: of a whole book («… · 31 · 7F3A-…»), or of one entry from a receipt."""
    told = HEAD.fullmatch(line.strip())
    if told is None:
        if line.strip():
            yield Fault("heads", "", "", line.strip(), "line", "cannot be read as a head")
        return
    body = Organisation.objects.filter(code=told["body"]).first()
    kind = Book.Kind.TRAY if told["tray"] else Book.Kind.APPEALS
    book = body and Book.objects.of(body).filter(kind=kind, year=told["year"]).first()
    if told["head"] not in heads_at(book, told["number"], told["length"]):
        where = f"№ {told['number']}" + (f", record {told['length']}" if told["length"] else "")
        yield Fault(
            "trustbox_book", told["body"], told["year"], where, "head", "is not the head that was given out"
        )


def heads_at(book, number, length) -> list[str]:
    """The short heads that stand at a place of the chain, or under a number."""
    if book is None:
        return []
    numbered, others = (
        (book.trayletters, book.traydecisions) if book.is_tray else (book.appeals, book.appealevents)
    )
    if not length:
        return [chain.short(entry.hash) for entry in numbered.filter(number=number)]
    records = [*numbered.filter(place=length), *others.filter(place=length)]
    return [chain.short(record.hash) for record in records]
