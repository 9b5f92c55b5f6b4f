"""The two roles of an install on PostgreSQL.

The owner makes tables and triggers. The portal runs as another role that owns nothing: it can neither empty a
table, nor switch a trigger off, nor lift a policy. `PORTAL_DATABASE_OWNER_URL` names the owner and is known
to `migrate` alone; `DATABASE_URL` is whom the portal runs as. An install with one role goes on working (ADR
18); the checks say what it lacks.
"""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from office.database.search_index import is_index

# Tables of which the portal may do less than read, add, change and delete.
# A change is linked to its seal later (ADR 20), and is never changed otherwise.
LESS = {"office_change": "SELECT, INSERT, UPDATE (seal_id)", "django_migrations": "SELECT"}

NEEDED = "SELECT, INSERT, UPDATE, DELETE"

# What the role at hand could do to a table that no trigger sees, by table.
TOO_MUCH_SQL = """
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
    AND (pg_has_role(current_user, c.relowner, 'USAGE') OR has_table_privilege(c.oid, 'TRUNCATE')
         OR has_table_privilege(c.oid, 'TRIGGER'))
    ORDER BY 1
"""


@contextmanager
def connected_as_owner():
    """Inside the block the connection is the owner's, where one is set; the role of the portal has its rights
    afterwards.
    """
    owner = settings.DATABASE_OWNER
    if owner is None:
        yield
        return
    runtime = dict(connection.settings_dict)
    role = runtime["USER"] or role_at_hand()
    connection.close()
    connection.settings_dict.update(
        {name: owner[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    )
    try:
        yield
        if role != role_at_hand():
            grant_runtime(role)
    finally:
        connection.close()
        connection.settings_dict.update(runtime)


def role_at_hand() -> str:
    """Whom the server takes this connection for: an address may name nobody and mean the system's user."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


def grant_runtime(role: str):
    """Give `role` what the portal needs of every table that is there now, and no more."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_database()")
        schema, database = map(quote, cursor.fetchone())
        statements = [
            f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {quote(role)}",
            f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {quote(role)}",
            f"GRANT USAGE ON SCHEMA {schema} TO {quote(role)}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {quote(role)}",
            f"GRANT {NEEDED} ON ALL TABLES IN SCHEMA {schema} TO {quote(role)}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quote(role)}",
        ]
        tables = set(connection.introspection.table_names(cursor))
        # It searches through functions of the owner, which show the rows in reach.
        for table in filter(is_index, sorted(tables)):
            statements.append(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}")
        for table in LESS.keys() & tables:
            statements.append(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}")
            statements.append(f"GRANT {LESS[table]} ON {quote(table)} TO {quote(role)}")
        for statement in statements:
            cursor.execute(statement)


def tables_in_hand() -> list[str]:
    """Tables the role at hand owns, may empty or may put triggers on; none for a role as it should be."""
    with connection.cursor() as cursor:
        cursor.execute(TOO_MUCH_SQL)
        return [table for (table,) in cursor.fetchall()]


LACKING_SQL = """
    SELECT DISTINCT c.relname FROM unnest(%s, %s) AS wanted (name, rights)
    JOIN pg_class c ON c.relname = wanted.name AND c.relnamespace = current_schema()::regnamespace
    CROSS JOIN unnest(string_to_array(wanted.rights, ', ')) AS needed
    WHERE NOT CASE WHEN needed = 'DELETE' THEN has_table_privilege(c.oid, needed)
        ELSE has_any_column_privilege(c.oid, split_part(needed, ' ', 1)) END
    UNION SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace
    AND CASE WHEN c.relkind = 'S' THEN NOT has_sequence_privilege(c.oid, 'USAGE') END ORDER BY 1
"""


def rights_lacking() -> list[str]:
    """The portal's tables and sequences of which the role at hand may do less than the portal needs."""
    with connection.cursor() as cursor:
        names = [*connection.introspection.django_table_names(include_views=False), "django_migrations"]
        cursor.execute(LACKING_SQL, [names, [LESS.get(name, NEEDED) for name in names]])
        return [table for (table,) in cursor.fetchall()]
