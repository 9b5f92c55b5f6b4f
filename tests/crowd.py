"""Several real processes on one real database, in the very profile the portal runs with.

`ground()` makes the database; `crowd()` runs one act of this module in each of n processes at the same moment. `python -m tests.crowd ACT SIZE`
is what it runs: it says JSON.
"""

import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EACH = 50


@contextmanager
def ground(folder):
    """Yield the environment of a fresh, migrated database of the engine in use: a file in `folder`, or a database of the server.

    It is a copy of the worker's own, in which no test leaves a row: migrating takes a quarter of a minute.
    """
    url = os.environ.get("DATABASE_URL")
    env = os.environ | {
        "PORTAL_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PORTAL_MODE": "test",
    }
    if not url:
        copied(Path(folder) / "portal.sqlite3")
        yield env
        return
    name = f"ground_{os.getpid()}"
    at = url.index("?") if "?" in url else len(url)
    served(f'CREATE DATABASE {name} TEMPLATE "{own_name()}"')
    try:
        yield env | {"DATABASE_URL": f"{url[:at].rpartition('/')[0]}/{name}{url[at:]}"}
    finally:
        served(f"DROP DATABASE {name} WITH (FORCE)")


def copied(path):
    """The worker's database in memory, written to a file."""
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)


def own_name():
    """The worker's database of the server; nobody may be connected to it while it is copied."""
    from django.db import connection

    connection.close()
    return connection.settings_dict["NAME"]


def served(statement):
    """Run a statement that no transaction may hold, on the server itself."""
    import psycopg2
    from django.db import connection

    parameters = connection.get_connection_params()
    server = psycopg2.connect(
        host=parameters.get("host"),
        port=parameters.get("port"),
        user=parameters.get("user"),
        dbname="postgres",
    )
    server.autocommit = True
    server.cursor().execute(statement)
    server.close()


def crowd(env, act, size):
    """Found a body, run `act` in `size` processes that begin together, and tell what was said and what stands there afterwards."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.crowd", act, str(size)],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    return json.loads(told.stdout)


def together(act, size, at):
    """What each of `size` forked processes said, in no order."""
    from django.db import connection

    connection.close()
    fork = multiprocessing.get_context("fork")
    said, barrier = fork.SimpleQueue(), fork.Barrier(size)

    def one():
        random.seed()
        said.put(act(at, barrier.wait))

    people = [fork.Process(target=one) for _ in range(size)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert {person.exitcode for person in people} == {0}
    return [said.get() for _ in people]


def afterwards(at):
    """The numbers given at the body, in order; how many rows the audit remembers; how many papers the order has."""
    from office.models import Change, Paper, Unit

    remembered = Change.objects.filter(table_name="office_unit", event="INSERT", organisation_id=at["body"])
    return {
        "numbers": sorted(int(unit.name_ky) for unit in Unit.unscoped.filter(organisation=at["body"])),
        "remembered": remembered.count(),
        "papers": Paper.unscoped.filter(order=at["order"]).count(),
        **journal(at),
    }


def journal(at):
    """The numbers of the journal in the order of its chain, and the faults its proof finds."""
    from office.models import Organisation
    from trustbox.models import Appeal
    from trustbox.proofs import books

    entries = Appeal.unscoped.filter(organisation=at["body"]).order_by("place")
    return {
        "entries": list(entries.values_list("number", flat=True)),
        "faults": [str(fault) for fault in books(Organisation.objects.get(pk=at["body"]))],
    }


def found():
    """A body with a clerk and a head, and an order that waits for the head."""
    from tests import make

    body = make.organisation(f"b{random.randrange(10**9)}")
    clerk, head = (
        make.appoint(make.person(f"{role}-{body.code}"), body, role).person for role in ("clerk", "head")
    )
    order = make.order(body)
    order.move("submit", by=clerk)
    from tests.trustbox import build

    build.opening(body, clerk, letters=3)
    return {"body": body.pk, "head": head.pk, "clerk": clerk.pk, "order": order.pk}


# The acts: each is given where it happens and a gate to wait at.


def number_rows(at, gate):
    """Enter 50 numbered rows; one transaction in twenty fails after it took its number. Says how many were acknowledged."""
    from django.db import transaction

    from office.models import Counter, Organisation, Unit

    body = Organisation.objects.get(pk=at["body"])
    acknowledged = 0
    gate()
    for _ in range(EACH):
        try:
            with transaction.atomic():
                number = Counter.take(body, "tried", 2026)
                Unit.objects.create(organisation=body, name_ky=f"{number}")
                if random.random() < 0.05:
                    raise InterruptedError
            acknowledged += 1
        except InterruptedError:
            pass
    return acknowledged


def number_rows_by_the_largest(at, gate):
    """The same by MAX + 1, as it is written where nobody thinks of a neighbour."""
    from django.db import IntegrityError

    from office.models import Organisation, Unit

    body = Organisation.objects.get(pk=at["body"])
    acknowledged = 0
    gate()
    for _ in range(EACH // 5):
        largest = max((int(unit.name_ky) for unit in Unit.objects.of(body)), default=0)
        try:
            Unit.objects.create(organisation=body, name_ky=f"{largest + 1}")
            acknowledged += 1
        except IntegrityError:
            pass
    return acknowledged


def sign(at, gate):
    """Sign the order: "done" or "refused"."""
    from office.acting import acting
    from office.models import Order, Person
    from office.workflow import Refused

    head, order = Person.objects.get(pk=at["head"]), Order.unscoped.get(pk=at["order"])
    gate()
    try:
        with acting(head):
            order.move("sign", by=head)
    except Refused:
        return "refused"
    return "done"


def take_appeals(at, gate):
    """Enter 50 appeals; one transaction in twenty fails after its number was given, one in twenty is sent again. Says the numbers acknowledged."""
    from django.db import transaction
    from django.utils import timezone

    from office.models import Organisation
    from trustbox.actions import take_appeal

    body = Organisation.objects.get(pk=at["body"])
    acknowledged = []
    gate()
    for _ in range(EACH):
        try:
            with transaction.atomic():
                taken = take_appeal(
                    body, channel="post", received_on=timezone.localdate(), kind="complaint", text="Кат"
                )
                if random.random() < 0.05:
                    raise InterruptedError
            acknowledged.append(taken.appeal.number)
        except InterruptedError:
            pass
    return acknowledged


def take_appeals_unlocked(at, gate):
    """The same with a book that was read once and never locked: what a neighbour writes in between is not seen."""
    from django.db import IntegrityError, transaction
    from django.utils import timezone

    from office.models import Organisation
    from trustbox.actions import take_appeal
    from trustbox.models import Book

    body, today = Organisation.objects.get(pk=at["body"]), timezone.localdate()
    with transaction.atomic():
        stale = Book.open_for_writing(body, today.year)
    Book.open_for_writing = classmethod(lambda *_, **__: stale)
    acknowledged = []
    gate()
    for _ in range(EACH // 5):
        try:
            taken = take_appeal(body, channel="post", received_on=today, kind="complaint", text="Кат")
            acknowledged.append(taken.appeal.number)
        except IntegrityError:
            pass
    return acknowledged


def close_the_box(at, gate):
    """Close the same opening: "done" or "refused"."""
    from django.db import IntegrityError

    from office.acting import acting
    from office.models import Person
    from office.workflow import Refused
    from trustbox.models import Opening

    clerk, row = Person.objects.get(pk=at["clerk"]), Opening.unscoped.get(organisation=at["body"])
    gate()
    try:
        with acting(clerk):
            row.move("close", by=clerk, seal_after="0115", note="")
    except (Refused, IntegrityError):
        return "refused"
    return "done"


ACTS = {
    act.__name__: act
    for act in (
        number_rows,
        number_rows_by_the_largest,
        sign,
        take_appeals,
        take_appeals_unlocked,
        close_the_box,
    )
}

if __name__ == "__main__":
    import django

    django.setup()
    at = found()
    print(json.dumps({"said": together(ACTS[sys.argv[1]], int(sys.argv[2]), at), **afterwards(at)}))
