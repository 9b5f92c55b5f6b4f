"""Rows of a folder into the database, and rows of an organisation out of it: past the triggers, with the
keys, days and hours they had.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.core.management.color import no_style
from django.db import connection, models

from office.handover import tables, verifier
from office.handover.clashes import refuse_taken_keys, standing_row
from office.handover.package import HandoverError
from office.models.audit import Change
from office.models.organisation import Organisation
from office.models.person import Person
from office.seals.models import Seal, SealBook


@dataclass(frozen=True)
class Folder:
    """An export that was proved: `closed` is where its closed part was unpacked, `within` its manifest."""

    place: Path
    closed: Path
    manifest: dict
    within: dict

    @property
    def organisation_id(self) -> int:
        return self.manifest["organisation"]["id"]


def read_lines(path: Path) -> Iterator:
    with path.open(encoding="utf-8", errors="surrogatepass") as lines:
        for line in lines:
            yield json.loads(line)


def active_logins(folder: Folder) -> set[str]:
    """The logins of the people of the folder who work."""
    lines = read_lines(folder.closed / f"rows/{Person._meta.db_table}.jsonl")
    names = next(lines)
    people = (dict(zip(names, line, strict=True)) for line in lines)
    return {one["username"] for one in people if one["is_active"]}


def insert_rows(model, names, lines: Iterator[list]):
    """Insert rows in the form of JSON. `names` are the columns of each."""
    fields = {field.attname: field for field in tables.stored_fields(model)}
    if unknown := set(names) - set(fields):
        raise HandoverError(f"{model._meta.db_table} has no column {sorted(unknown)[0]}")
    columns = ", ".join(connection.ops.quote_name(fields[name].column) for name in names)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})"  # noqa: S608  our names
    with connection.cursor() as cursor:
        for some in batched(lines, tables.AT_ONCE):
            cursor.executemany(statement, [stored_values(fields, names, line) for line in some])


def stored_values(fields, names, line) -> list:
    return [
        fields[name].get_db_prep_save(tables.decode_value(fields[name], value), connection)
        for name, value in zip(names, line, strict=True)
    ]


# --- In -----------------------------------------------------------------------------------------------------


def insert_folder(folder: Folder) -> int:
    """Every row of the folder: first what its rows point at, then its own, then the chain; how many rows."""
    insert_pointed(folder)
    count = 0
    for table, model in tables.owned_tables().items():
        lines = read_lines(folder.closed / f"rows/{table}.jsonl")
        names = next(lines)
        place = names.index("organisation_id")
        for some in batched(lines, tables.AT_ONCE):
            if any(line[place] != folder.organisation_id for line in some):
                raise HandoverError(f"{table}: a row is of another organisation than the folder")
            refuse_taken_keys(model, [line[names.index("id")] for line in some], folder.organisation_id)
            insert_rows(model, names, iter(some))
            count += len(some)
    insert_chain(folder)
    return count


def insert_pointed(folder: Folder):
    """People, organisations and reference rows that are not here yet. People come without any means to sign
    in: an administrator gives them a code.
    """
    owned = tables.owned_tables()
    order = {Organisation._meta.db_table: 0, Person._meta.db_table: 1}
    paths = (path for path in (folder.closed / "rows").iterdir() if path.stem not in owned)
    known = {model._meta.db_table: model for model in tables.pointed_models()}
    for path in sorted(paths, key=lambda path: (order.get(path.stem, 2), path.stem)):
        if path.stem not in known:
            raise HandoverError(f"{path.stem}: this portal has no such table")
        model, lines = known[path.stem], read_lines(path)
        names = next(lines)
        if set(names) != set(tables.travelling_names(model)):
            raise HandoverError(f"{path.stem}: other columns than an export has")
        for line in lines:
            values = dict(zip(names, line, strict=True))
            if standing_row(model, values) is None:
                insert_pointed_row(model, values)


def insert_pointed_row(model, values: dict):
    fields = {field.attname: field for field in tables.stored_fields(model)}
    row = model(**{name: tables.decode_value(fields[name], value) for name, value in values.items()})
    if isinstance(row, Person):
        row.password = make_password(None)
    model.objects.bulk_create([row])


def insert_chain(folder: Folder):
    """The links with keys of their own here, and the audit with its own keys and with its links."""
    end = folder.manifest["chain"]
    if not end["length"]:
        return
    book = SealBook.objects.create(
        organisation_id=folder.organisation_id,
        begun_on=end["begun_on"],
        length=end["length"],
        head=end["head"],
    )
    for some in batched(read_lines(folder.place / verifier.SEALS), tables.AT_ONCE):
        Seal.objects.bulk_create([Seal(book=book, **link) for link in some])
    keys = dict(book.seals.filter(kind=Seal.Kind.AUDIT).values_list("place", "pk"))
    names = [*tables.CHANGE_NAMES, "seal_id"]
    for some in batched(read_lines(folder.closed / "changes.jsonl"), tables.AT_ONCE):
        refuse_taken_keys(Change, [line[0] for line in some], folder.organisation_id)
        if any(line[names.index("organisation_id")] != folder.organisation_id for line in some):
            raise HandoverError("office_change: a row is of another organisation than the folder")
        insert_rows(Change, names, ([*line[:-1], keys.get(line[-1])] for line in some))


def reset_sequences():
    """New rows take keys after those that came."""
    models_here: list[type[models.Model]] = [
        *tables.owned_tables().values(),
        *tables.pointed_models(),
        Change,
        Seal,
        SealBook,
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_here):
            cursor.execute(statement)


# --- Out ----------------------------------------------------------------------------------------------------


def delete_rows(organisation_id: int):
    """Take every row of the organisation out, its audit and its chain too, before its export comes in."""
    statements = [
        f"DELETE FROM {table} WHERE organisation_id = %s"  # noqa: S608  names of our own
        for table in (*tables.owned_tables(), Change._meta.db_table)
    ]
    book = SealBook._meta.db_table
    statements.append(
        f"DELETE FROM {Seal._meta.db_table} WHERE book_id IN "  # noqa: S608
        f"(SELECT id FROM {book} WHERE organisation_id = %s)"
    )
    statements.append(f"DELETE FROM {book} WHERE organisation_id = %s")  # noqa: S608
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, [organisation_id])
