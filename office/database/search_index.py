"""The index of the folded search column: which rows have these three letters in a row.

SQLite keeps it in an FTS5 table of its tokenizer `trigram`, of postings alone. On PostgreSQL no index of a
table under row policies is asked for `LIKE`, which is not leakproof (ADR 27): there it is a table beside, of
numbers, which the role of the portal reads only through a function that shows the rows in reach. Both are
filled by triggers; what they find is compared with the column itself, so they may name too many rows, never
too few.
"""

from django.db import connections, models, transaction

from office.database.actor import without_row_policies
from office.database.triggers import table_models

LETTERS = 3
PREFIX = "search_"


def index_name(model) -> str:
    """The table of the index; its triggers and its function begin with it too."""
    return f"{PREFIX}{model._meta.db_table}"


def is_index(table: str) -> bool:
    """Whether a table is an index of a search column, or a part of one."""
    return table.startswith(PREFIX)


def searchable_models():
    return [model for model in table_models() if hasattr(model, "searched_texts")]


class FoundRows(models.Func):
    """The keys of the rows whose search column may have every one of the words, none shorter than `LETTERS`:
    `rows.filter(pk__in=FoundRows(model, words))`.
    """

    def __init__(self, model, words: list[str]):
        super().__init__(models.Value(all_trigrams(words)), output_field=models.BigIntegerField())
        self.name, self.words = index_name(model), words

    def as_sqlite(self, compiler, connection, **context):
        template = f"(SELECT rowid FROM {self.name} WHERE {self.name} MATCH %(expressions)s)"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        return f"(SELECT {self.name}(%s::text[]))", (self.words,)


def all_trigrams(words: list[str]) -> str:
    """The question of FTS5 for rows with every trigram of the words."""
    found = {word[place : place + LETTERS] for word in words for place in range(len(word) - LETTERS + 1)}
    return " AND ".join('"' + trigram.replace('"', '""') + '"' for trigram in sorted(found))


def install_search_indexes(using="default", **kwargs):
    """Make and fill the indexes that are not there as they should be. Called once after all apps are
    migrated: a table that SQLite rebuilt has lost its triggers, and its index is filled anew.
    """
    connection = connections[using]
    writer = WRITERS[connection.vendor]
    with transaction.atomic(using=using), without_row_policies(), connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        models_here = [model for model in searchable_models() if model._meta.db_table in existing]
        if models_here:
            writer.prepare(cursor)
        for model in models_here:
            if not writer.is_whole(cursor, model):
                for statement in writer.statements(cursor, model):
                    cursor.execute(statement)


class SQLite:
    @staticmethod
    def prepare(cursor):
        """Nothing is shared by the indexes."""

    @staticmethod
    def triggers(model) -> dict[str, str]:
        """{name: statement}"""
        table, name = model._meta.db_table, index_name(model)
        add = f"INSERT INTO {name} (rowid, words) VALUES (NEW.id, NEW.search);"
        remove = f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', OLD.id, OLD.search);"
        changed = "WHEN OLD.search IS NOT NEW.search OR OLD.id <> NEW.id"
        bodies = {"INSERT": ("", add), "UPDATE": (changed, remove + " " + add), "DELETE": ("", remove)}
        return {
            f"{name}_{event.lower()}": f'CREATE TRIGGER "{name}_{event.lower()}" AFTER {event} ON {table} '
            f"FOR EACH ROW {when} BEGIN {acts} END"
            for event, (when, acts) in bodies.items()
        }

    def is_whole(self, cursor, model) -> bool:
        name, table = index_name(model), model._meta.db_table
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE name = %s OR (type = 'trigger' AND tbl_name = %s AND "
            "name LIKE %s)",
            [name, table, f"{PREFIX}%"],
        )
        return {sql for (sql,) in cursor.fetchall()} == {
            self.table_statement(name),
            *self.triggers(model).values(),
        }

    @staticmethod
    def table_statement(name) -> str:
        return (
            f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', detail=none, "
            "tokenize='trigram case_sensitive 1')"
        )

    def statements(self, cursor, model):
        name, triggers = index_name(model), self.triggers(model)
        yield from (f'DROP TRIGGER IF EXISTS "{trigger}"' for trigger in triggers)
        yield f"DROP TABLE IF EXISTS {name}"
        yield self.table_statement(name)
        yield f"INSERT INTO {name} (rowid, words) SELECT id, search FROM {model._meta.db_table}"
        yield from triggers.values()


class PostgreSQL:
    # A number for every three letters in a row of which none is a space; two may have one number.
    TRIGRAMS = f"""
        CREATE OR REPLACE FUNCTION {PREFIX}trigrams(words text) RETURNS int[] LANGUAGE sql
        IMMUTABLE STRICT PARALLEL SAFE AS $$
            SELECT coalesce(array_agg(DISTINCT (((a * 65599 + b) * 65599 + c) & 2147483647)::int), '{{}}')
            FROM (
                SELECT ascii(letter)::bigint AS a, lead(ascii(letter)) OVER (ORDER BY place) AS b,
                       lead(ascii(letter), 2) OVER (ORDER BY place) AS c
                FROM unnest(string_to_array(words, NULL)) WITH ORDINALITY AS s (letter, place)
            ) AS three WHERE c IS NOT NULL AND 32 NOT IN (a, b, c)
        $$
    """

    @classmethod
    def prepare(cls, cursor):
        cursor.execute(cls.TRIGRAMS)

    @staticmethod
    def fill_body(model) -> str:
        """The function of the triggers; only the owner of the tables writes to the index."""
        name = index_name(model)
        return (
            f"BEGIN IF TG_OP <> 'INSERT' THEN DELETE FROM {name} WHERE row_id = OLD.id; END IF; "
            f"IF TG_OP <> 'DELETE' THEN INSERT INTO {name} VALUES (NEW.id, NEW.organisation_id, "
            f"{PREFIX}trigrams(NEW.search)) ON CONFLICT (row_id) DO UPDATE SET organisation_id = "
            "excluded.organisation_id, trigrams = excluded.trigrams; END IF; RETURN NULL; END"
        )

    @staticmethod
    def find_body(model) -> str:
        """The function of a search: as the row policies, it shows rows of the bodies in reach alone."""
        name = index_name(model)
        rows = f"SELECT row_id FROM {name} WHERE trigrams @> wanted"
        return (
            "DECLARE reach text := coalesce(current_setting('app.bodies', true), ''); "
            f"wanted int[] := (SELECT array_agg(DISTINCT one) FROM unnest(words) AS word, "
            f"unnest({PREFIX}trigrams(word)) AS one); "
            f"BEGIN IF reach = '*' THEN RETURN QUERY {rows}; "
            f"ELSIF reach <> '' THEN RETURN QUERY {rows} AND organisation_id = "
            "ANY (string_to_array(reach, ',')::bigint[]); END IF; END"
        )

    def is_whole(self, cursor, model) -> bool:
        name = index_name(model)
        cursor.execute(
            "SELECT p.prosrc FROM pg_proc p WHERE p.proname = %s AND p.pronamespace = "
            "current_schema()::regnamespace UNION ALL "
            "SELECT p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname IN (%s, %s) "
            "AND t.tgrelid = to_regclass(%s) AND to_regclass(%s) IS NOT NULL",
            [name, f"{name}_row", f"{name}_change", model._meta.db_table, name],
        )
        wanted = [self.fill_body(model)] * 2 + [self.find_body(model)]
        return sorted(source for (source,) in cursor.fetchall()) == sorted(wanted)

    def statements(self, cursor, model):
        name, table = index_name(model), model._meta.db_table
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
        apart = f"SECURITY DEFINER SET search_path = {schema}, pg_temp"
        yield f"DROP TABLE IF EXISTS {name}"
        yield f"CREATE TABLE {name} (row_id bigint, organisation_id bigint NOT NULL, trigrams int[] NOT NULL)"
        yield f"INSERT INTO {name} SELECT id, organisation_id, {PREFIX}trigrams(search) FROM {table}"
        yield f"ALTER TABLE {name} ADD CONSTRAINT {name}_rows PRIMARY KEY (row_id)"
        yield f"CREATE INDEX {name}_words ON {name} USING gin (trigrams)"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}_keep() RETURNS trigger LANGUAGE plpgsql {apart} "
            f"AS $${self.fill_body(model)}$$"
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {name}(words text[]) RETURNS SETOF bigint LANGUAGE plpgsql STABLE "
            f"{apart} SET enable_seqscan = off AS $${self.find_body(model)}$$"
        )
        for trigger, event in (
            ("row", f"INSERT OR DELETE ON {table} FOR EACH ROW"),
            (
                "change",
                f"UPDATE ON {table} FOR EACH ROW WHEN (OLD.search IS DISTINCT FROM NEW.search OR "
                "OLD.organisation_id <> NEW.organisation_id OR OLD.id <> NEW.id)",
            ),
        ):
            yield f"DROP TRIGGER IF EXISTS {name}_{trigger} ON {table}"
            yield f"CREATE TRIGGER {name}_{trigger} AFTER {event} EXECUTE FUNCTION {name}_keep()"


WRITERS = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
