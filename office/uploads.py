"""Files of the citizen's side as they arrive: held in memory until they are cleaned, never written to a temporary folder in the clear."""

import io

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

TOGETHER = 25 * 2**20
FORM = 2 * 2**20  # what else a form may weigh


class InMemory(FileUploadHandler):
    """Take files up to TOGETHER for one request; RequestDataTooBig before the first byte is read, or when more comes than was said."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.taken = 0
        if content_length > TOGETHER + FORM:
            raise RequestDataTooBig

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.taken += len(raw_data)
        if self.taken > TOGETHER:
            raise RequestDataTooBig
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
