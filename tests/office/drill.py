"""An install of many organisations that people write to while it is copied: `python -m tests.office.drill ACT
…`, each act in a process of its own; what it says is JSON.
"""

import json
import os
import random
import secrets
import sys
import time
from datetime import date
from pathlib import Path

import django

BATCH = 500


def stop_file() -> Path:
    """While it is there nobody writes any more."""
    return Path(os.environ["PORTAL_VAR"], "stop")


def fill(bodies: int, entries: int, files: int):
    """Organisations whose journals have `entries` together, sealed like any other, and `files` in the store.

    The entries are written in bulk, past the guards, which stand again afterwards.
    """
    from django.db import transaction

    from office.database import triggers
    from tests import make

    district = make.organisation("araban", kind="district")
    organisations = [make.organisation(f"b{place}", parent=district) for place in range(bodies)]
    clerk = make.appoint(make.person("drill-clerk"), organisations[0], "clerk").person
    triggers.drop_triggers()
    for organisation in organisations:
        with transaction.atomic():
            fill_journal(organisation, entries // bodies)
    triggers.install_triggers()
    for first in range(0, files, BATCH):
        with transaction.atomic():
            for number in range(first, min(first + BATCH, files)):
                file_something(organisations[number % bodies], clerk)


def fill_journal(organisation, entries: int):
    from office.wall.models.wall import Wall
    from tests import bulk
    from trustbox.journal.models.appeals import Appeal
    from trustbox.journal.models.books import Book

    today = date.today()
    book = Book.open_for_writing(organisation, today.year)
    # Only the row that is bound is written here; the book tells of all of them at the end.
    book.save = lambda **_: None
    walls = [
        Wall(organisation=organisation, book="appeals", year=today.year, number=number, mode="none")
        for number in range(1, entries + 1)
    ]
    rows = []
    for wall in Wall.unscoped.bulk_create(walls, batch_size=BATCH):
        row = bulk.new_entry(wall)
        row.pk, row.code_hash, row.year = None, secrets.token_hex(32), today.year
        row.received_on = row.registered_on = row.first_due = row.due_on = today
        rows.append(bulk.bind_record(book, row))
    del book.save
    Appeal.unscoped.bulk_create(rows, batch_size=BATCH)
    book.save()


def file_something(organisation, clerk):
    from office.files.models import StoredFile

    StoredFile.store(organisation, name="скан.pdf", content=b"%PDF-1.7 " + os.urandom(300), by=clerk)


def write(writers: int, letters: int):
    """`writers` processes take letters at all organisations, every fifth with a file, until the file says so
    or each has taken `letters`. Says [organisation, number] of what was acknowledged.
    """
    from office.models.organisation import Organisation
    from tests.crowd import together

    codes = list(Organisation.objects.filter(code__startswith="b").values_list("code", flat=True))
    said = together(take_letters, writers, {"codes": codes, "letters": letters})
    return [pair for pairs in said for pair in pairs]


def take_letters(at, gate):
    from office.models.organisation import Organisation
    from trustbox.journal.actions import take_appeal

    organisations = {row.code: row for row in Organisation.objects.filter(code__in=at["codes"])}
    acknowledged = []
    gate()
    while len(acknowledged) < at["letters"] and not stop_file().exists():
        code = random.choice(at["codes"])
        receipt = take_appeal(
            organisations[code],
            channel="counter",
            received_on=date.today(),
            kind="complaint",
            text=f"Сугат суусу боюнча {secrets.token_hex(8)}",
            files=[("", b"%PDF-1.7 " + os.urandom(200))] if len(acknowledged) % 5 == 0 else (),
        )
        acknowledged.append([code, receipt.appeal.number])
        time.sleep(random.random())  # they write as people do, not as fast as the machine can
        if len(acknowledged) == 1:
            stop_file().with_name(f"began-{at['place']}").touch()
    return acknowledged


def answer(known: dict[str, int]):
    """Open every closed book of a restored install; `known` is {organisation: last number on paper}."""
    from office.database.actor import act_as
    from office.recovery.actions import enter_known_number, restored_books

    for row in list(restored_books()):
        last = known.get(row.organisation.code, row.last) if row.book == "appeals" else row.last
        with act_as(None):
            enter_known_number(row, known_last=last, by=None)


def journals() -> dict[str, dict[str, list[int]]]:
    """{organisation: {"numbers": in order, "lost": those a restore lost}}"""
    from trustbox.journal.models.appeals import Appeal

    found: dict[str, dict[str, list[int]]] = {}
    rows = Appeal.unscoped.order_by("number").values_list("organisation__code", "number", "state")
    for code, number, state in rows:
        journal = found.setdefault(code, {"numbers": [], "lost": []})
        journal["numbers"].append(number)
        if state == "lost":
            journal["lost"].append(number)
    return found


ACTS = {act.__name__: act for act in (fill, write, answer, journals)}

if __name__ == "__main__":
    django.setup()
    from office.database.actor import act_for_all

    with act_for_all():
        print(json.dumps(ACTS[sys.argv[1]](*map(json.loads, sys.argv[2:]))))
