"""Reading of one moment: what others write meanwhile is not seen, and nobody waits for the reader longer than
the reading takes.
"""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def read_snapshot():
    """All that is read inside stands as it stood at the first reading.

    Inside a transaction that of the caller goes on.

    SQLite begins without the lock of a writer, PostgreSQL with a snapshot; nothing may be written inside.
    """
    if connection.in_atomic_block:
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
