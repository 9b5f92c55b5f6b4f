"""Columns of an entry that never change, and the SQL that compares them; who wrote it, in words."""

from django.utils.translation import gettext as _

INTAKE = (
    "year",
    "number",
    "received_on",
    "registered_on",
    "keeper_id",
    "channel",
    "kind",
    "language",
    "anonymous",
    "signatories",
    "text",
    "opening_id",
    "term",
    "first_due",
    "late",
    "clock_back",
    "code_hash",
    "files",
    "wall_id",
)
# Columns that may be empty, with a value no row has.
NULLABLE = {"keeper_id": "0", "opening_id": "0", "term": "0", "first_due": "'0001-01-01'"}


def column_differs_sql(column: str) -> str:
    """SQL of both engines: whether a column differs, nothing counting as a value of its own."""
    if column not in NULLABLE:
        return f"OLD.{column} <> NEW.{column}"
    return " <> ".join(f"coalesce({row}.{column}, {NULLABLE[column]})" for row in ("OLD", "NEW"))


SEAL = ("book_id", "place", "previous", "salt", "hash", "mac", "mark")


def sender_words(row) -> str:
    """What stands instead of the name of the sender of an entry or a letter of the tray."""
    if row.awaits_envelope:
        return _("Anonymous until envelope № %(number)s comes") % {"number": row.wall.envelope_number}
    return row.wall.mask
