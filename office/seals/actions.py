"""Sealing of what was changed. The audit, which triggers write, is the list of what waits: nothing that
changes an official row goes past it.

A request seals what it changed in its own transaction; `tick` and `verify` seal what is left, and begin the
chain of a body, or of a table that has become official by an upgrade.
"""

import secrets
from collections import defaultdict
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BooleanField, Case, Q, When

from office import clock
from office.database.actor import without_row_policies
from office.models.audit import Change
from office.models.organisation import Organisation
from office.seals.clock_order import is_read_only
from office.seals.commitments import (
    HEAD_COLUMNS,
    column_leaf,
    row_digest,
    row_leaves,
    seal_head,
    seal_key,
    split_leaves,
    split_names,
)
from office.seals.models import PORTAL, Seal, SealBook
from office.seals.records import children_of, columns_when, declaration_of, is_official, record_models

AT_ONCE = 500
CHANGE_COLUMNS = ("at", "table_name", "row_id", "event", "person_id", "organisation_id", "old", "new")
EMPTY = (None, "")


@contextmanager
def sealed_acts():
    """What is changed inside is sealed before the transaction around it ends."""
    yield
    if not connection.needs_rollback:
        seal_changes()


def seal_everything() -> int:
    """Begin the chains that are not begun, then seal all that waits; how many rows of the audit were sealed.

    Nothing while the portal has no chain key, or its clock is behind what is sealed.
    """
    if not settings.CHAIN_KEY or is_read_only():
        return 0
    with transaction.atomic(), without_row_policies():
        for organisation_id in (PORTAL, *Organisation.objects.order_by("pk").values_list("pk", flat=True)):
            begin_chain(organisation_id)
    sealed = 0
    while found := seal_changes():
        sealed += found
    return sealed


def seal_changes() -> int:
    """Seal up to AT_ONCE rows of the audit that wait, and the official rows they changed; how many rows.

    Bodies whose chain is not begun go on waiting.
    """
    if not settings.CHAIN_KEY or is_read_only():
        return 0
    with transaction.atomic(), without_row_policies():
        waiting = defaultdict(list)
        for change in waiting_changes()[:AT_ONCE]:
            waiting[change.organisation_id or PORTAL].append(change)
        # In one order: two who seal for the same bodies wait for each other and not in a ring.
        for organisation_id in sorted(waiting):
            chain_end = ChainEnd(SealBook.objects.select_for_update().get(organisation_id=organisation_id))
            chain_end.add_changes(waiting[organisation_id])
            chain_end.close()
        return sum(map(len, waiting.values()))


def waiting_changes():
    """Rows of the audit that are not sealed yet, of bodies whose chain is begun, oldest first."""
    begun = list(SealBook.objects.values_list("organisation_id", flat=True))
    of_begun = Q(organisation_id__in=begun)
    if PORTAL in begun:
        of_begun |= Q(organisation_id=None)
    rows = Change.objects.filter(of_begun, seal_id=None).order_by("pk")
    locked = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    return rows.select_for_update(**locked)


def begin_chain(organisation_id: int):
    """The chain of a body, and the rows of each table that stood before their table was sealed."""
    SealBook.objects.bulk_create([SealBook(organisation_id=organisation_id)], ignore_conflicts=True)
    if organisation_id == PORTAL:
        return
    book = SealBook.objects.select_for_update().get(organisation_id=organisation_id)
    begun = dict(
        book.seals.filter(kind=Seal.Kind.BEGINNING).order_by("place").values_list("table_name", "columns")
    )
    chain_end = ChainEnd(book)
    for table, model in record_models().items():
        columns = ",".join(columns_when(model, True))
        if begun.get(table) != columns:
            chain_end.begin_table(model, columns, again=table in begun)
    chain_end.close()


def record_rows(model, organisation_id: int, **condition):
    """Rows of an official table as they stand, each with `is_official`: dicts of its columns."""
    found = model.objects.of(organisation_id).filter(**condition).order_by("pk")
    found = found.annotate(
        is_official=Case(When(is_official(model), then=True), default=False, output_field=BooleanField())
    )
    return found.values(*columns_when(model, True), "is_official")


class ChainEnd:
    """The end of a locked chain: takes new links, writes them and the book at `close`."""

    def __init__(self, book):
        self.book, self.key, self.links = book, seal_key(), []
        self.length = book.length  # as it is stored

    def add(self, kind, table_name, row_id, **parts) -> Seal:
        book = self.book
        seal = Seal(
            book=book,
            place=book.length + 1,
            previous=book.head,
            day=clock.today(),
            kind=kind,
            table_name=table_name,
            row_id=row_id,
            **parts,
        )
        seal.head = seal_head(self.key, book.name, [getattr(seal, name) for name in HEAD_COLUMNS])
        book.length, book.head = seal.place, seal.head
        self.links.append(seal)
        return seal

    def close(self):
        Seal.objects.bulk_create(self.links, batch_size=AT_ONCE)
        if self.book.length != self.length:
            self.book.save(update_fields=["length", "head"])

    # --- Rows -----------------------------------------------------------------------------------------------

    def begin_table(self, model, columns, again):
        """Seal the rows that stand in the table, and say how many they were.

        A table that is sealed already begins `again` when its columns are others: a row that is not what it
        was sealed as keeps its old seal.
        """
        table = model._meta.db_table
        before = self.last_seals(table) if again else {}
        count = 0
        for row in record_rows(model, self.book.organisation_id).iterator(AT_ONCE):
            seal = before.get(row["id"])
            if seal is None or self.is_whole(table, seal, row):
                count += 1
                self.add_row(model, row, seal, None)
        self.add(Seal.Kind.BEGINNING, table, count, columns=columns)

    def last_seals(self, table, ids=None) -> dict[int, Seal]:
        """{row id: its last seal}"""
        seals = self.book.seals.filter(table_name=table, kind__in=[Seal.Kind.ROW, Seal.Kind.GONE])
        if ids is not None:
            seals = seals.filter(row_id__in=ids)
        return {seal.row_id: seal for seal in seals.order_by("place")}

    def is_whole(self, table, seal, row) -> bool:
        names = split_names(seal.columns)
        if seal.kind == Seal.Kind.GONE:
            return False
        known = [name for name in names if name in row]
        leaves = split_leaves(seal.columns, seal.leaves)
        return all(
            column_leaf(self.key, table, row["id"], seal.salt, name, row[name]) == leaves[name]
            for name in known
        )

    def add_row(self, model, row, before, explained):
        """Seal a row as it stands. `explained`: the columns that the audit says were changed; None: all."""
        table, pk, official = model._meta.db_table, row["id"], row["is_official"]
        names = columns_when(model, official)
        values = [row[name] for name in names]
        salt = before.salt if before else secrets.token_hex(16)
        leaves = row_leaves(self.key, table, pk, salt, names, values)
        columns = ",".join(names)
        broken = (
            self.broken_columns(model, before, split_leaves(columns, leaves), explained) if before else []
        )
        if before and (before.leaves, before.columns, before.official) == (leaves, columns, official):
            return
        self.add(
            Seal.Kind.ROW,
            table,
            pk,
            official=official,
            broken=",".join(broken),
            columns=columns,
            salt=salt,
            digest=row_digest(self.key, table, pk, salt, values),
            leaves=leaves,
        )

    def broken_columns(self, model, before, fresh, explained) -> list[str]:
        """Columns that changed though the audit does not know, or though the row was official and they are
        not among those that live on.
        """
        if before.kind == Seal.Kind.GONE:
            return ["id"]
        living = {*declaration_of(model).living}
        found = []
        for name, leaf in split_leaves(before.columns, before.leaves).items():
            if name in fresh and fresh[name] == leaf:
                continue
            source = own_column(model, name)
            unseen = (
                explained is not None and source not in explained and source in columns_when(model, False)
            )
            filled = leaf in [
                column_leaf(self.key, before.table_name, before.row_id, before.salt, name, empty)
                for empty in EMPTY
            ]
            if unseen or before.official and source not in living and not filled:
                found.append(name)
        return found

    # --- The audit ------------------------------------------------------------------------------------------

    def add_changes(self, changes):
        """Seal rows of the audit as one link, and the official rows they speak of."""
        names = ",".join(CHANGE_COLUMNS)
        salt = secrets.token_hex(16)
        table = Change._meta.db_table
        rows = [[change.pk, *(getattr(change, name) for name in CHANGE_COLUMNS)] for change in changes]
        leaves = " ".join(
            f"{pk}:{row_leaves(self.key, table, pk, salt, CHANGE_COLUMNS, values)}" for pk, *values in rows
        )
        seal = self.add(
            Seal.Kind.AUDIT,
            table,
            len(rows),
            columns=names,
            salt=salt,
            digest=row_digest(self.key, table, len(rows), salt, rows),
            leaves=leaves,
        )
        seal.save(force_insert=True)
        self.links.remove(seal)
        Change.objects.filter(pk__in=[change.pk for change in changes]).update(seal_id=seal.pk)
        self.seal_touched(changes)

    def seal_touched(self, changes):
        touched = defaultdict(lambda: defaultdict(set))  # {table: {row: columns that changed}}
        for change in changes:
            if change.table_name in record_models():
                touched[change.table_name][change.row_id].update(change.new or change.old or ())
        for table, model in record_models().items():
            if table in touched:
                self.seal_rows(model, touched[table])
                # With a row becomes official, or ceases to be a draft, what hangs on it.
                for child in children_of(model):
                    under = declaration_of(child).under
                    ids = record_ids(
                        child, self.book.organisation_id, **{f"{under}__in": list(touched[table])}
                    )
                    for pk in ids:
                        touched[child._meta.db_table][pk].update(())

    def seal_rows(self, model, touched):
        table, ids = model._meta.db_table, sorted(touched)
        before = self.last_seals(table, ids)
        rows = list(record_rows(model, self.book.organisation_id, pk__in=ids))
        # What changed them once more and waits for a later link is seen in them already.
        for pk, *sides in waiting_rows(table, ids).values_list("row_id", "new", "old"):
            touched[pk].update(sides[0] or sides[1] or ())
        standing = {row["id"] for row in rows}
        for row in rows:
            self.add_row(model, row, before.get(row["id"]), touched[row["id"]])
        for pk in ids:
            seal = before.get(pk)
            if pk not in standing and seal and seal.kind != Seal.Kind.GONE:
                broken = "id" if seal.official and not declaration_of(model).deletable else ""
                self.add(Seal.Kind.GONE, table, pk, official=seal.official, broken=broken, salt=seal.salt)


def waiting_rows(table, ids):
    """Rows of the audit on these rows of a table that are not sealed yet."""
    return Change.objects.filter(seal_id=None, table_name=table, row_id__in=ids)


def record_ids(model, organisation_id, **condition):
    found = model.objects.of(organisation_id).filter(**condition)
    return found.values_list("pk", flat=True)


def own_column(model, name) -> str:
    """The column of the row itself that a sealed one hangs on: «scan_id» of «scan__sha256»."""
    field, dunder, _rest = name.partition("__")
    return model._meta.get_field(field).attname if dunder else name
