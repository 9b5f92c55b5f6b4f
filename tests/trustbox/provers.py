"""Who proves a journal while others write in it (SAFETY T-7): what each process of
`tests.crowd` does there.
"""

from contextlib import contextmanager

from tests.crowd import EACH


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


ACTS = {act.__name__: act for act in (prove_or_write, prove_interrupted)}
