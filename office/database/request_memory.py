"""What one request reads once: rows of reference that do not differ inside it.

The memory lives as long as a request that only reads (`ActorMiddleware`). A request that writes, a command
and a test have none: there every question goes to the database, so nothing goes stale.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

MEMORY: ContextVar[dict[Hashable, Any] | None] = ContextVar("MEMORY", default=None)


@contextmanager
def request_memory() -> Iterator[None]:
    """Keep what `read_once` reads until the block ends."""
    token = MEMORY.set({})
    try:
        yield
    finally:
        MEMORY.reset(token)


def has_memory() -> bool:
    return MEMORY.get() is not None


def read_once[T](what: Hashable, read: Callable[[], T]) -> T:
    """What `read()` returns; inside a memory it is called once for `what`. The value is shared: never change
    it.
    """
    memory = MEMORY.get()
    if memory is None:
        return read()
    if what not in memory:
        memory[what] = read()
    found: T = memory[what]
    return found
