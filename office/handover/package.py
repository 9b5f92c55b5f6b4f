"""The folder of an export while it is written: every file is digested on its way, none is kept in memory."""

import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from office.papers.sheet import guard_formula

CLOSED = "closed.tar.age"
TABLES = "tables/"


class HandoverError(Exception):
    """An export or import that must not go on; the text is for whoever typed the command."""


def write_json(content) -> str:
    """One line of JSON. Names keep the order they are given in: a value is read back as it was stored."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


class Package:
    """`files` is {path in the folder: SHA-256}."""

    def __init__(self, folder: Path):
        self.folder, self.files = folder, {}

    @contextmanager
    def open_file(self, name: str) -> Iterator[IO[bytes]]:
        """A new file, readable by its owner alone."""
        place = self.folder / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.open("xb") as file:
            os.chmod(place, 0o600)
            written = DigestWriter(file)
            yield written
        self.files[name] = written.digest.hexdigest()

    def add_bytes(self, name: str, content: bytes):
        with self.open_file(name) as file:
            file.write(content)

    def add_lines(self, name: str, lines: Iterable):
        """A file of JSON, one line a value; how many there are."""
        count = 0
        with self.open_file(name) as file:
            for line in lines:
                file.write(f"{write_json(line)}\n".encode("utf-8", "surrogatepass"))
                count += 1
        return count

    def add_table(self, table: str, names: list[str], rows: Iterable[list]) -> int:
        """The rows as CSV for spreadsheets and as JSON for programs; how many there are."""
        count = 0
        with (
            self.open_file(f"{TABLES}{table}.csv") as sheet,
            self.open_file(f"{TABLES}{table}.json") as file,
        ):
            sheet.write(b"\xef\xbb\xbf")
            lines = csv.writer(TextWriter(sheet))
            lines.writerow(names)
            for row in rows:
                file.write(f"{',' if count else '['}\n".encode())
                file.write(write_json(dict(zip(names, row, strict=True))).encode("utf-8", "surrogatepass"))
                lines.writerow([guard_formula(cell_text(value)) for value in row])
                count += 1
            file.write(b"\n]\n" if count else b"[]\n")
        return count


def cell_text(value) -> str:
    """A value in a cell of CSV: nothing for None, JSON for what is neither text nor number."""
    if value is None:
        return ""
    return value if isinstance(value, str) else write_json(value)


class DigestWriter:
    """A file that is digested while it is written."""

    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        return self.file.write(piece)


class TextWriter:
    """What the writer of CSV writes to."""

    def __init__(self, file):
        self.file = file

    def write(self, text: str) -> int:
        return self.file.write(text.encode("utf-8", "surrogatepass"))
