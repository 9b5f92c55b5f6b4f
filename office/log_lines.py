"""Log lines as JSON, one object a line, for whatever collects logs: when, how grave, where, in which request.

No content by construction. Of what another package says only the unfilled template is written, of an
exception its kind and the lines of code: their words quote headers, addresses, forms, rows. Our own messages
are filled in: they hold names of acts, codes of organisations, numbers of rows.
"""

import json
import logging
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime

from office.log_redaction import OPEN, exception_places, short_path

# The id of the staff's request at hand. A citizen's has none: it would tie a line of the log to a browser.
REQUEST: ContextVar[str] = ContextVar("REQUEST", default="")
HEADER = "X-Request-Id"
OURS = ("config", "office", "risks", "positions", "plans", "trustbox", "monitoring", "standards")


class RequestIdMiddleware:
    """Each request of the staff's side gets an id of its own, which its answer and its log lines carry. One
    that comes along is not taken: it would be a stranger's words in the log.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(OPEN):
            return self.get_response(request)
        token = REQUEST.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response.headers[HEADER] = REQUEST.get()
            return response
        finally:
            REQUEST.reset(token)


class JsonFormatter(logging.Formatter):
    """Keys: time (ISO, UTC), level, logger, place, event; and where they are known request, status, path (of
    the staff's side).
    """

    def format(self, record) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "place": f"{short_path(record.pathname)}:{record.lineno}",
            "event": event_of(record),
            "request": REQUEST.get(),
            "status": getattr(record, "status_code", None),
            "path": staff_path(record),
        }
        return json.dumps({name: said for name, said in line.items() if said}, ensure_ascii=False)


def event_of(record) -> str:
    """What happened, without a word of what was sent."""
    ours = record.name.partition(".")[0] in OURS or getattr(record, "is_redacted", False)
    said = record.getMessage() if ours else str(record.msg) if record.args else ""
    broke = record.exc_info and record.exc_info[0] is not None
    return " · ".join(filter(None, (said, exception_places(record.exc_info) if broke else "")))


def staff_path(record) -> str:
    """The address of the request without its query; none of the citizens' side."""
    path = getattr(getattr(record, "request", None), "path", "")
    return "" if path.startswith(OPEN) else path
