"""Who proves a journal while others write in it (SAFETY T-7): what each process of
`tests.crowd` does there.
"""

import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from tests.crowd import EACH
from tests.net import figure


def prove_or_write(at, gate):
    """Two prove the journal again and again, the others write in it through the door meanwhile.

    Says how often it was proved, and the faults.
    """
    from office.models.organisation import Organisation
    from trustbox.journal.proofs import prove_books

    body = Organisation.objects.get(pk=at["body"])
    proved, found = 0, []
    if gate() < 2:
        for _ in range(EACH // 2):
            found += [str(fault) for fault in prove_books(body)]
            proved += 1
    else:
        for _ in range(EACH // 5):
            write_entry_and_event(at)
    return {"proved": proved, "found": found}


def write_entry_and_event(at):
    """An entry and what was done with it, in one transaction."""
    from office.database.actor import act_as
    from office.models.organisation import Organisation
    from office.models.person import Person
    from tests.trustbox import build
    from trustbox.journal.actions import report_measure

    clerk = Person.objects.get(pk=at["clerk"])
    with act_as(clerk):
        entry = build.appeal(Organisation.objects.get(pk=at["body"]), by=clerk)
        report_measure(entry, by=clerk, text="Текшерилди")


def prove_interrupted(at, gate):
    """Somebody writes between two readings of one proof: {"one moment": faults, "no moment": faults}."""
    from contextlib import nullcontext

    from office.models.organisation import Organisation
    from trustbox.journal import proofs

    body = Organisation.objects.get(pk=at["body"])
    gate()
    write_entry_and_event(at)
    faults = {}
    for way, moment in (("one moment", proofs.read_snapshot), ("no moment", nullcontext)):
        proofs.read_snapshot = moment
        with writing_before("trustbox_appealevent", at):
            faults[way] = [str(fault) for fault in proofs.prove_books(body)]
    return faults


@contextmanager
def writing_before(table, at):
    """Before the first reading of the table another connection writes; where the reader's moment holds it
    back, it waits until that is over.
    """
    from threading import Thread

    from django.db import connection

    from office.database.actor import act_for_all

    def write():
        with act_for_all():
            write_entry_and_event(at)
        connection.close()

    writer = Thread(target=write)

    def reading(execute, sql, params, many, context):
        if f'FROM "{table}"' in sql and writer.ident is None:
            writer.start()
            writer.join(2)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(reading):
        yield
    writer.join()


def prove_all_or_write(at, gate):
    """Two prove everything of the install, as `verify` does, the others do official acts of every kind until
    both are done.

    Says how often it was proved, how many acts were done, and the faults.
    """
    from office.verification import verify

    proved, written, found = 0, 0, []
    ends = [Path(gettempdir()) / f"proved-{at['begun']}-{place}" for place in (0, 1)]
    place = gate()
    if place < 2:
        try:
            for _ in range(figure(8, 500)):
                found += [str(fault) for fault in verify()]
                proved += 1
        finally:
            ends[place].touch()
    else:
        while not all(end.exists() for end in ends):
            do_official_acts(at)
            written += 1
            # People draw breath; SQLite lets nobody in before who asks again at once. A long run would
            # otherwise prove what it has written rather than prove often.
            time.sleep(figure(1, 20) / 10)
    return {"proved": proved, "written": written, "found": found}


def do_official_acts(at):
    """An entry of the journal, a sheet that is agreed, an order sent to the head and returned: each sealed as
    a request does it.
    """
    from django.db import transaction

    from office.database.actor import act_as
    from office.models.organisation import Organisation
    from office.models.person import Person
    from office.seals.actions import seal_changes
    from tests import make

    body = Organisation.objects.get(pk=at["body"])
    clerk, head = Person.objects.get(pk=at["clerk"]), Person.objects.get(pk=at["head"])

    def send_an_order_and_return_it():
        order = make.order(body)
        order.move("submit", by=clerk)
        order.move("return", by=head)

    for act in (
        lambda: write_entry_and_event(at),
        lambda: make.agreed_sheet(make.risk(body)),
        send_an_order_and_return_it,
    ):
        with act_as(clerk), transaction.atomic():
            act()
            seal_changes()


ACTS = {act.__name__: act for act in (prove_or_write, prove_interrupted, prove_all_or_write)}
