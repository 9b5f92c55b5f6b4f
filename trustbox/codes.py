"""The code by which a sender finds the appeal again: 120 random bits, stored only as a keyed hash (SAFETY
D-8).
"""

import base64
import secrets
from uuid import UUID

from office.database import chain
from office.papers.typed_codes import ALPHABET, format_code, normalise_code

LENGTH = 24
SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)  # from the alphabet of RFC 4648


def new_code() -> str:
    """A new code, as it is printed: six groups of four.

    Fifteen random bytes are 24 signs of five bits each.
    """
    return code_from_bytes(secrets.token_bytes(LENGTH * 5 // 8))


def code_of_form(person, seed: UUID) -> str:
    """The code of an entry made by a form with this seed: the same again while the form is there.

    The seed is drawn for the form and stands in it alone, 122 random bits; without it the chain key and all
    tables together give no code.
    """
    digest = chain.keyed_hash(chain.chain_key("codes-of-forms"), f"{person.pk}:{seed}".encode())
    return code_from_bytes(bytes.fromhex(digest)[: LENGTH * 5 // 8])


def code_from_bytes(random: bytes) -> str:
    return format_code(base64.b32encode(random).decode().translate(SIGNS))


def code_digest(typed: str) -> str:
    """The keyed hash a code is stored and found by.

    The same work for every text, so that a wrong form takes no other time than a wrong code.
    """
    return chain.keyed_hash(chain.chain_key("codes"), normalise_code(typed).encode("utf-8", "surrogatepass"))
