"""Chains of records that nobody can bend unseen (SAFETY D-4). Pure, but for `key()`.

A record has *leaves*: one commitment a column, `HMAC(salt of the column, value)`, so that a column can be
erased or shown alone and the others still prove themselves. Its hash is taken of the chain's name and the
leaves, the previous hash among them; its seal is a keyed hash of that, with a key that lies outside the
database. So a changed column is named, a chain made anew without the key is seen, and one made anew with the
key is seen by the heads that were given out.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

VERSION = 1
BEGINNING = "0" * 64  # what the first record of a chain follows
SHORT = 16  # hexadecimal signs of a head as people compare it: 64 bits

ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Value = str | int | bool | date | None


@dataclass(frozen=True)
class Sealed:
    """Columns stored beside a record's own: hexadecimal strings, and `leaves`, {column: commitment}."""

    salt: str
    leaves: dict[str, str]
    hash: str
    mac: str


def canonical_bytes(domain: str, content) -> bytes:
    """The one byte form of a content: version, length and words of the domain, JSON with sorted keys in
    UTF-8.

    Days are written as ISO dates. Raises TypeError for what has no single form, such as a fraction.
    """
    tag = domain.encode()
    encoded = ENCODER.encode(plain_value(content))
    return bytes([VERSION]) + len(tag).to_bytes(2, "big") + tag + encoded.encode("utf-8", "surrogatepass")


def plain_value(value):
    """The value in text, whole numbers, booleans, None, lists and dicts."""
    if value is None or isinstance(value, str | int):
        return value
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain_value(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def keyed_hash(key: bytes, message: bytes) -> str:
    """HMAC-SHA256, hexadecimal."""
    return hmac.digest(key, message, "sha256").hex()


def chain_key(purpose: str) -> bytes:
    """The portal's chain key for one purpose.

    LookupError while none is set: nothing is sealed with an empty one.
    """
    if not settings.CHAIN_KEY:
        raise LookupError("PORTAL_CHAIN_KEY_FILE is not set: nothing can be sealed")
    return bytes.fromhex(keyed_hash(settings.CHAIN_KEY.encode(), canonical_bytes("key", purpose)))


def column_salt(salt: str, column: str) -> bytes:
    """The salt of one column: shown with its value it proves that column and says nothing of the others."""
    return hmac.digest(bytes.fromhex(salt), tag_of(column), "sha256")


@lru_cache(maxsize=1000)
def tag_of(column: str) -> bytes:
    return canonical_bytes("column", column)


def leaves_of(salt: str, columns: Mapping[str, Value]) -> dict[str, str]:
    """The commitment to each column. ValueError for a salt that is not hexadecimal."""
    return {
        name: keyed_hash(column_salt(salt, name), canonical_bytes("leaf", value))
        for name, value in columns.items()
    }


def hash_of(name: str, leaves: Mapping[str, str]) -> str:
    """The hash of a record in the chain of this name."""
    return hashlib.sha256(canonical_bytes(name, leaves)).hexdigest()


def seal(name: str, columns: Mapping[str, Value], key: bytes) -> Sealed:
    """Seal the columns of a new record, `previous` among them, into the chain of this name."""
    salt = secrets.token_hex(32)
    leaves = leaves_of(salt, columns)
    hashed = hash_of(name, leaves)
    return Sealed(salt, leaves, hashed, keyed_hash(key, hashed.encode()))


def record_faults(name: str, columns: Mapping[str, Value], sealed: Sealed, key: bytes) -> list[str]:
    """The columns of a record that are no longer what was sealed, those of the seal among them; empty for a
    whole one.
    """
    fresh = fresh_leaves(sealed.salt, columns)
    changed = sorted(
        one for one in fresh.keys() | sealed.leaves.keys() if fresh.get(one) != sealed.leaves.get(one)
    )
    true = hash_of(name, sealed.leaves) == sealed.hash
    if changed and not true and hash_of(name, fresh) == sealed.hash:
        changed = ["leaves"]
    elif true and changed and set(changed) >= set(columns):
        changed = ["salt"]
    elif not true and not changed:
        changed = ["hash"]
    if true and not hmac.compare_digest(keyed_hash(key, sealed.hash.encode()), sealed.mac):
        changed.append("mac")
    return changed


def fresh_leaves(salt, columns):
    try:
        return leaves_of(salt, columns)
    except ValueError:
        return dict.fromkeys(columns, "")


def sort_by_name(content: Mapping) -> dict:
    """The pairs by the length and then the letters of their names: so both engines keep the same text of
    them.
    """
    return {name: content[name] for name in sorted(content, key=lambda name: (len(name), name))}


def short_head(head: str) -> str:
    """A head as people write and compare it: «7F3A-09BC-…», four groups of four."""
    text = head[:SHORT].upper()
    return "-".join(text[start : start + 4] for start in range(0, SHORT, 4))
