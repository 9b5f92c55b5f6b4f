"""A book of the journal as JSON that proves itself on another machine (SAFETY T-9): `trustbox/verifier.py` reads it without the portal.

Every record comes with its commitments; a column whose value may leave the house comes with the value and the salt of that column, so that
a changed value is told by name. The content of an appeal, its code and whatever is behind a wall stay commitments.
"""

import json
from datetime import date

from office.database import chain
from trustbox.journal.models.books import Book

FORMAT = 1
# What the export shows; every other column is proved and not shown. No name, no content, no code (SAFETY X-3).
EXPORTED_COLUMNS = {
    "entry": (
        "place", "previous", "year", "number", "received_on", "registered_on", "channel", "kind", "language", "anonymous",
        "signatories", "term", "late", "clock_back",
    ),
    "event": ("place", "previous", "kind", "day", "due_before", "due_after", "notice_date", "number", "date", "language", "result", "ground"),
}  # fmt: skip
HIDDEN_ROW_COLUMNS = ("place", "previous", "number")  # shown of a record its reader may not see


def book_json(organisation, year: int, visible: set[int], kind=Book.Kind.APPEALS) -> bytes:
    """The book as canonical JSON; that of a year nobody has begun is empty. `visible` are the entries whose columns the reader may see."""
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


def export_record(record, kind, visible) -> dict:
    """One record: kind, hash, all commitments, the shown columns as [value, salt]."""
    columns = (
        EXPORTED_COLUMNS[kind]
        if visible
        else [
            name
            for name in EXPORTED_COLUMNS[kind]
            if name in HIDDEN_ROW_COLUMNS[: 3 if kind == "entry" else 2]
        ]
    )
    sealed = record.sealed_columns()
    return {
        "kind": kind,
        "hash": record.hash,
        "leaves": record.leaves,
        "shown": {
            name: [json_value(sealed[name]), chain.column_salt(record.salt, name).hex()] for name in columns
        },
    }


def json_value(value):
    return value.isoformat() if isinstance(value, date) else value
