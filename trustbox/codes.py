"""The code by which a sender finds the appeal again: 120 random bits, stored only as a keyed hash (SAFETY
D-8).
"""

import base64
import secrets

from office.database import chain
from office.papers.typed_codes import ALPHABET, format_code, normalise_code

LENGTH = 24
SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)  # from the alphabet of RFC 4648


def new_code() -> str:
    """A new code, as it is printed: six groups of four.

    Fifteen random bytes are 24 signs of five bits each.
    """
    return format_code(base64.b32encode(secrets.token_bytes(LENGTH * 5 // 8)).decode().translate(SIGNS))


def code_digest(typed: str) -> str:
    """The keyed hash a code is stored and found by.

    The same work for every text, so that a wrong form takes no other time than a wrong code.
    """
    return chain.keyed_hash(chain.chain_key("codes"), normalise_code(typed).encode("utf-8", "surrogatepass"))
