"""A small file system that fills while people write, in a process of its own: `python -m tests.full_disk
write DISK` prints what was acknowledged, what was refused and what stands, `… found DISK` makes a body and
prints its code.
"""

import json
import os
import secrets
import sys
from pathlib import Path


def fill(disk: Path, leave: int) -> None:
    """Take up all of the file system but so many bytes; with `leave` of all of it, nothing."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    whole = os.statvfs(disk)
    free = whole.f_bavail * whole.f_frsize
    if leave < free:
        with ballast.open("wb") as written:
            os.posix_fallocate(written.fileno(), 0, free - leave)


def enter_letter(at, said, refused, *, size=0):
    """Enter a letter, with a file of so many bytes where that is asked; whether it was taken."""
    from django.db import Error

    from office import clock
    from office.files.models import WrongFile
    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal

    text = secrets.token_hex(8)
    files = [("", b"%PDF-1.7 " + os.urandom(size))] if size else ()
    try:
        receipt = take_appeal(
            Organisation.objects.get(pk=at["body"]),
            channel="counter",
            received_on=clock.today(),
            kind="complaint",
            text=text,
            files=files,
        )
    except (WrongFile, Error) as trouble:
        refused.append(repr(trouble))
        return False
    said.append((text, receipt.appeal.number))
    return True


def found_body(disk):
    from tests.crowd import create_order_to_sign

    return create_order_to_sign()


def write_until_full(disk):
    from django.db import connection

    from office.files.store import ROOM
    from tests.kills import letters_standing

    at, said, refused = found_body(disk), [], {"files": [], "letters": []}
    assert enter_letter(at, said, refused["files"], size=20_000)
    fill(disk, ROOM + 200_000)
    taken = sum(enter_letter(at, said, refused["files"], size=20_000) for _letter in range(40))
    assert enter_letter(at, said, refused["letters"]), "a letter without a file still has its room"
    if connection.vendor == "sqlite":  # else the rows lie elsewhere
        fill(disk, 0)
        for _letter in range(5):
            enter_letter(at, said, refused["letters"])
    fill(disk, 2**60)
    assert enter_letter(at, said, refused["letters"], size=20_000), "there is room again"
    return {"taken": taken, "refused": refused, **letters_standing(at, said)}


ACTS = {"write": write_until_full, "found": found_body}


def main(act, disk):
    from office.database.actor import act_for_all

    with act_for_all():
        return ACTS[act](Path(disk))


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(*sys.argv[1:])))
