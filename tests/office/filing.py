"""A clerk who files scans for ever: `python -m tests.office.filing BODY`. Each line is a digest that was
acknowledged, after its transaction.
"""

import os
import sys
import time

import django


def file_scans(code: str):
    from django.db import transaction

    from office.files.models import StoredFile
    from office.models.organisation import Organisation
    from tests import make

    organisation = Organisation.objects.get(code=code)
    with transaction.atomic():
        clerk = make.person(f"clerk-{os.getpid()}")
    while True:
        with transaction.atomic():
            content = b"%PDF-1.7 " + os.urandom(200_000)
            row = StoredFile.store(organisation, name="скан.pdf", content=content, by=clerk)
        print(row.sha256, flush=True)
        time.sleep(0.05)  # SQLite lets another one in


if __name__ == "__main__":
    django.setup()
    from office.database.actor import act_for_all

    with act_for_all():
        file_scans(sys.argv[1])
