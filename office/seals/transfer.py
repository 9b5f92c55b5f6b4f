"""A new epoch of the chain key: the chain of an organisation that came from another portal goes on with the
key of this one (ADR 25).

The old links cannot be proved here by their heads, for their key stayed where they were made. The link of the
transfer holds, under the new key, one digest of them all and of the audit they seal; heads that were given
out before prove the rest.
"""

import secrets
from collections.abc import Iterator

from office.seals.actions import ChainEnd, waiting_rows
from office.seals.commitments import HEAD_COLUMNS, EpochDigest
from office.seals.models import Seal, SealBook
from office.seals.proofs import AT_ONCE, changes_of, last_seals
from office.seals.records import columns_when, record_models


def begin_key_epoch(organisation_id: int, manifest_sha256: str):
    """Seal the chain that came, and every official row as it stands, with the key of this portal."""
    book = SealBook.objects.select_for_update().get(organisation_id=organisation_id)
    digest, place = EpochDigest(), 0
    while links := list(
        book.seals.filter(place__gt=place)
        .order_by("place")
        .values_list("pk", *HEAD_COLUMNS, "head")[:AT_ONCE]
    ):
        changes = changes_of(links)
        for pk, *columns, head in links:
            columns[2] = columns[2].isoformat()
            if columns[3] == Seal.Kind.AUDIT and sealed_keys(columns[-1]) != {one[0] for one in changes[pk]}:
                raise ValueError(f"link {columns[0]} of the chain seals other rows of the audit than came")
            digest.add(columns, head, changes.get(pk, []))
        place = links[-1][1]
    if loose := next(loose_rows(book), None):
        raise ValueError(loose)
    end = ChainEnd(book)
    end.add(
        Seal.Kind.TRANSFER,
        "",
        place,
        salt=secrets.token_hex(16),
        leaves=f"{digest.text} {manifest_sha256}",
    )
    for model in record_models().values():
        end.begin_table(model, ",".join(columns_when(model, True)), again=False)
    end.close()


def sealed_keys(leaves: str) -> set[int]:
    """The rows of the audit that a link says it seals."""
    return {int(one.partition(":")[0]) for one in leaves.split()}


def loose_rows(book) -> Iterator[str]:
    """Rows that came without a link, links that came without their row."""
    for table, model in record_models().items():
        after: int = 0
        last: int | None = 0
        while last is not None:
            rows = model.objects.of(book.organisation_id).filter(pk__gt=after).order_by("pk")
            keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
            last = keys[-1] if len(keys) == AT_ONCE else None
            standing = {
                pk for pk, seal in last_seals(book, table, after, last).items() if seal[0] != Seal.Kind.GONE
            }
            odd = standing.symmetric_difference(keys)
            odd -= set(waiting_rows(table, odd).values_list("row_id", flat=True))
            if odd:
                yield f"{table}: row {min(odd)} came without its link, or a link without its row"
            after = last or 0
