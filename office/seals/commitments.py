"""The bytes a seal is made of. Everything is keyed with the chain key, which lies outside the database:
without it nobody makes a seal, nor guesses what an erased column held.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from uuid import UUID

from office.database.chain import chain_key, keyed_hash

PURPOSE = "official"
VERSION = 1
WIDTH = 16  # hexadecimal signs of the commitment to one column: 64 bits


def seal_key() -> bytes:
    """LookupError while the portal has no chain key."""
    return chain_key(PURPOSE)


def plain(value):
    """What JSON cannot write, in text."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return sha256(value).hexdigest()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")


write_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain).encode


def canonical(content) -> bytes:
    return write_json(content).encode("utf-8", "surrogatepass")


def row_digest(key: bytes, table: str, row_id: int, salt: str, values) -> str:
    """The commitment to a whole row: to its place and to its values in the order of the sealed columns."""
    return keyed_hash(key, canonical(["row", VERSION, table, row_id, salt, *values]))


def column_leaf(key: bytes, table: str, row_id: int, salt: str, column: str, value) -> str:
    return keyed_hash(key, canonical(["column", VERSION, table, row_id, salt, column, value]))[:WIDTH]


def row_leaves(key: bytes, table: str, row_id: int, salt: str, columns, values) -> str:
    """The commitments to the columns, one after another."""
    return "".join(
        column_leaf(key, table, row_id, salt, column, value)
        for column, value in zip(columns, values, strict=True)
    )


def split_leaves(columns: str, leaves: str) -> dict[str, str]:
    """{column: commitment}"""
    return {
        column: leaves[place * WIDTH : (place + 1) * WIDTH]
        for place, column in enumerate(split_names(columns))
    }


@cache
def split_names(columns: str) -> tuple[str, ...]:
    return tuple(columns.split(",")) if columns else ()


def seal_head(key: bytes, name: str, seal) -> str:
    """The keyed hash of a link, the one before among it: the head of the chain that ends here. `seal` is the
    values of `HEAD_COLUMNS`.
    """
    return keyed_hash(key, canonical(["seal", VERSION, name, *seal]))


HEAD_COLUMNS = (
    "place",
    "previous",
    "day",
    "kind",
    "table_name",
    "row_id",
    "official",
    "broken",
    "columns",
    "salt",
    "digest",
    "leaves",
)


class EpochDigest:
    """One digest of the links that came from another portal, and of the rows of the audit that each of them
    seals, in their order.
    """

    def __init__(self):
        self.digest = sha256()

    def add(self, columns, head: str, changes):
        """`columns`: the values of HEAD_COLUMNS, the day in ISO 8601."""
        self.digest.update(canonical([*columns, head, changes]))

    @property
    def text(self) -> str:
        return self.digest.hexdigest()
