"""What the log may say of the citizen's side: that something broke and where in the code, never of which
request (SAFETY P-8).

A traceback ends with the database's own words, and those may quote a whole row; an address tells whose page
it was.
"""

import logging
import traceback
from pathlib import Path

OPEN = "/open/"
ROOT = f"{Path(__file__).resolve().parent.parent}/"


class WithoutRequest(logging.Filter):
    """Redact log records: drop request, arguments and exception text (only those of the citizens' pages
    unless `everything`); drop records of mere refusals.
    """

    def __init__(self, everything=True):
        super().__init__()
        self.everything = everything

    def filter(self, record):
        request = getattr(record, "request", None)
        if not self.everything and not (request and request.path.startswith(OPEN)):
            return True
        if request is not None and not record.exc_info and getattr(record, "status_code", 500) < 500:
            # a wrong code, a form sent at once: nothing broke, and the line would tell the second in which
            # somebody wrote
            return False
        if request is not None or record.exc_info:
            record.msg, record.args, record.is_redacted = redacted_message(record), (), True
            record.exc_info = record.exc_text = record.stack_info = None
            record.__dict__.pop("request", None)
        return True


def redacted_message(record) -> str:
    """«open page: DataError at trustbox/citizen/appeal_pages.py:42 < office/open_pages.py:61», or the status
    alone.
    """
    if not record.exc_info or record.exc_info[0] is None:
        return f"open page: {getattr(record, 'status_code', record.levelname)}"
    return f"open page: {exception_places(record.exc_info)}"


def exception_places(exc_info) -> str:
    """«DataError at trustbox/citizen/appeal_pages.py:42 < office/open_pages.py:61»: its kind and the lines of
    code, not its words.
    """
    kind, _error, trace = exc_info
    places = [f"{short_path(frame.filename)}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    return f"{kind.__name__} at {' < '.join(reversed(places))}"


def short_path(path) -> str:
    """A file of ours or of a package, without where the install lies."""
    return path.rpartition("site-packages/")[2].removeprefix(ROOT)
