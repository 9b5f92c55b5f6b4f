"""Books of the trust box that came from another portal, sealed anew with the key of this one. Hashes and
heads stay what they were: the key is in neither.
"""

from office.database import chain
from trustbox.boxes.models.openings import BoxLetter
from trustbox.journal import marks
from trustbox.journal.models.books import PURPOSE, Book

AT_ONCE = 500


def countersign_books(organisation):
    """Prove each record by its own hash, then write the keyed ones. ValueError for a record that is not what
    was sealed, and for what only the other portal can open.
    """
    if BoxLetter.objects.of(organisation).exclude(photo=b"").exclude(photo=None).exists():
        raise ValueError(
            "letters of an open box have enclosures that only the portal they were taken in can read: close "
            "the opening there, and export anew"
        )
    for book in Book.objects.of(organisation):
        for strand in (book.appeals, book.appealevents, book.traydecisions, book.trayletters):
            after = 0
            while rows := list(strand.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
                for row in rows:
                    countersign_record(strand, row, book)
                after = rows[-1].pk


def countersign_record(strand, row, book):
    key = chain.chain_key(PURPOSE)
    row.mac = chain.keyed_hash(key, row.hash.encode())
    row.mark = row.mark and marks.make_mark(row, book.name, key)
    if wrong := row.faults(book.name):
        raise ValueError(f"{book.name} record {row.place}: {wrong[0]} is not what was sealed")
    if (
        row.mark
        and chain.record_faults(book.name, row.sealed_columns(), row.seal, key)
        and not row.disposal_id
    ):
        raise ValueError(f"{book.name} record {row.place}: is not what was sealed")
    strand.filter(pk=row.pk).update(mac=row.mac, mark=row.mark)
