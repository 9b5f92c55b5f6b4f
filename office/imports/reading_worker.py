"""The reading room: Word, Excel, CSV and text files that people bring are read here, in a child of their own.

`office/locked_room.py` starts it, `office/imports/room.py` asks it. Nothing of the portal but its readers is
imported here: no settings, no secrets, no database.
"""

import json
from base64 import b64decode

from office import room_server
from office.imports.package import UnreadableFile
from office.imports.paragraphs import read_marked_lines
from office.imports.pdf_text import read_pages
from office.imports.tables import read_tables


def read_or_reason(request: dict) -> dict:
    """What the file holds as JSON, or why it is not read: a key of `package.REFUSALS` is the detail of
    "refused".
    """
    try:
        found = read_plain(request["what"], b64decode(request["data"]), request["name"])
        return {"payload": json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass")}
    except UnreadableFile as refused:
        # An allocation that is refused inside zlib or expat looks like damage to the readers.
        if refused.code == "damaged" and room_server.is_out_of_memory():
            return {"error": "size"}
        return {"error": "refused", "detail": refused.code}
    except MemoryError:
        return {"error": "size"}
    except Exception as error:
        return {"error": "size" if room_server.is_out_of_memory() else "other", "detail": repr(type(error))}


def read_plain(what: str, data: bytes, name: str) -> list:
    """Plain lists: of tables, of lines with their remarks, of the pages of a PDF; of one value of JSON."""
    if what == "pages":
        return read_pages(data)
    if what == "json":
        return [read_json(data)]
    if what == "lines":
        return [[line.text, line.remarks] for line in read_marked_lines(data, name)]
    return [table.to_plain() for table in read_tables(data, name)]


def read_json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as trouble:
        raise UnreadableFile("damaged") from trouble


if __name__ == "__main__":
    room_server.open_room(read_or_reason)
