"""Files as they arrive: held in memory until they are filed, never written to a temporary folder in the
clear.

On the staff's side a file that is too large is refused in three places, each for those whom the one before
does not reach: by the page before it is sent (`portal.js`), by its length before it is read
(`EarlyAnswerMiddleware`), by its form, which comes back with everything that was typed
(`BoundedUploadHandler`).
"""

import io
from contextlib import suppress
from time import monotonic

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.core.handlers.exception import response_for_exception
from django.http import StreamingHttpResponse, UnreadablePostError

from office.files.models import SCAN_LIMIT

TOGETHER = 25 * 2**20
FORM = 2 * 2**20  # what else a form may weigh
MOST = 2 * SCAN_LIMIT + FORM  # bytes of one request: no form asks for more than two files
PATIENCE = 10  # seconds for which what is refused is still read away


class MemoryHandler(FileUploadHandler):
    """Keep a file in memory."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.file.write(raw_data)

    def file_complete(self, file_size):
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class InMemoryUploadHandler(MemoryHandler):
    """Take files up to TOGETHER for one request; RequestDataTooBig before the first byte is read, or when
    more comes than was said.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.received_bytes = 0
        if content_length > TOGETHER + FORM:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data, start):
        self.received_bytes += len(raw_data)
        if self.received_bytes > TOGETHER:
            raise RequestDataTooBig
        super().receive_data_chunk(raw_data, start)


class BoundedUploadHandler(MemoryHandler):
    """A file larger than can be filed is counted to its end and no longer kept: the form says how large it
    is.

    What is kept of it is longer than SCAN_LIMIT, so nothing can mistake it for the whole.
    """

    def receive_data_chunk(self, raw_data, start):
        if start <= SCAN_LIMIT:
            super().receive_data_chunk(raw_data, start)


class EarlyAnswerMiddleware:
    """Middleware: answer 413 from Content-Length before the body is read, then drain it for PATIENCE seconds
    so that browsers show the answer.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        content_length = request.META.get("CONTENT_LENGTH") or "0"
        if not content_length.isdecimal() or int(content_length) <= MOST:
            return self.get_response(request)
        refusal = response_for_exception(request, RequestDataTooBig(f"{content_length} bytes in one request"))
        headers = {**refusal.headers, "Content-Length": str(len(refusal.content))}
        return StreamingHttpResponse(
            answered_first(request, refusal.content), status=refusal.status_code, headers=headers
        )


def answered_first(request, content: bytes):
    """Yield the response, then read and discard the rest of the request."""
    yield content
    until = monotonic() + PATIENCE
    with suppress(UnreadablePostError, OSError):
        while monotonic() < until and request.read(2**16):
            pass
