"""A list that is read for long while others write: an act of `tests/crowd.py`, place 0 reads."""

import time
import uuid
from pathlib import Path

from tests.files import sheet_of_empty_rows

ROWS = 200_000


def read_beside_writers(at, gate):
    """Seconds the posted list took, or the longest one row of a writer waited.

    `first`: whether the file is read before the transaction, as it should be. `flag`: a file that says that
    the reading is over.
    """
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import resolve, reverse

    from office.models.organisation import Unit
    from office.models.person import Person

    flag = Path(at["flag"])
    if at["place"]:
        gate()
        longest = 0.0
        while not flag.exists():
            begun = time.monotonic()
            Unit.unscoped.create(organisation_id=at["body"], name_ky=f"{time.monotonic_ns()}")
            longest = max(longest, time.monotonic() - begun)
            time.sleep(0.02)
        return longest
    address = reverse("imports:create")
    if not at["first"]:
        resolve(address).func.reads_first = None
    desk = Client(SERVER_NAME="localhost")
    desk.force_login(Person.objects.get(pk=at["clerk"]))
    upload = SimpleUploadedFile("tizme.xlsx", sheet_of_empty_rows(ROWS))
    gate()
    begun = time.monotonic()
    try:
        answer = desk.post(address, {"file": upload, "k": str(uuid.uuid4())})
    finally:
        flag.touch()
    assert answer.status_code == 422
    return time.monotonic() - begun


ACTS = {"read_beside_writers": read_beside_writers}
