"""Sets the acting person and the readable organisations in the database session.

Audit triggers and PostgreSQL row policies read both, so raw SQL is covered. A new connection reads no row of
any organisation until one of the doors below says who acts: `act_as` for a transaction, `act_for_all` for a
command.
"""

from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import NamedTuple

from django.db import DatabaseError, connection, transaction

EVERY_ORGANISATION = "*"


class Scope(NamedTuple):
    """Who acts (None: nobody or the portal itself) and whose rows PostgreSQL lets through ("": nobody's)."""

    person: object = None
    reach: str = ""


# What the code at hand has told the database; a thread begins with nobody.
SCOPE: ContextVar[Scope] = ContextVar("SCOPE", default=Scope())  # noqa: B039  a tuple does not change

SET_ACTOR_SQL = {
    "postgresql": "SELECT set_config('app.person', %s, true), set_config('app.bodies', %s, true)",
    # A trigger sees neither a TEMP table nor a function of ours: a row of one table tells it. SQLite has no
    # row policies.
    "sqlite": "UPDATE office_acting SET person_id = nullif(%s, '') WHERE id = 1 OR %s = ''",
}
SET_REACH_SQL = "SELECT set_config('app.bodies', %s, %s)"


@contextmanager
def act_as(person, reach: str = EVERY_ORGANISATION):
    """Open a transaction in which `person` (None for the portal itself) is the author of every change.

    `reach` is the bodies whose rows PostgreSQL lets through: primary keys with commas, or `*` for all. What
    held before the block holds after it.
    """
    before = SCOPE.get()
    with transaction.atomic():
        set_database_actor(person, reach)
        token = SCOPE.set(Scope(person, reach))
        try:
            yield
        finally:
            SCOPE.reset(token)
        # A rollback takes the settings back by itself.
        set_database_actor(*before)


def set_database_actor(person, reach):
    with connection.cursor() as cursor:
        cursor.execute(SET_ACTOR_SQL[connection.vendor], [str(person.pk) if person else "", reach])


def act_for_all():
    """The one door of what serves every organisation outside a transaction of `act_as`: commands, checks, the
    citizens' forms. On PostgreSQL the connection shows all rows inside the block, none after it.
    """
    return session_reach(EVERY_ORGANISATION)


@contextmanager
def session_reach(reach: str):
    """Let the connection read the rows of `reach` inside the block, also one that is opened there."""
    before = SCOPE.get()
    if before.reach == reach:
        yield
        return
    token = SCOPE.set(Scope(None, reach))
    try:
        if connection.connection is not None:
            set_session_reach(connection, reach)
        yield
    finally:
        SCOPE.reset(token)
        take_back(before.reach)


def take_back(reach):
    """Set the reach of an open connection; one that cannot be set is closed, so that it shows nothing."""
    if connection.connection is None:
        return
    try:
        set_session_reach(connection, reach)
    except DatabaseError:
        connection.close()


def set_session_reach(connection, reach, **kwargs):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SET_REACH_SQL, [reach, False])


def open_in_scope(connection, **kwargs):
    """Tell a new connection of a command or check whose rows it reads; any other one begins with nobody's."""
    if reach := SCOPE.get().reach:
        set_session_reach(connection, reach)


def reach_of(person) -> str:
    """Comma-separated primary keys of the organisations the person may read (own and below) for `act_as`;
    empty for nobody.
    """
    if person is None:
        return ""
    from office.models.organisation import Organisation

    reach = {*Organisation.objects.visible_to(person).values_list("pk", flat=True), *person.body_ids}
    return ",".join(map(str, sorted(reach)))


def find_rights():
    """A block that reads the appointments of a person before anybody acts: they say who may act where."""
    return nullcontext() if SCOPE.get().reach else without_row_policies()


@contextmanager
def without_row_policies():
    """Lift the PostgreSQL row policies inside the block, for a question whose answer depends on rows the
    person may not read. Only the answer may leave the block.
    """
    before = SCOPE.get()
    if connection.vendor != "postgresql" or before.reach == EVERY_ORGANISATION:
        yield
        return
    # A setting of a transaction ends with it; outside one there is none to hold it.
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SET_REACH_SQL, [EVERY_ORGANISATION, True])
        token = SCOPE.set(Scope(before.person, EVERY_ORGANISATION))
        try:
            yield
        finally:
            SCOPE.reset(token)
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute(SET_REACH_SQL, [before.reach, True])


PERSON_SQL = {
    "postgresql": (
        "SELECT nullif(current_setting('app.person', true), '')",
        "SELECT set_config('app.person', %s, true)",
    ),
    "sqlite": (
        "SELECT person_id FROM office_acting WHERE id = 1",
        "UPDATE office_acting SET person_id = nullif(%s, '') WHERE id = 1",
    ),
}


@contextmanager
def without_actor():
    """Changes inside the block get no author in the audit (reports behind a wall).

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("without_actor() outside a transaction")
    read, write = PERSON_SQL[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(read)
        row = cursor.fetchone()
        cursor.execute(write, [""])
        yield
        cursor.execute(write, [str(row[0]) if row and row[0] else ""])
