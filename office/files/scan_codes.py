"""The one door to the QR codes of scans and photographs: decoded in a locked room, never in a worker of the
server.
"""

import json
import logging
from base64 import b64encode

from office.imports.read_first import keep_for_request
from office.locked_room import LockedRoom

LIMITS = {"seconds": 60, "megabytes": 1536}
scan_room = LockedRoom("office.files.scan_worker")


@keep_for_request
def read_scan(content: bytes, filename: str) -> list[list[str]]:
    """The texts of the codes on each page; one page without a code for what could not be decoded."""
    request = {"data": b64encode(content).decode(), **LIMITS}
    answer, payload = scan_room.read(request)
    if not answer["error"]:
        return json.loads(payload) or [[]]
    if answer["error"] == "room":
        logging.getLogger(__name__).error("the scanning room does not start: codes of scans are not read")
    return [[]]
