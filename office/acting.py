"""Who acts. The audit triggers read it from the database, so every way of writing is covered, raw SQL too."""

from contextlib import contextmanager

from django.db import connection, transaction

TELL = {
    "postgresql": "SELECT set_config('app.person', %s, true)",
    # A trigger sees neither a TEMP table nor a function of ours (`trusted_schema` is off): a row of one table tells it.
    "sqlite": "UPDATE office_acting SET person_id = nullif(%s, '') WHERE id = 1",
}


@contextmanager
def acting(person):
    """Open a transaction in which `person` (None for the portal itself) is recorded as the author of every change."""
    with transaction.atomic():
        tell(person)
        yield
        if connection.vendor == "sqlite":
            tell(None)


def tell(person):
    with connection.cursor() as cursor:
        cursor.execute(TELL[connection.vendor], [str(person.pk) if person else ""])
