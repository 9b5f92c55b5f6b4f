"""Sets the acting person and the readable organisations in the database session.

Audit triggers and PostgreSQL row policies read both, so raw SQL is covered.
"""

from contextlib import contextmanager

from django.db import connection, transaction

EVERY_ORGANISATION = "*"

SET_ACTOR_SQL = {
    "postgresql": "SELECT set_config('app.person', %s, true), set_config('app.bodies', %s, true)",
    # A trigger sees neither a TEMP table nor a function of ours: a row of one table tells it. SQLite has no
    # row policies.
    "sqlite": "UPDATE office_acting SET person_id = nullif(%s, '') WHERE id = 1 OR %s = ''",
}


@contextmanager
def act_as(person, reach: str = EVERY_ORGANISATION):
    """Open a transaction in which `person` (None for the portal itself) is the author of every change.

    `reach` is the bodies whose rows PostgreSQL lets through: primary keys with commas, or `*` for commands of
    the administrator.
    """
    with transaction.atomic():
        set_database_actor(person, reach)
        yield
        set_database_actor(None, EVERY_ORGANISATION)


def set_database_actor(person, reach):
    with connection.cursor() as cursor:
        cursor.execute(SET_ACTOR_SQL[connection.vendor], [str(person.pk) if person else "", reach])


def reach_of(person) -> str:
    """Comma-separated primary keys of the organisations the person may read (own and below) for `act_as`; `*`
    for None.
    """
    if person is None:
        return EVERY_ORGANISATION
    from office.models.organisation import Organisation

    reach = {*Organisation.objects.visible_to(person).values_list("pk", flat=True), *person.body_ids}
    return ",".join(map(str, sorted(reach)))


def open_to_commands(connection, **kwargs):
    """A new PostgreSQL connection serves commands and migrations until a request narrows it for its
    transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.bodies', %s, false)", [EVERY_ORGANISATION])


@contextmanager
def without_row_policies():
    """Lift the PostgreSQL row policies inside the block, for a question whose answer depends on rows the
    person may not read. Only the answer may leave the block.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.bodies', true)")
        (before,) = cursor.fetchone()
        cursor.execute("SELECT set_config('app.bodies', %s, true)", [EVERY_ORGANISATION])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.bodies', %s, true)", [before or ""])


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
