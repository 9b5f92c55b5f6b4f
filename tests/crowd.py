"""Several real processes on one real database, in the very profile the portal runs with.

`ground()` makes the database; `crowd()` runs one act of this module in each of n processes at the same
moment. `python -m tests.crowd ACT SIZE` is what it runs: it says JSON.
"""

import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests import databases, postgres
from tests.net import figure

ROOT = Path(__file__).resolve().parent.parent
EACH = 50


@contextmanager
def ground(folder):
    """Yield the environment of a fresh, migrated database of the engine in use: a file in `folder`, or a
    database of the server.
    """
    with databases.copy_beside(folder) as place:
        yield environment(place)


@contextmanager
def durable_ground(folder):
    """The same on a server that loses nothing, as production asks for; a file is durable anyhow."""
    server = postgres.server(profile=()) if "DATABASE_URL" in os.environ else nullcontext()
    with server as url, databases.copy_beside(folder, url) as place:
        yield environment(place)


def environment(place):
    return os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "PORTAL_MODE": "test"} | place


def crowd(env, act, size, **arguments):
    """Found an organisation, run `act` in `size` processes that begin together; return their answers and what
    is stored then.

    `arguments` are passed to the act beside the place.
    """
    answer = subprocess.run(
        [sys.executable, "-m", "tests.crowd", act, str(size), json.dumps(arguments)],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        timeout=figure(500, 7200),
    )
    return json.loads(answer.stdout)


def together(act, size, at):
    """What each of `size` forked processes said, in no order."""
    from django.db import connection

    connection.close()
    fork = multiprocessing.get_context("fork")
    said, barrier, begun = fork.Queue(), fork.Barrier(size), time.time()

    def one(place):
        random.seed()
        try:
            said.put(act(at | {"place": place, "begun": begun}, barrier.wait))
        except BaseException:
            barrier.abort()  # nobody waits for one who will not come
            said.put(None)
            raise

    people = [fork.Process(target=one, args=[place]) for place in range(size)]
    for person in people:
        person.start()
    answers = [said.get(timeout=figure(490, 7100)) for _ in people]
    for person in people:
        person.join()
    assert {person.exitcode for person in people} == {0}
    return answers


def afterwards(at):
    """The numbers given at the body, in order; how many rows the audit remembers; how many papers the order
    has.
    """
    from office.models.audit import Change
    from office.models.organisation import Unit
    from office.papers.frozen import Paper

    remembered = Change.objects.filter(table_name="office_unit", event="INSERT", organisation_id=at["body"])
    return {
        "numbers": sorted(int(unit.name_ky) for unit in Unit.unscoped.filter(organisation=at["body"])),
        "remembered": remembered.count(),
        "papers": Paper.unscoped.filter(order=at["order"]).count(),
    }


def create_order_to_sign():
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
    return {"body": body.pk, "code": body.code, "head": head.pk, "clerk": clerk.pk, "order": order.pk}


# The acts: each is given where it happens and a gate to wait at.


def number_rows(at, gate):
    """Enter 50 numbered rows; one transaction in twenty fails after it took its number.

    Says how many were acknowledged.
    """
    from django.db import transaction

    from office.models.counter import Counter
    from office.models.organisation import Organisation, Unit

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

    from office.models.organisation import Organisation, Unit

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
    from office.database.actor import act_as
    from office.models.person import Person
    from office.papers.models import Order
    from office.registers.workflow import Refused

    head, order = Person.objects.get(pk=at["head"]), Order.unscoped.get(pk=at["order"])
    gate()
    try:
        with act_as(head):
            order.move("sign", by=head)
    except Refused:
        return "refused"
    return "done"


ACTS = {act.__name__: act for act in (number_rows, number_rows_by_the_largest, sign)}

if __name__ == "__main__":
    import django

    django.setup()
    from office.database.actor import act_for_all
    from tests import mixed, reading
    from tests.trustbox import provers, writers

    with act_for_all():
        at = create_order_to_sign() | json.loads(sys.argv[3])
        acts = ACTS | mixed.ACTS | reading.ACTS | writers.ACTS | provers.ACTS
        said = together(acts[sys.argv[1]], int(sys.argv[2]), at)
        print(json.dumps({"said": said, **afterwards(at), **writers.journal_state(at)}))
