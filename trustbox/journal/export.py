"""A book of the journal as JSON that proves itself on another machine (SAFETY T-9): `trustbox/verifier.py`
reads it without the portal.

Every record comes with its commitments; a column whose value may leave the house comes with the value and the
salt of that column, so that the verifier names the changed column. The content of an appeal, its code and
whatever is behind a wall stay commitments.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from office.database import chain
from office.roles import Act
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book

FORMAT = 1
# What the export shows; every other column is proved only. No name, no content, no code (SAFETY X-3).
EXPORTED_COLUMNS = {
    "entry": (
        "place", "previous", "year", "number", "received_on", "registered_on", "channel", "kind", "language",
        "anonymous", "signatories", "term", "late", "clock_back",
    ),
    "event": (
        "place", "previous", "kind", "day", "due_before", "due_after", "notice_date", "number", "date",
        "language", "result", "ground",
    ),
}  # fmt: skip


def book_json(organisation, year: int, visible: set[int], kind=Book.Kind.APPEALS) -> bytes:
    """A book as canonical JSON bytes; an unbegun year gives an empty book.

    `visible`: pks of entries whose columns may be shown.
    """
    begun = Book.objects.of(organisation).filter(kind=kind, year=year).first()
    book = begun or Book(organisation=organisation, kind=kind, year=year)
    entries = [(entry, "entry", entry.pk in visible) for entry in begun.appeals.all()] if begun else []
    events = (
        [(event, "event", event.appeal_id in visible) for event in begun.appealevents.all()] if begun else []
    )
    records = sorted([*entries, *events], key=lambda one: one[0].place)
    content = {
        "format": FORMAT,
        "chain": book.name,
        "body": organisation.code,
        "year": book.year,
        "last": book.last,
        "length": book.length,
        "head": book.head,
        "records": [export_record(*one) for one in records],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def export_record(row, kind, visible) -> dict:
    """One row: {kind, hash, leaves, shown: {column: [value, salt]}}. Of a row its reader may not see the hash
    alone: neither whether it is an entry nor which columns it has.
    """
    if not visible:
        return {"kind": "closed", "hash": row.hash}
    columns, sealed = EXPORTED_COLUMNS[kind], row.sealed_columns()
    return {
        "kind": kind,
        "hash": row.hash,
        "leaves": row.leaves,
        "shown": {
            name: [json_value(sealed[name]), chain.column_salt(row.salt, name).hex()] for name in columns
        },
    }


def json_value(value):
    return value.isoformat() if isinstance(value, date) else value


def open_books(organisation, person) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of each book of the journal as this person may read it, and of what proves them."""
    years = Book.objects.of(organisation).filter(kind=Book.Kind.APPEALS).order_by("year")
    for year in years.values_list("year", flat=True):
        visible = Appeal.objects.visible_to(person, Act.JOURNAL).filter(organisation=organisation, year=year)
        keys = set(visible.values_list("pk", flat=True))
        yield f"books/appeals-{year}.json", book_json(organisation, year, keys)
    yield "verify_book.py", VERIFIER.read_bytes()


VERIFIER = Path(__file__).parents[1] / "verifier.py"
