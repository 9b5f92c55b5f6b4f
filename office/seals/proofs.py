"""The proof of a chain of seals: the links, the official rows against their last seal, the audit against the
links it is sealed in. Rows that changed since and wait for their seal are passed over and counted.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from operator import itemgetter

from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef

from office import clock
from office.database import chain
from office.database.snapshot import read_snapshot
from office.models.audit import Change
from office.models.organisation import Organisation
from office.seals.actions import AT_ONCE, CHANGE_COLUMNS, waiting_rows
from office.seals.commitments import (
    HEAD_COLUMNS,
    EpochDigest,
    column_leaf,
    row_digest,
    seal_head,
    seal_key,
    split_leaves,
    split_names,
)
from office.seals.models import PORTAL, Seal, SealBook
from office.seals.records import columns_when, declaration_of, record_models

WORDS = "is not what was sealed"
BROKEN = "was changed after it was official, or behind the audit"
CHANGES = Change._meta.db_table
SEALS = Seal._meta.db_table


def chain_book(organisation_id: int) -> SealBook | None:
    return SealBook.objects.filter(organisation_id=organisation_id).first()


def seal_faults(organisation_id: int, code: str, report) -> Iterator[tuple]:
    """Faults of the chain of one body, or of the portal: (table, number, column, words)."""
    book = chain_book(organisation_id)
    if book is None or not settings.CHAIN_KEY:
        return
    yield from link_faults(book, code, report)
    if organisation_id != PORTAL:
        for table, model in record_models().items():
            yield from record_faults(book, table, model, code, report)


# --- Links and the audit ------------------------------------------------------------------------------------


def link_faults(book, code, report) -> Iterator[tuple]:
    """Each link in its place, following the one before, with the head that the key makes of it; and the rows
    of the audit that were sealed in it.
    """
    key, name = seal_key(), book.name
    place, head = 0, chain.BEGINNING
    # Links before it were sealed with the key of another portal: one digest under our key holds them all.
    transfer = book.seals.filter(kind=Seal.Kind.TRANSFER).order_by("place").last()
    came = EpochDigest()
    while True:
        with read_snapshot():
            end = SealBook.objects.get(pk=book.pk)
            links = list(
                book.seals.filter(place__gt=place)
                .order_by("place")
                .values_list("pk", *HEAD_COLUMNS, "head")[:AT_ONCE]
            )
            changes = changes_of(links)
        for pk, *columns, stored in links:
            place += 1
            number, kind = str(columns[0]), columns[3]
            if columns[0] != place:
                yield SEALS, number, "place", f"links are missing before it: {place} … {columns[0] - 1}"
                place = columns[0]
            if columns[1] != head:
                yield SEALS, number, "previous", WORDS
            columns[2] = columns[2].isoformat()
            if transfer and place < transfer.place:
                came.add(columns, stored, changes.get(pk, []))
                head = stored
                continue
            if transfer and place == transfer.place and came.text != transfer.leaves.partition(" ")[0]:
                yield SEALS, number, "leaves", "the links before it, or their audit, are not what came"
            if seal_head(key, name, columns) != stored:
                yield SEALS, number, "head", WORDS
            elif kind == Seal.Kind.AUDIT:
                yield from change_faults(key, columns, changes[pk])
            head = stored
        report(f"{code} · {SEALS}", place, max(place, end.length))
        if len(links) < AT_ONCE:
            break
    if (end.length, end.head) != (place, head):
        column = "length" if end.length != place else "head"
        yield SealBook._meta.db_table, str(end.length), column, f"the chain ends at {place}"
    yield from loose_changes(book)


def changes_of(links) -> dict[int, list]:
    """{pk of a link: rows of the audit that name it}"""
    found = defaultdict(list)
    pks = [pk for pk, *columns, _head in links if columns[3] == Seal.Kind.AUDIT]
    if pks:
        rows = Change.objects.filter(seal_id__in=pks).order_by("pk")
        for seal_id, *row in rows.values_list("seal_id", "pk", *CHANGE_COLUMNS):
            found[seal_id].append(row)
    return found


def change_faults(key, columns, rows) -> Iterator[tuple]:
    """What of the audit is not as this link sealed it."""
    _place, _previous, _day, _kind, table, count, _official, _broken, names, salt, digest, leaves = columns
    if row_digest(key, table, count, salt, rows) == digest:
        return
    sealed = dict(one.split(":") for one in leaves.split())
    for pk, *values in rows:
        known = sealed.pop(str(pk), None)
        if known is None:
            yield CHANGES, str(pk), "id", "was put in"
            continue
        leaf_of = split_leaves(names, known)
        for name, value in zip(CHANGE_COLUMNS, values, strict=True):
            if column_leaf(key, table, pk, salt, name, value) != leaf_of[name]:
                yield CHANGES, str(pk), name, WORDS
    moved = dict(Change.objects.filter(pk__in=list(sealed)).values_list("pk", "seal_id"))
    for pk in sealed:
        if int(pk) in moved:
            yield CHANGES, pk, "seal_id", WORDS
        else:
            yield CHANGES, pk, "id", "the row is gone"


def loose_changes(book) -> Iterator[tuple]:
    """Rows of the audit that name a link which is none."""
    link = Seal.objects.filter(pk=OuterRef("seal_id"), kind=Seal.Kind.AUDIT)
    rows = Change.objects.exclude(seal_id=None).exclude(Exists(link))
    rows = rows.filter(organisation_id=book.organisation_id or None)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield CHANGES, str(pk), "seal_id", "its link is gone"


# --- Rows ---------------------------------------------------------------------------------------------------


def record_faults(book, table, model, code, report) -> Iterator[tuple]:
    """Each row of one official table has a seal and is what it says; each seal has its row."""
    after, done = 0, 0
    names = columns_when(model, True)
    while True:
        with read_snapshot():
            rows = model.objects.of(book.organisation_id).filter(pk__gt=after).order_by("pk")
            rows = {row["id"]: row for row in rows.values(*names)[:AT_ONCE]}
            last = max(rows) if len(rows) == AT_ONCE else None
            seals = last_seals(book, table, after, last)
            waiting = set(waiting_rows(table, {*rows, *seals}).values_list("row_id", flat=True))
        yield from stretch_faults(book, table, model, rows, seals, waiting)
        done += len(rows)
        if last is None:
            break
        after = last
    if done:
        report(f"{code} · {table}", done, done)


def last_seals(book, table, after, last) -> dict[int, tuple]:
    """{row id: its last seal} of a stretch of rows."""
    seals = book.seals.filter(table_name=table, kind__in=[Seal.Kind.ROW, Seal.Kind.GONE], row_id__gt=after)
    if last is not None:
        seals = seals.filter(row_id__lte=last)
    found = seals.order_by("place").values_list(
        "row_id", "kind", "columns", "salt", "digest", "leaves", "broken"
    )
    kept = {}
    for row_id, *seal in found:
        before = kept.get(row_id)
        if before and before[-1]:
            seal[-1] = ",".join(dict.fromkeys([*split_names(before[-1]), *split_names(seal[-1])]))
        kept[row_id] = seal
    return kept


def stretch_faults(book, table, model, rows, seals, waiting) -> Iterator[tuple]:
    key = seal_key()
    getters = {}
    for pk, row in rows.items():
        seal = seals.pop(pk, None)
        if pk in waiting:
            continue
        if seal is None or seal[0] == Seal.Kind.GONE:
            yield table, str(pk), "id", "was put in: it has no seal"
            continue
        _kind, columns, salt, digest, leaves, broken = seal
        for name in split_names(broken):
            yield table, str(pk), name, BROKEN
        getter = getters.get(columns)
        if getter is None:
            getter = getters[columns] = values_getter(columns, row)
        if getter is None or row_digest(key, table, pk, salt, getter(row)) != digest:
            for name, leaf in split_leaves(columns, leaves).items():
                if name in row and column_leaf(key, table, pk, salt, name, row[name]) != leaf:
                    yield table, str(pk), name, WORDS
    for pk, (kind, *_rest, broken) in seals.items():
        if pk in waiting:
            continue
        if kind == Seal.Kind.GONE:
            # Links made before the table was deletable call its every deletion broken.
            ordinary = ["id"] if declaration_of(model).deletable else []
            if set(split_names(broken)).difference(ordinary):
                yield table, str(pk), "id", "was deleted after it was official"
        elif owner := model.unscoped.filter(pk=pk).values_list("organisation_id", flat=True).first():
            if owner != book.organisation_id:
                yield table, str(pk), "organisation_id", f"stands at another body: {owner}"
            for name in declaration_of(model).beside if owner == book.organisation_id else ():
                yield table, str(pk), f"{name.partition('__')[0]}_id", "names a row that is not there"
        else:
            yield table, str(pk), "id", "the row is gone"


def values_getter(columns, row):
    """What takes the sealed columns out of a row; None when an upgrade has taken one of them away."""
    names = split_names(columns)
    # Every seal has `id` and more: one name alone is no seal of ours.
    return itemgetter(*names) if len(names) > 1 and all(name in row for name in names) else None


# --- What is not proved -------------------------------------------------------------------------------------


def proof_limits(heads) -> list[str]:
    """What a run of `verify` did not prove, in words. `heads`: whether heads kept elsewhere were compared."""
    limits = []
    if not settings.CHAIN_KEY:
        limits.append("anything official, for there is no chain key")
    if first := Change.objects.filter(seal_id=None).order_by("pk").first():
        limits.append(f"the audit from row {first.pk} on, which waits for its seal")
    days = SealBook.objects.aggregate(first=Min("begun_on"), last=Max("begun_on"))
    if days["first"]:
        since = " … ".join(dict.fromkeys(day.isoformat() for day in days.values()))
        limits.append(f"what official rows were before their body was sealed first ({since})")
    if not heads:
        limits.append("that no end of a chain was cut off, for no heads kept elsewhere were given (--heads)")
    return [
        *limits,
        "that a change which the audit shows was made by whom it names",
        "registers that are not official records (risks, posts, measures, people), but for their audit",
    ]


# --- Heads --------------------------------------------------------------------------------------------------

HEAD_WORD = "мөөр"
HEAD = re.compile(
    rf"(?P<body>[-\w]+)\s+{HEAD_WORD}\s+(?P<place>\d+)\s*·\s*(?P<head>[0-9A-F]{{4}}(?:-[0-9A-F]{{4}}){{3}})"
)


def daily_head(organisation) -> str:
    """The head that is given out: the last seal before today, «dostuk мөөр 31 · 7F3A-09BC-…»; "" for none.

    One a day: the open page does not tell when something happened.
    """
    seal = (
        Seal.objects.filter(book__organisation_id=organisation.pk, day__lt=clock.today())
        .order_by("place")
        .last()
    )
    return f"{organisation.code} {HEAD_WORD} {seal.place} · {chain.short_head(seal.head)}" if seal else ""


def kept_head_fault(line: str) -> tuple | None:
    """(body, place, words of the fault or "") of a line that was kept elsewhere; None for other lines."""
    match = HEAD.fullmatch(line.strip())
    if match is None:
        return None
    organisation = Organisation.objects.filter(code=match["body"]).first()
    seals = Seal.objects.filter(book__organisation_id=organisation.pk if organisation else -1)
    heads = [
        chain.short_head(head) for head in seals.filter(place=match["place"]).values_list("head", flat=True)
    ]
    return (
        match["body"],
        match["place"],
        "" if match["head"] in heads else "is not the head that was given out",
    )
