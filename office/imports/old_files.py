"""Files of the old Word and Excel (.doc, .xls): LibreOffice, where the server has one, makes .docx and .xlsx
of them in a locked room, and our own readers read those.

LibreOffice and not a reader of values alone: what a cell of a list shows («1.10», a day) hangs on its format,
which the .xlsx keeps.
"""

import logging
import shutil
from base64 import b64encode

from office.imports.package import UnreadableFile
from office.locked_room import LockedRoom

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of an OLE container
PROGRAMS = ("soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
# A stream that only files of a kind have → the filters by which LibreOffice reads it and writes it anew.
KINDS = {
    "WordDocument": ("MS Word 97", "docx:MS Word 2007 XML"),
    "Workbook": ("MS Excel 97", "xlsx:Calc MS Excel 2007 XML"),
    "Book": ("MS Excel 95", "xlsx:Calc MS Excel 2007 XML"),
}
LIMITS = {"seconds": 9, "megabytes": 2048, "written": 64}  # of processor, of addresses, of a file it writes
REASONS = {"time": "time", "size": "memory", "room": "room", "other": "room"}  # of the room → of the file

office_room = LockedRoom("office.imports.old_files_worker")


def is_old_file(data: bytes) -> bool:
    """Whether it is a container of old Office files, which a password also puts around new ones."""
    return data.startswith(OLD)


def renew_old_file(data: bytes) -> bytes:
    """The same list as .docx or .xlsx. UnreadableFile: «old» where the server has no LibreOffice."""
    filters = next((found for stream, found in KINDS.items() if holds_stream(data, stream)), None)
    if holds_stream(data, "EncryptedPackage"):
        raise UnreadableFile("encrypted")
    if holds_stream(data, "_VBA_PROJECT"):
        raise UnreadableFile("macros")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if filters is None or program is None:
        raise UnreadableFile("old")
    request = {"program": program, "filters": filters, "data": b64encode(data).decode(), **LIMITS}
    answer, payload = office_room.read(request)
    if not answer["error"]:
        return payload
    if answer["error"] == "other":
        logging.getLogger(__name__).error("LibreOffice failed: %s", answer["detail"])
    raise UnreadableFile(REASONS.get(answer["error"], answer["error"]))


def holds_stream(data: bytes, name: str) -> bool:
    """Whether the container lists a stream or folder of that name, as its directory writes it."""
    return name.encode("utf-16-le") in data
