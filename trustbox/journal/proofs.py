"""The proof of a book: every record in its place, following the one before, with the columns it was sealed with; every entry showing what its
events make of it. What was taken out of the end is seen by heads that were given out (SAFETY T-1 … T-4)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from types import SimpleNamespace

from django.db.models import Case, Exists, F, Min, OuterRef, Q, When

from office.database import chain
from office.database.snapshot import read_snapshot
from office.models.organisation import Organisation
from office.verification import Fault, ReportProgress, report_nothing
from trustbox.journal import marks
from trustbox.journal.models.appeals import INTAKE, Appeal, AppealFile
from trustbox.journal.models.books import PURPOSE, Book, SealedRecord
from trustbox.journal.models.events import AppealEvent, outcome_of

# What an entry shows of its events. `id` is the row's own address, everything else is sealed.
DERIVED_COLUMNS = tuple(
    field.attname
    for field in Appeal._meta.concrete_fields
    if field.attname not in {*INTAKE, "id", *(one.attname for one in SealedRecord._meta.fields)} - {"version"}
)
FRESH = {name: Appeal._meta.get_field(name).get_default() for name in DERIVED_COLUMNS}
ENTRY = ("pk", "organisation_id", "number", "files", "first_due", *DERIVED_COLUMNS)
EVENT = tuple(
    "appeal_id kind day executor_id institution_id due_after number date language result ground function zone provision_id "
    "masked reason text files".split()
)
OF_STATE = {kind: {"state": state} for kind, state in AppealEvent.STATES.items()}
MISSING = "a record is missing here"
AT_ONCE = 2000  # places read in one moment: the memory a proof takes does not grow with the book


def prove_books(body, tell: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of every journal of a body; its trays prove themselves in `tray_proofs`."""
    for book in Book.objects.of(body).filter(kind=Book.Kind.APPEALS).order_by("year"):
        yield from prove_book(book, tell)


def prove_book(book, tell: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of a book, which others may go on writing: whatever is compared is read in one moment."""
    yield from check_places(book, tell)
    for entry, events, digests in touched_entries(book):
        yield from check_entry(book, entry, events)
        yield from check_entry_files(book, entry, events, digests)


def record_fault(book, record, column, words="is not what was sealed"):
    number = f"№ {record.number}" if record.NUMBERED else f"record {record.place}"
    return Fault(record._meta.db_table, book.organisation.code, str(book.year), number, column, words)


def entry_fault(book, entry, table, column, words="is not what was stored"):
    return Fault(table, book.organisation.code, str(book.year), f"№ {entry.number}", column, words)


def book_fault(book, column, words):
    return Fault(book._meta.db_table, book.organisation.code, str(book.year), f"№ {book.last}", column, words)


# --- Records ---------------------------------------------------------------------------------------------------------


def check_places(book, tell: ReportProgress) -> Iterator[Fault]:
    """Places 1, 2, 3 …, each record sealed and following the one before; the row of the book telling of the last."""
    place, head, numbers = 0, chain.BEGINNING, NumberCheck(book)
    for entries, events in read_stretches(book):
        numbers.add(entries)
        rows = sorted([*entries, *events], key=itemgetter(marks.PLACE))
        doubtful = {
            strand.model: marks.find_unmarked(found, strand.model, book.name, chain.chain_key(PURPOSE))
            for strand, found in zip(book_strands(book), (entries, events), strict=True)
        }
        if any(doubtful.values()) or not one_after_another(rows, place, head):
            yield from find_seal_faults(book, entries, events, doubtful, place, head)
        place, head = rows[-1][marks.PLACE], rows[-1][marks.HASH]
        tell(f"{book.organisation.code} · {book.kind} {book.year}", place, book.length)
    if book.length != place:
        yield book_fault(book, "length", f"the last record is {place}")
    if book.head != head:
        yield book_fault(book, "head", "is not the hash of the last record")
    yield from numbers.faults()


def read_stretches(book) -> Iterator[tuple[list, list]]:
    """The rows of entries and events, place by place. After the last the row of the book is as it stood when there were no more."""
    after = None
    while True:
        with read_snapshot():
            book.refresh_from_db(fields=["last", "length", "head"])
            entries, events = (marks.read_rows(after_place(strand, after)) for strand in book_strands(book))
            following = None if entries or events else first_after(book, after)
        if entries or events:
            yield entries, events
            after = max(rows[-1][marks.PLACE] for rows in (entries, events) if rows)
        elif following is None:
            return
        else:
            after = following - 1


def book_strands(book):
    """The records of a book that bear numbers, and those that tell what was done with them."""
    if book.is_tray:
        return book.trayletters, book.traydecisions
    return book.appeals, book.appealevents


def after_place(strand, after):
    rows = strand.filter(place__lte=(after or 0) + AT_ONCE).order_by("place")
    return rows if after is None else rows.filter(place__gt=after)


def first_after(book, after):
    """The next place that is taken, None when there is none."""
    found = [
        strand.filter(place__gt=(after or 0)).aggregate(place=Min("place"))["place"]
        for strand in book_strands(book)
    ]
    return min((place for place in found if place is not None), default=None)


def one_after_another(rows, place, head) -> bool:
    """Whether the rows stand at the places after `place` without a hole, each following the one before and the first `head`."""
    hashes = [head, *(row[marks.HASH] for row in rows)]
    return [row[marks.PREVIOUS] for row in rows] == hashes[:-1] and [
        row[marks.PLACE] for row in rows
    ] == list(range(place + 1, place + 1 + len(rows)))


def find_seal_faults(book, entries, events, doubtful, place, head) -> Iterator[Fault]:
    """The columns at fault in a stretch that is not whole, by the seals of its records."""
    records = [
        record
        for strand, rows in zip(book_strands(book), (entries, events), strict=True)
        for record in strand.filter(pk__in=[row[marks.PK] for row in rows])
    ]
    for record in sorted(records, key=lambda record: record.place):
        wrong = record.faults(book.name) if record.pk in doubtful[type(record)] else []
        if record.place != place + 1 and "place" not in wrong:
            yield record_fault(
                book, record, "place", MISSING if record.place > place + 1 else "stands there twice"
            )
        elif record.previous != head and "previous" not in wrong:
            wrong.append("previous")
        yield from (record_fault(book, record, column) for column in wrong)
        place, head = record.place, record.hash


class NumberCheck:
    """Numbers 1 … last in the order of the chain, of the year and the body of the book."""

    def __init__(self, book):
        self.book, self.count, self.follow, self.years, self.bodies = book, 0, True, set(), set()
        self.strand = book_strands(book)[0]
        model = self.strand.model
        self.columns = itemgetter(
            *(marks.column_index(model, name) for name in ("number", model.DAY, "organisation_id"))
        )

    def add(self, entries):
        columns = [self.columns(row) for row in entries]
        expected = range(self.count + 1, self.count + 1 + len(entries))
        self.follow = self.follow and [number for number, _day, _body in columns] == list(expected)
        self.years.update(day[:4] for _number, day, _body in columns)
        self.bodies.update(body for _number, _day, body in columns)
        self.count += len(entries)

    def faults(self) -> Iterator[Fault]:
        book = self.book
        if not self.follow:
            numbers = set(self.strand.values_list("number", flat=True))
            gaps = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
            yield book_fault(book, "last", f"numbers do not follow each other, missing: {gaps}")
        if book.last != self.count:
            yield book_fault(book, "last", f"entries: {self.count}")
        if self.years - {str(book.year)}:
            yield book_fault(book, "year", f"its entries are of {sorted(self.years)}")
        if self.bodies - {book.organisation_id}:
            yield book_fault(book, "organisation_id", "its entries are of another body")


# --- What entries show -----------------------------------------------------------------------------------------------


def touched_entries(book) -> Iterator[tuple[SimpleNamespace, list[SimpleNamespace], list[str]]]:
    """(entry, its events, digests of the files that hang on it) of all but the entries to which nothing happened and nothing hangs."""
    after = 0
    while True:
        with read_snapshot():
            rows = list(not_fresh(book).filter(pk__gt=after).order_by("pk").values_list(*ENTRY)[:AT_ONCE])
            if not rows:
                return
            entries = [SimpleNamespace(**dict(zip(ENTRY, row, strict=True))) for row in rows]
            after, events, files = (
                entries[-1].pk,
                events_by_appeal(book, entries),
                file_digests_by_appeal(book, entries),
            )
        yield from ((entry, events[entry.pk], files[entry.pk]) for entry in entries)


def not_fresh(book):
    as_made = {name: value for name, value in FRESH.items() if name != "due_on"}
    of_first_term = Q(due_on=F("first_due")) | Q(due_on=None, first_due=None)
    events = book.appealevents.filter(appeal=OuterRef("pk"))
    files = AppealFile.objects.of(book.organisation).filter(appeal=OuterRef("pk"))
    fresh = Q(of_first_term, ~Exists(events), ~Exists(files), files="", **as_made)
    # What cannot be compared, such as a day with none, counts as touched.
    return book.appeals.filter(Case(When(fresh, then=False), default=True))


def events_by_appeal(book, entries):
    """{entry: its events in their order}"""
    found = defaultdict(list)
    rows = book.appealevents.filter(appeal__pk__range=(entries[0].pk, entries[-1].pk)).order_by(
        "appeal", "place"
    )
    for row in rows.values_list(*EVENT):
        found[row[0]].append(SimpleNamespace(**dict(zip(EVENT, row, strict=True))))
    return found


def file_digests_by_appeal(book, entries):
    """{entry: digests of the files that hang on it}"""
    found = defaultdict(list)
    for body in {entry.organisation_id for entry in entries}:
        files = AppealFile.objects.of(body).filter(appeal__book=book)
        here = files.filter(appeal__pk__range=(entries[0].pk, entries[-1].pk))
        for pk, digest in here.values_list("appeal_id", "file__sha256"):
            found[pk].append(digest)
    return found


def check_entry(book, entry, events) -> Iterator[Fault]:
    """The columns an entry shows are those its events make, one after another from a fresh entry."""
    made = SimpleNamespace(**FRESH | {"due_on": entry.first_due, "version": 1 + len(events)})
    for event in events:
        vars(made).update(outcome_of(event, made))
        vars(made).update(OF_STATE.get(event.kind, {}))
    stored = vars(entry)
    for column, value in vars(made).items():
        if stored[column] != value:
            yield entry_fault(
                book, entry, Appeal._meta.db_table, column, "is not what the events of the entry say"
            )


def check_entry_files(book, entry, events, digests) -> Iterator[Fault]:
    """The files that hang on an entry are those its records name."""
    named = [line for record in (entry, *events) for line in record.files.splitlines()]
    if sorted(named) != sorted(digests):
        yield entry_fault(book, entry, AppealFile._meta.db_table, "file_id")


# --- Heads that were given out ---------------------------------------------------------------------------------------

HEAD = re.compile(
    r"(?P<body>[-\w]+)\s+(?P<tray>карантин\s+)?(?P<year>\d{4})\s+(?:№\s*)?(?P<number>\d+)\s*(?:·\s*(?P<length>\d+)\s*)?[·\s]\s*(?P<head>[0-9A-F]{4}(?:-[0-9A-F]{4}){3})"
)


def check_kept_head(line: str) -> Iterator[Fault]:
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
    numbered, others = book_strands(book)
    if not length:
        return [chain.short_head(entry.hash) for entry in numbered.filter(number=number)]
    records = [*numbered.filter(place=length), *others.filter(place=length)]
    return [chain.short_head(record.hash) for record in records]
