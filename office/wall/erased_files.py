"""What is left to do once an erasure by law or an act of disposal is through: the bytes of files leave the
store, PostgreSQL writes the table of sealed fields anew.

SQLite overwrites deleted rows by itself (`secure_delete`). What lay in the write-ahead log or in copies of
the portal made before stays there, sealed, until the server reuses the log and the copies are destroyed in
their turn: nobody can promise more.
"""

import logging

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from office.files.models import StoredFile
from office.wall.models.sealed_file import SealedFile

log = logging.getLogger(__name__)


def sweep_after_commit(organisation):
    """Sweep when the caller's transaction is through."""
    transaction.on_commit(lambda: (sweep_erased_files(organisation), rewrite_pages()))


def sweep_erased_files(organisation, today=None) -> int:
    """Delete the stored bytes of erased files; returns how many.

    Also run daily, for a crash between commit and sweep.
    """
    gone = 0
    for row in erased_rows(organisation):
        if is_left_over(row) and default_storage.exists(row.path):
            default_storage.delete(row.path)
            gone += 1
    return gone


def erased_rows(organisation):
    """Rows whose bytes have to be gone."""
    gone = Q(erasure__isnull=False) | Q(disposal__isnull=False)
    yield from StoredFile.objects.of(organisation).filter(gone)
    yield from SealedFile.objects.of(organisation).filter(wall__erased__has_key="files")


def is_left_over(row) -> bool:
    """Whether the bytes of an erased file must go: not while another matter filed the same bytes."""
    if not row.is_erased:
        return False
    return (
        isinstance(row, SealedFile)
        or not StoredFile.objects.of(row.organisation)
        .filter(sha256=row.sha256, erasure=None, disposal=None)
        .exists()
    )


def rewrite_pages():
    """Rewrite the PostgreSQL table so that deleted identities leave no dead tuples."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (FULL) office_identity")
        except DatabaseError:
            log.warning("office_identity could not be written anew: autovacuum will reuse what was erased")
