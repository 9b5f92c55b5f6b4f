"""The one door for files with tables or text that people bring: read in a locked room, never in a worker of
the server.

A file that takes too long or too much memory is refused in words; the portal goes on.
"""

import json
import logging
from base64 import b64encode

from office.imports.old_files import is_old_file, renew_old_file
from office.imports.package import MAX_BYTES, UnreadableFile
from office.imports.paragraphs import TYPE, Line, texts_of
from office.imports.read_first import keep_for_request
from office.imports.source import SourceTable
from office.locked_room import LockedRoom

LIMITS = {"seconds": 10, "megabytes": 768}  # the largest list that is taken needs a fifth of either
REASONS = {"time": "time", "size": "memory", "room": "room", "other": "damaged"}  # of the room → of the file

reading_room = LockedRoom("office.imports.reading_worker")


@keep_for_request
def read_tables(data: bytes, filename: str) -> list[SourceTable]:
    """The tables of a Word, Excel or CSV file, as `office.imports.tables` reads them. UnreadableFile."""
    return [SourceTable.from_plain(table) for table in ask_room("tables", data, filename)]


def read_lines(data: bytes, filename: str) -> list[str]:
    """The texts of these lines. UnreadableFile."""
    return texts_of(read_marked_lines(data, filename))


@keep_for_request
def read_marked_lines(data: bytes, filename: str) -> list[Line]:
    """The lines of a Word or text file, as `office.imports.paragraphs` reads them. UnreadableFile."""
    try:
        return [Line(text, tuple(remarks)) for text, remarks in ask_room("lines", data, filename)]
    except UnreadableFile as refused:
        raise UnreadableFile("type", TYPE) if refused.code == "type" else refused from None


def read_pages(data: bytes) -> list[str]:
    """The text of each page of a PDF. UnreadableFile."""
    return ask_room("pages", data, "")


def read_json(data: bytes) -> object:
    """The value that a JSON file holds. UnreadableFile."""
    return ask_room("json", data, "")[0]


def ask_room(what: str, data: bytes, filename: str) -> list:
    """What a child of the room has read. Raises UnreadableFile."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile("size")
    if is_old_file(data):
        data = renew_old_file(data)
    request = {"what": what, "name": filename, "data": b64encode(data).decode(), **LIMITS}
    answer, payload = reading_room.read(request)
    if not answer["error"]:
        return json.loads(payload)
    if answer["error"] == "refused":
        raise UnreadableFile(answer["detail"])
    if answer["error"] == "other":
        logging.getLogger(__name__).error("a reader failed: %s", answer["detail"])
    raise UnreadableFile(REASONS[answer["error"]])
