"""Uploads that are read before the transaction of their request: SQLite lets one writer in at a time, and a
list may take the locked room ten seconds.

A view says by `read_before` what its files are read by; the middleware of the acting person asks it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from office.imports.package import MAX_BYTES, UnreadableFile

# (reader, digest of the bytes, name of the file) → what was read, or the refusal; of this request.
READ: ContextVar[dict[tuple[str, bytes, str], object] | None] = ContextVar("READ", default=None)


def keep_for_request(reader: Callable) -> Callable:
    """Let what a reader (bytes, name of the file) answered before the transaction be its answer in it."""

    @wraps(reader)
    def read(content: bytes, filename: str):
        key = (reader.__name__, sha256(content).digest(), filename)
        answers = READ.get()
        if answers is None or key not in answers:
            return reader(content, filename)
        answer = answers[key]
        if isinstance(answer, UnreadableFile):
            raise answer
        return answer

    read.uncached = reader
    return read


@dataclass(frozen=True)
class FirstReading:
    """What is read of a request before its transaction: so many files of a field, each up to a limit."""

    reader: Callable
    field: str = "file"
    most: int = 1
    limit: int = MAX_BYTES  # bytes


def read_before(reader: Callable, **limits: Any) -> Callable:
    """Mark a view: the files that are posted to it are read before its transaction begins."""

    def mark(view):
        view.reads_first = FirstReading(reader, **limits)
        return view

    return mark


@contextmanager
def reading_first(first: FirstReading, uploads) -> Iterator[None]:
    """Read the uploads now; inside the block the reader answers for them at once."""
    answers, reader = {}, first.reader
    for upload in uploads:
        content = upload.read(first.limit + 1)
        upload.seek(0)
        key = (reader.__name__, sha256(content).digest(), upload.name)
        try:
            answers[key] = reader.uncached(content, upload.name)
        except UnreadableFile as refused:
            answers[key] = refused
    token = READ.set(answers)
    try:
        yield
    finally:
        READ.reset(token)
