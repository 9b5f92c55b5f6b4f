"""What a thief carries away, and how a thief searches it: every value of every table, the raw pages of
SQLite, the file store, mails, the cache; and a word in it as plain UTF-8, as UTF-16, escaped, in base64, in
hexadecimal, in an address, or packed.
"""

import base64
import contextlib
import json
import zlib
from pathlib import Path
from urllib.parse import quote

from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection


def loot() -> dict[str, bytes]:
    """{where: bytes}"""
    found = {**database(), **store()}
    found["mail"] = "\n".join(f"{one.subject} {one.body} {one.to}" for one in mail.outbox).encode()
    found["cache"] = repr(getattr(cache, "_cache", "")).encode()
    return found


def database():
    """Every value of every table, as bytes."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = b"\n".join(as_bytes(value) for row in cursor.fetchall() for value in row)
    if connection.vendor == "sqlite":
        found["pages of the file"] = connection.connection.serialize()
    return found


def as_bytes(value):
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    return (json.dumps(value) + str(value) if isinstance(value, dict | list) else str(value)).encode()


def store():
    root = Path(default_storage.location)
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def forms(word: str) -> dict[str, list[bytes]]:
    """The bytes a word may be hidden as; in base64 one for each place it may begin at."""
    plain = word.encode()
    return {
        "utf-8": [plain],
        "utf-16": [word.encode("utf-16-le"), word.encode("utf-16-be")],
        "escaped": [json.dumps(word)[1:-1].encode()],
        "hex": [plain.hex().encode(), plain.hex().upper().encode()],
        "url": [quote(word).encode(), quote(word).lower().encode()],
        "base64": [encoded(plain, shift, alphabet) for shift in range(3) for alphabet in (b"+/", b"-_")],
    }


def encoded(plain, shift, alphabet):
    """The middle of its base64, whatever stands before and after it."""
    text = base64.b64encode(b"\0" * shift + plain, alphabet).rstrip(b"=")
    return text[4 if shift else 0 : len(text) // 4 * 4 - 4]


def unpacked(content: bytes):
    """The content, and whatever is packed with zlib in it."""
    yield content
    for head in (b"\x78\x9c", b"\x78\x01", b"\x78\xda"):
        start = content.find(head)
        while start >= 0:
            with contextlib.suppress(zlib.error):
                yield zlib.decompressobj().decompress(content[start:])
            start = content.find(head, start + 1)


def hits(words, found: dict[str, bytes]) -> set[tuple[str, str]]:
    """(where, how) of every place in which one of the words is found."""
    wanted = [(how, one) for word in words for how, ways in forms(word).items() for one in ways]
    return {
        (where, how)
        for where, content in found.items()
        for plain in unpacked(content)
        for how, one in wanted
        if one in plain
    }
