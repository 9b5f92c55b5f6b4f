"""The code by which a sender finds the appeal again: 120 random bits, stored only as a keyed hash (SAFETY
D-8).
"""

import base64
import secrets

from office.database import chain

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 24
GROUP = 4
SIGNS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)  # from the alphabet of RFC 4648
READ_AS = str.maketrans("ILO", "110")


def new_code() -> str:
    """A new code, as it is printed: six groups of four.

    Fifteen random bytes are 24 signs of five bits each.
    """
    return format_code(base64.b32encode(secrets.token_bytes(LENGTH * 5 // 8)).decode().translate(SIGNS))


def format_code(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def normalise_code(typed: str) -> str:
    """What a person typed without its dashes and spaces, look-alike letters read as the digits they stand
    for.
    """
    return "".join(typed.upper().split()).replace("-", "").translate(READ_AS)


def code_digest(typed: str) -> str:
    """The keyed hash a code is stored and found by.

    The same work for every text, so that a wrong form takes no other time than a wrong code.
    """
    return chain.keyed_hash(chain.chain_key("codes"), normalise_code(typed).encode("utf-8", "surrogatepass"))
