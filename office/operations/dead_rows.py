"""Words that went by an act of disposal or an erasure, and that PostgreSQL keeps in its files until its
tables are written anew: a plain vacuum frees their room and leaves their bytes. SQLite overwrites what goes
(`secure_delete`).
"""

import json
from datetime import UTC, datetime

from django.db import connection

from office.recovery.backup import marker_path, write_marker
from office.retention.models.disposal import Disposal
from office.wall.models.erasure import Erasure

REWRITE_LINE = "./portal manage rewrite_tables"
TABLES_OF_OTHERS_SQL = """
    SELECT count(*) FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND NOT pg_has_role(current_user, c.relowner, 'USAGE')
"""


class NotTheOwner(Exception):
    """The role at hand does not own the tables: PostgreSQL would leave them as they are, without an error."""


def count_removals() -> int:
    """How often words have gone, in every organisation (`act_for_all`)."""
    disposed = Disposal.unscoped.filter(state=Disposal.State.DISPOSED).count()
    return disposed + Erasure.unscoped.filter(state=Erasure.State.ERASED).count()


def rewriting_is_due() -> bool:
    """Whether words have gone since the tables were last written anew."""
    return connection.vendor == "postgresql" and count_removals() != removals_at_last_rewriting()


def removals_at_last_rewriting() -> int:
    try:
        return json.loads(marker_path("rewrite").read_text())["removals"]
    except (OSError, ValueError, TypeError, KeyError):
        return 0


def rewrite_tables():
    """Write every table anew and note it. It locks one table after another; NotTheOwner."""
    removals = count_removals()
    rewrite_files()
    write_marker("rewrite", {"at": datetime.now(UTC).isoformat(), "removals": removals})


def rewrite_files():
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(TABLES_OF_OTHERS_SQL)
        if cursor.fetchone()[0]:
            raise NotTheOwner("Name the owner of the tables in PORTAL_DATABASE_OWNER_URL.")
        cursor.execute("VACUUM (FULL)")
