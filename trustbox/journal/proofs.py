"""The proof of a book: every record in its place, following the one before, with the columns it was sealed
with; every entry showing what its events make of it. What was taken out of the end is seen by heads that were
given out (SAFETY T-1 … T-4).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter
from types import SimpleNamespace

from django.db.models import Case, Exists, F, Min, OuterRef, Q, When

from office.database import chain
from office.database.snapshot import read_snapshot
from office.models.organisation import Organisation
from office.models.restored_book import RestoredBook
from office.retention.proofs import named_rows
from office.verification import Fault, ReportProgress, report_nothing
from trustbox.journal import marks
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import PURPOSE, Book, SealedRecord
from trustbox.journal.models.events import AppealEvent, outcome_of
from trustbox.journal.models.files import AppealFile
from trustbox.journal.models.intake import INTAKE

# What an entry shows of its events. `id` is the row's own address, everything else is sealed.
SEALED_SO = {*INTAKE, "id", "disposal_id", *(one.attname for one in SealedRecord._meta.fields)} - {"version"}
DERIVED_COLUMNS = tuple(
    field.attname for field in Appeal._meta.concrete_fields if field.attname not in SEALED_SO
)
FRESH = {name: Appeal._meta.get_field(name).get_default() for name in DERIVED_COLUMNS}
ENTRY = ("pk", "organisation_id", "number", "files", "first_due", *DERIVED_COLUMNS)
EVENT = tuple(
    "appeal_id kind day executor_id institution_id due_after number date language result ground function "
    "zone provision_id "
    "masked reason text files".split()
)
OF_STATE = {kind: {"state": state} for kind, state in AppealEvent.STATES.items()}
MISSING = "a record is missing here"
AT_ONCE = 2000  # places read in one moment: the memory a proof takes does not grow with the book


def prove_books(organisation, report_progress: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of every journal of an organisation; trays are proved in `trustbox.tray.proofs`."""
    for book in Book.objects.of(organisation).filter(kind=Book.Kind.APPEALS).order_by("year"):
        yield from prove_book(book, report_progress)


def prove_book(book, report_progress: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of a book, which others may go on writing: whatever is compared is read in one moment."""
    yield from check_places(book, report_progress)
    for entry, events, digests in touched_entries(book):
        yield from check_entry(book, entry, events)
        yield from check_entry_files(book, entry, events, digests)
    yield from check_disposals(book)


def check_disposals(book) -> Iterator[Fault]:
    """Words of an entry are removed by an act that names it; those of an event by the same act."""
    entries = book.appeals.filter(disposal__isnull=False)
    named = named_rows(book.organisation, "appeals") if entries.exists() else set()
    for entry in entries:
        if (entry.disposal_id, entry.pk) not in named:
            yield record_fault(book, entry, "disposal_id", "no act of disposal names this row")
    events = book.appealevents.filter(disposal__isnull=False)
    for event in events.filter(Q(appeal__disposal=None) | ~Q(disposal=F("appeal__disposal"))):
        yield record_fault(book, event, "disposal_id", "no act of disposal names its entry")


def record_fault(book, row, column, words="is not what was sealed"):
    number = f"№ {row.number}" if row.NUMBERED else f"record {row.place}"
    return Fault(row._meta.db_table, book.organisation.code, str(book.year), number, column, words)


def entry_fault(book, entry, table, column, words="is not what was stored"):
    return Fault(table, book.organisation.code, str(book.year), f"№ {entry.number}", column, words)


def book_fault(book, column, words):
    return Fault(book._meta.db_table, book.organisation.code, str(book.year), f"№ {book.last}", column, words)


# --- Records ------------------------------------------------------------------------------------------------


def check_places(book, report_progress: ReportProgress) -> Iterator[Fault]:
    """Check places 1, 2, 3 …, previous hashes and seals of all rows, then length and head of the book."""
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
        report_progress(f"{book.organisation.code} · {book.kind} {book.year}", place, book.length)
    if book.length != place:
        yield book_fault(book, "length", f"the last record is {place}")
    if book.head != head:
        yield book_fault(book, "head", "is not the hash of the last record")
    yield from numbers.faults()


def read_stretches(book) -> Iterator[tuple[list, list]]:
    """Yield (entries, events) in batches of AT_ONCE places, each batch read in one moment; finally refreshes
    the book's row.
    """
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
    """(queryset of numbered rows, queryset of event rows) of a book."""
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
    """Whether the rows stand at the places after `place` without a hole, each following the one before and
    the first `head`.
    """
    hashes = [head, *(row[marks.HASH] for row in rows)]
    return [row[marks.PREVIOUS] for row in rows] == hashes[:-1] and [
        row[marks.PLACE] for row in rows
    ] == list(range(place + 1, place + 1 + len(rows)))


def find_seal_faults(book, entries, events, doubtful, place, head) -> Iterator[Fault]:
    """Faults by column in a batch that failed the quick check."""
    rows = [
        row
        for strand, tuples in zip(book_strands(book), (entries, events), strict=True)
        for row in strand.filter(pk__in=[columns[marks.PK] for columns in tuples])
    ]
    for row in sorted(rows, key=lambda row: row.place):
        wrong = row.faults(book.name) if row.pk in doubtful[type(row)] else []
        if row.place != place + 1 and "place" not in wrong:
            message = MISSING if row.place > place + 1 else "stands there twice"
            yield record_fault(book, row, "place", message)
        elif row.previous != head and "previous" not in wrong:
            wrong.append("previous")
        yield from (record_fault(book, row, column) for column in wrong)
        place, head = row.place, row.hash


class NumberCheck:
    """Checks over a whole book that numbers run 1 … last and that year and organisation are the book's."""

    def __init__(self, book):
        self.book, self.count, self.follow = book, 0, True
        self.years, self.organisation_ids = set(), set()
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
        self.organisation_ids.update(organisation_id for _number, _day, organisation_id in columns)
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
        if self.organisation_ids - {book.organisation_id}:
            yield book_fault(book, "organisation_id", "its entries are of another body")


# --- What entries show --------------------------------------------------------------------------------------


def touched_entries(book) -> Iterator[tuple[SimpleNamespace, list[SimpleNamespace], list[str]]]:
    """Yield (entry, events, file digests) of entries that have events, files or any column unlike a new
    entry.
    """
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
    """{appeal pk: [events in order]}"""
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
    for organisation_id in {entry.organisation_id for entry in entries}:
        files = AppealFile.objects.of(organisation_id).filter(appeal__book=book)
        here = files.filter(appeal__pk__range=(entries[0].pk, entries[-1].pk))
        for pk, digest in here.values_list("appeal_id", "file__sha256"):
            found[pk].append(digest)
    return found


def check_entry(book, entry, events) -> Iterator[Fault]:
    """Yield a fault for each column of an entry that differs from replaying its events on a new entry."""
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
    """Yield a fault when the files attached to an entry are not those its rows name."""
    named = [line for row in (entry, *events) for line in row.files.splitlines()]
    if sorted(named) != sorted(digests):
        yield entry_fault(book, entry, AppealFile._meta.db_table, "file_id")


# --- Heads that were given out ------------------------------------------------------------------------------

HEAD = re.compile(
    r"(?P<body>[-\w]+)\s+(?P<tray>карантин\s+)?(?P<year>\d{4})\s+(?:№\s*)?(?P<number>\d+)\s*"
    r"(?:·\s*(?P<length>\d+)\s*)?[·\s]\s*(?P<head>[0-9A-F]{4}(?:-[0-9A-F]{4}){3})"
)


def check_kept_head(line: str) -> Iterator[Fault]:
    """Check one published head line («dostuk 2026 № 12 · 31 · 7F3A-…», or of a receipt) against the stored
    book; yields Faults.
    """
    match = HEAD.fullmatch(line.strip())
    if match is None:
        if line.strip():
            yield Fault("heads", "", "", line.strip(), "line", "cannot be read as a head")
        return
    organisation = Organisation.objects.filter(code=match["body"]).first()
    kind = Book.Kind.TRAY if match["tray"] else Book.Kind.APPEALS
    book = organisation and Book.objects.of(organisation).filter(kind=kind, year=match["year"]).first()
    if match["head"] not in heads_at(book, match["number"], match["length"]):
        where = f"№ {match['number']}" + (f", record {match['length']}" if match["length"] else "")
        lost = organisation and is_lost(organisation, kind, match)
        words = LOST if lost else "is not the head that was given out"
        yield Fault("trustbox_book", match["body"], match["year"], where, "head", words)


LOST = "was lost in a restore: the entry stood in the book and its content is gone"


def is_lost(organisation, kind, match) -> bool:
    """Whether a restore of this book lost the number of a head; `match` is of `HEAD`."""
    restored = RestoredBook.objects.of(organisation).filter(book=kind, year=match["year"])
    return any(int(match["number"]) in row.lost_numbers for row in restored)


def heads_at(book, number, length) -> list[str]:
    """Short heads at chain place `length`, or under `number` when `length` is empty; [] without a book."""
    if book is None:
        return []
    numbered, others = book_strands(book)
    if not length:
        return [chain.short_head(entry.hash) for entry in numbered.filter(number=number)]
    records = [*numbered.filter(place=length), *others.filter(place=length)]
    return [chain.short_head(row.hash) for row in records]
