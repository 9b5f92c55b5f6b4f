"""The locks of the identity vault: pure functions over bytes and words, no database.

- A custodian has a pair of X25519 keys. The private key lies in the database locked under a passphrase
(Argon2id, then a secret box), and once
  on a printed recovery sheet as groups of signs.
- A field of an identity is sealed to a public key (a sealed box): the portal itself cannot open what it has
sealed.
- Inside the sealed text stands what it belongs to (body, label, field): a ciphertext moved to another matter,
body or field is refused.
- A commitment `HMAC(salt, field)` may be chained and printed: it proves a value later and tells nothing now,
for the salt is sealed with the value.
"""

import hashlib
import hmac
import json
import secrets
import struct
import unicodedata

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from office.wall.clear_text import note_clear_text

FORMAT = 1
HEAD = struct.Struct(">BIQ")  # format, passes and bytes of memory of Argon2id
COST = (
    4,
    128 * 2**20,
)  # about half a second and 128 MB: a village's machine bears it, a thief's list of words does not
BLOCK = 256  # sealed texts come in steps of this many bytes: the length of a name tells nothing
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter that looks like a digit
ALIKE = str.maketrans("OIL", "011")
CHECK = 3  # bytes of the key's digest at the end of the groups
GROUP = 4


class WrongKey(ValueError):
    """The passphrase or the key does not open this lock."""


class NotWhatItSays(ValueError):
    """The sealed text belongs to another body, label or field than it was found at."""


def new_keys() -> tuple[bytes, bytes]:
    """(private, public), 32 bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def public_of(private: bytes) -> bytes:
    return bytes(PrivateKey(private).public_key)


def key_fingerprint(public: bytes) -> str:
    """«3F2A 90C1 77B4 E05D»: two people compare it to make sure they mean the same key."""
    return in_groups(hashlib.sha256(public).hexdigest()[:16].upper())


def in_groups(text: str, size: int = GROUP) -> str:
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


# --- A private key under a passphrase ----------------------------------------------------------------------


def lock_private_key(private: bytes, passphrase: str) -> bytes:
    """The private key locked under the passphrase, with everything needed to unlock it but the passphrase."""
    note_clear_text()
    passes, memory = getattr(settings, "PASSPHRASE_COST", COST)
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    box = SecretBox(key_from(passphrase, salt, passes, memory))
    return HEAD.pack(FORMAT, passes, memory) + salt + box.encrypt(private)


def unlock_private_key(locked: bytes, passphrase: str) -> bytes:
    """The private key. WrongKey for another passphrase."""
    note_clear_text()
    _format, passes, memory = HEAD.unpack_from(locked)
    salt = locked[HEAD.size : HEAD.size + argon2id.SALTBYTES]
    box = SecretBox(key_from(passphrase, salt, passes, memory))
    try:
        return box.decrypt(locked[HEAD.size + argon2id.SALTBYTES :])
    except CryptoError:
        raise WrongKey from None


def key_from(passphrase, salt, passes, memory):
    words = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    return argon2id.kdf(SecretBox.KEY_SIZE, words.encode(), salt, opslimit=passes, memlimit=memory)


# --- A private key on paper --------------------------------------------------------------------------------


def key_to_paper(private: bytes) -> str:
    """The private key and its check as 14 groups of four signs, as the recovery sheet prints it."""
    content = private + hashlib.sha256(private).digest()[:CHECK]
    number, length = int.from_bytes(content), len(content) * 8 // 5
    return in_groups("".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(length))))


def key_from_paper(text: str) -> bytes:
    """The private key typed from the sheet, however it is spaced.

    WrongKey for anything that is no such key, one wrong sign too.
    """
    note_clear_text()
    signs = "".join(char for char in text.upper() if char.isalnum()).translate(ALIKE)
    if len(signs) != (32 + CHECK) * 8 // 5 or set(signs) - set(SIGNS):
        raise WrongKey
    number = 0
    for sign in signs:
        number = number << 5 | SIGNS.index(sign)
    content = number.to_bytes(32 + CHECK)
    private, check = content[:32], content[32:]
    if not hmac.compare_digest(hashlib.sha256(private).digest()[:CHECK], check):
        raise WrongKey
    return private


# --- A field of an identity --------------------------------------------------------------------------------


def new_salt() -> bytes:
    return secrets.token_bytes(32)


def field_commitment(salt: bytes, field: str, text: str) -> str:
    """`HMAC-SHA256(salt, field ‖ 0 ‖ text)` in hexadecimal: stored in a chained entry for the value."""
    return hmac.new(salt, b"\0".join([field.encode(), text.encode()]), hashlib.sha256).hexdigest()


def seal(public: bytes, *, body: str, label: str, field: str, text: str, salt: bytes) -> bytes:
    """One field sealed to one public key.

    `body` is the code of the organisation, `label` names the matter: «appeals/2026/17».
    """
    note_clear_text()
    bound = {"v": FORMAT, "body": body, "label": label, "field": field, "salt": salt.hex(), "text": text}
    content = json.dumps(bound, ensure_ascii=False, sort_keys=True).encode()
    return SealedBox(PublicKey(public)).encrypt(content.ljust(-(-len(content) // BLOCK) * BLOCK))


def unseal(private: bytes, sealed: bytes, *, body: str, label: str, field: str) -> tuple[str, bytes]:
    """(text, salt).

    WrongKey for another key or a damaged text; NotWhatItSays for one that was sealed for another place.
    """
    note_clear_text()
    try:
        content = json.loads(SealedBox(PrivateKey(private)).decrypt(bytes(sealed)))
    except CryptoError:
        raise WrongKey from None
    if (content["v"], content["body"], content["label"], content["field"]) != (FORMAT, body, label, field):
        raise NotWhatItSays
    return content["text"], bytes.fromhex(content["salt"])


# --- A file that came with an identity in it ---------------------------------------------------------------


def seal_file(content: bytes) -> tuple[bytes, bytes]:
    """(key, sealed content).

    The key is sealed as a field of the identity; without it the content is noise.
    """
    key = secrets.token_bytes(SecretBox.KEY_SIZE)
    return key, seal_with(key, content)


def seal_with(key: bytes, content: bytes) -> bytes:
    """The content under a key of 32 bytes."""
    note_clear_text()
    return SecretBox(key).encrypt(content)


def open_file(key: bytes, sealed: bytes) -> bytes:
    """The content. WrongKey for another key or damaged bytes."""
    note_clear_text()
    try:
        return SecretBox(key).decrypt(bytes(sealed))
    except CryptoError:
        raise WrongKey from None
