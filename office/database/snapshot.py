"""Consistent reads: writes of others during the read are not seen, and nobody waits for the reader."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def read_snapshot():
    """Read a consistent snapshot: everything inside is read as of the first query; joins the caller's
    transaction or snapshot when there is one. Nothing may be written inside.
    """
    if connection.in_atomic_block or reads_already():
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("COMMIT")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def reads_already() -> bool:
    """Whether a snapshot of SQLite is open around this one: Django does not know of it."""
    raw = connection.connection
    return connection.vendor == "sqlite" and raw is not None and raw.in_transaction
