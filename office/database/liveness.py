"""Whether PostgreSQL answers within seconds, asked on a line of its own that nothing can keep waiting.

A server that accepts a connection and then says nothing would hold whoever asks it through Django for ever:
libpq waits for an answer without end.
"""

import select
import time
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg2 import Error, extensions
from psycopg2 import connect as open_line

WAITS = {extensions.POLL_READ: select.POLLIN, extensions.POLL_WRITE: select.POLLOUT}


@contextmanager
def answered_within(seconds: int):
    """Inside the block PostgreSQL has so long for each statement. OperationalError when it does not answer at
    all, before anything is asked of it through Django.
    """
    if connection.vendor != "postgresql":
        yield
        return
    if not answers_within(seconds, **connection.get_connection_params()):
        raise OperationalError("silent")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        (before,) = cursor.fetchone()
        cursor.execute(LIMIT, [f"{seconds}s"])
        yield
        cursor.execute(LIMIT, [before])


LIMIT = "SELECT set_config('statement_timeout', %s, true)"


def answers_within(seconds: float, **params) -> bool:
    """Whether the server of these connection parameters (as Django passes them) answers in time.

    Never raises what the server said: it may quote an address or a user.
    """
    end = time.monotonic() + seconds
    try:
        line = open_line(**params, async_=True)
    except Error:
        return False
    try:
        if not wait_until_done(line, end):
            return False
        cursor = line.cursor()
        cursor.execute("SELECT 1")
        return wait_until_done(line, end)
    except Error:
        return False
    finally:
        line.close()


def wait_until_done(line, end: float) -> bool:
    """Wait for what was asked on a line until the moment `end` of the monotonic clock."""
    while (state := line.poll()) != extensions.POLL_OK:
        poll = select.poll()
        poll.register(line.fileno(), WAITS[state])
        left = end - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return False
    return True
