"""What the database itself refuses and remembers, the same on SQLite and PostgreSQL.

Three kinds of triggers are written from the models after each migration:

- *audit*: every change of an audited table becomes a row of `office_change`, with who acts
  (`office.database.actor`);
- *same body*: a row may not point at a row of another body;
- *guards*: what `Model.GUARDS` lists, such as "an approved edition is never changed".
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models, transaction
from django.utils.functional import Promise

PREFIX = "portal_"
# Functions model → guards that a room generates for it, beside those the model lists.
FURTHER_GUARDS: list[Callable] = []


@dataclass(frozen=True)
class Guard:
    """Refuse `event` (INSERT, UPDATE or DELETE) on the model's table while `when` holds.

    `when` is SQL over OLD and NEW that both engines read, and `days_after(column, number)`; `name` is a
    sentence and comes back in the IntegrityError, `words` are for the person who asked. `sees_every_body`:
    the row policies of PostgreSQL hide nothing from the question.
    """

    name: str
    event: str
    when: str = "true"
    words: str | Promise = ""
    sees_every_body: bool = False


def frozen_while(what: str, parent: str) -> tuple[Guard, ...]:
    """Guards of rows that freeze with their parent.

    `parent` is a SELECT that finds a frozen parent of `{row}`.
    """
    return tuple(
        Guard(f"{what}_is_never_{verb}", event, f"EXISTS ({parent.format(row=row)})")
        for event, row, verb in (
            ("INSERT", "NEW", "added"),
            ("UPDATE", "OLD", "changed"),
            ("DELETE", "OLD", "deleted"),
        )
    )


def is_audited(model) -> bool:
    """Every owned table and the office's own reference tables, but not the audit itself or what Django keeps
    for itself.
    """
    return (
        model._meta.managed
        and not model._meta.proxy
        and getattr(model, "AUDITED", model._meta.app_label in own_app_labels())
    )


def own_app_labels():
    """Labels of the portal's own apps."""
    return {
        config.label
        for config in apps.get_app_configs()
        if "." not in config.name and config.label != "allauth"
    }


def table_models():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in own_app_labels() and model._meta.managed and not model._meta.proxy:
            yield model


def install_triggers(using="default", **kwargs):
    """Write every trigger anew. Called once after all apps are migrated."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if "office_change" not in existing:
        return
    writer = WRITERS[connection.vendor]
    # One transaction: no moment without triggers, and one write to the disk instead of hundreds.
    with transaction.atomic(using=using), connection.cursor() as cursor:
        drop_triggers(using=using)
        for statement in writer.prelude():
            cursor.execute(statement)
        for model in table_models():
            if model._meta.db_table in existing:
                for statement in trigger_statements(writer, model):
                    cursor.execute(statement)


def drop_triggers(using="default", **kwargs):
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in WRITERS[connection.vendor].cleanup(cursor):
            cursor.execute(statement)


DAYS_AFTER = re.compile(r"days_after\(([\w.]+), (-?\d+)\)")


def trigger_statements(writer, model):
    if is_audited(model):
        yield from writer.audit(model)
    for guard in model_guards(model):
        yield from writer.guard(model._meta.db_table, guard)
    if is_owned(model):
        yield from writer.policy(model._meta.db_table)
    if model._meta.db_table == "office_change":
        yield from writer.memory_policy(model._meta.db_table)


def model_guards(model):
    """The model's own guards, those generated for it, one that keeps a row at its body, and one for every
    foreign key to a row of some body.
    """
    yield from getattr(model, "GUARDS", ())
    for further in FURTHER_GUARDS:
        yield from further(model)
    if not is_owned(model):
        return
    if "organisation" not in getattr(model, "ACROSS_BODIES", ()):
        # What hangs on a row was compared when it was entered: a row that moved would leave it behind at the
        # old body.
        yield Guard(
            f"{model._meta.model_name}_stays_at_its_body",
            "UPDATE",
            "OLD.organisation_id <> NEW.organisation_id",
        )
    for field in model._meta.concrete_fields:
        if (
            isinstance(field, models.ForeignKey)
            and is_owned(field.related_model)
            and field.name not in getattr(model, "ACROSS_BODIES", ())
        ):
            condition = (
                # A row that a policy hides counts as another body's: what cannot be seen cannot be pointed
                # at.
                f"NEW.{field.column} IS NOT NULL AND NEW.organisation_id <> coalesce("
                f"(SELECT organisation_id FROM {field.related_model._meta.db_table} WHERE id = "
                f"NEW.{field.column}), 0)"
            )
            for event in ("INSERT", "UPDATE"):
                yield Guard(f"{model._meta.model_name}_{field.name}_is_of_the_same_body", event, condition)


def is_owned(model):
    from office.database.owned import Owned

    return issubclass(model, Owned)


def audited_columns(model):
    """Columns the audit keeps: no bytes, no password, no version."""
    hidden = {"version", *getattr(model, "NOT_AUDITED", ())}
    return [
        field.column
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BinaryField) and field.name not in hidden
    ]


def organisation_column(model):
    """Column with the organisation of a row; None for reference tables."""
    if model._meta.db_table == "office_organisation":
        return "id"
    return "organisation_id" if is_owned(model) else None


class SQLite:
    """Row triggers written out per table: SQLite has no procedures."""

    PERSON = "(SELECT person_id FROM office_acting WHERE id = 1)"
    NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
    DAYS_AFTER = r"strftime('%Y-%m-%d %H:%M:%f', \1, '\2 days')"

    @staticmethod
    def prelude():
        return []

    @staticmethod
    def cleanup(cursor):
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]

    @classmethod
    def guard(cls, table, guard):
        when = DAYS_AFTER.sub(cls.DAYS_AFTER, guard.when)
        yield (
            f'CREATE TRIGGER "{PREFIX}{table}_{guard.event.lower()}_{guard.name}" BEFORE {guard.event} '
            f"ON {table} FOR EACH ROW "
            f"WHEN ({when}) BEGIN SELECT RAISE(ABORT, '{guard.name}'); END"
        )

    @staticmethod
    def policy(table):
        """SQLite has no row policies: the guarded manager stands alone there."""
        return []

    memory_policy = policy

    def audit(self, model):
        names = audited_columns(model)
        for event, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
            pairs = ", ".join(f"'{name}', {row}.\"{name}\"" for name in names)
            values = (
                ("NULL", f"json_object({pairs})") if event == "INSERT" else (f"json_object({pairs})", "NULL")
            )
            yield self._trigger(model, event, row, *values)
        changed = " UNION ALL ".join(
            f'SELECT \'{name}\' AS c, OLD."{name}" AS o, NEW."{name}" AS n' for name in names
        )
        differ = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in names)
        sides = (f"(SELECT json_group_object(c, {side}) FROM ({changed}) WHERE o IS NOT n)" for side in "on")
        yield self._trigger(model, "UPDATE", "NEW", *sides, when=f"WHEN ({differ})")

    def _trigger(self, model, event, row, old, new, when=""):
        table, column = model._meta.db_table, organisation_column(model)
        owner = f"{row}.{column}" if column else "NULL"
        return (
            f'CREATE TRIGGER "{PREFIX}{table}_audit_{event.lower()}" AFTER {event} ON {table} FOR EACH '
            f"ROW {when} BEGIN "
            "INSERT INTO office_change (at, table_name, row_id, event, person_id, organisation_id, old, new) "
            f"VALUES ({self.NOW}, '{table}', {row}.id, '{event}', {self.PERSON}, {owner}, {old}, {new}); END"
        )


class PostgreSQL:
    """One audit function for all tables; a function a guard."""

    DAYS_AFTER = r"(\1 + interval '\2 days')"

    AUDIT = """
        CREATE OR REPLACE FUNCTION portal_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            hidden text[] := string_to_array(TG_ARGV[1], ',');
            before jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) - hidden END;
            after jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) - hidden END;
            whole jsonb := coalesce(after, before);
            old_side jsonb := before;
            new_side jsonb := after;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF before = after THEN RETURN NULL; END IF;
                SELECT jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after -> b.key)
                    INTO old_side, new_side
                    FROM jsonb_each(before) b WHERE b.value IS DISTINCT FROM after -> b.key;
            END IF;
            INSERT INTO office_change (at, table_name, row_id, event, person_id, organisation_id, old, new)
            VALUES (clock_timestamp(), TG_TABLE_NAME, (whole ->> 'id')::bigint, TG_OP,
                    nullif(current_setting('app.person', true), '')::bigint,
                    (whole ->> nullif(TG_ARGV[0], ''))::bigint, old_side, new_side);
            RETURN NULL;
        END $$
    """

    def prelude(self):
        return [self.AUDIT]

    @staticmethod
    def cleanup(cursor):
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND "
            "t.tgname LIKE %s",
            [f"{PREFIX}%"],
        )
        found = cursor.fetchall()
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema() AND p.proname LIKE %s",
            [f"{PREFIX}%"],
        )
        functions = cursor.fetchall()
        return [f'DROP TRIGGER "{name}" ON "{table}"' for name, table in found] + [
            f'DROP FUNCTION "{name}"()' for (name,) in functions
        ]

    # Before the question of a guard that sees every body, and after it; an error takes the first back.
    LIFTED = (
        "PERFORM set_config('app.bodies', '*', true);",
        "PERFORM set_config('app.bodies', reach, true);",
    )

    @classmethod
    def guard(cls, table, guard):
        # PostgreSQL cuts names at 63 bytes: the function is named by a digest, the sentence goes into the
        # message.
        name = f"{PREFIX}{short_digest(table, guard.event, guard.name)}"
        lift, back = cls.LIFTED if guard.sees_every_body else ("", "")
        when = DAYS_AFTER.sub(cls.DAYS_AFTER, guard.when)
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"DECLARE reach text := coalesce(current_setting('app.bodies', true), ''); BEGIN {lift} "
            f"IF ({when}) THEN RAISE EXCEPTION '{guard.name}' USING ERRCODE = 'check_violation'; "
            f"END IF; {back} "
            f"RETURN {'OLD' if guard.event == 'DELETE' else 'NEW'}; END $$"
        )
        yield f"CREATE TRIGGER {name} BEFORE {guard.event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"

    # Rows whose organisation is among those `office.database.actor` named; none where nobody acts.
    IN_REACH = (
        "CASE coalesce(current_setting('app.bodies', true), '') WHEN '*' THEN true WHEN '' THEN false "
        "ELSE {condition} END"
    )
    OF_THESE = "organisation_id = ANY (string_to_array(current_setting('app.bodies', true), ',')::bigint[])"

    @classmethod
    def policy(cls, table):
        """Row-level security, for the table's owner too."""
        return cls.force_policy(table, f"USING ({cls.IN_REACH.format(condition=cls.OF_THESE)})")

    @classmethod
    def memory_policy(cls, table):
        """Whoever acts reads what was remembered of the bodies in reach and of what belongs to none; every
        change is remembered.
        """
        shown = cls.IN_REACH.format(condition=f"organisation_id IS NULL OR {cls.OF_THESE}")
        return cls.force_policy(table, f"USING ({shown}) WITH CHECK (true)")

    @staticmethod
    def force_policy(table, rule):
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS {PREFIX}bodies ON {table}"
        yield f"CREATE POLICY {PREFIX}bodies ON {table} {rule}"

    @staticmethod
    def audit(model):
        hidden = ",".join(
            field.column
            for field in model._meta.concrete_fields
            if field.column not in audited_columns(model)
        )
        yield (
            f"CREATE TRIGGER {PREFIX}audit AFTER INSERT OR UPDATE OR DELETE ON {model._meta.db_table} "
            f"FOR EACH ROW EXECUTE FUNCTION portal_audit('{organisation_column(model) or ''}', '{hidden}')"
        )


def short_digest(*parts):
    """A short name that is the same on every machine."""
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:20]


WRITERS = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
