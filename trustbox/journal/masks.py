"""A first proposal of the masked text: what looks like a person, a telephone or an address is covered.

The clerk reads it and covers the rest.
"""

import re

from office.models.signal import NAMES, TRACES

COVER = "▇▇▇"
ADDRESSES = (re.compile(r"\S+@\S+"), re.compile(r"(?:кв|үй|д|ул)\.\s*\S+", re.IGNORECASE))


def cover_identity(text: str) -> str:
    """The text with names, telephones, personal numbers and addresses covered, as far as they can be told by
    their form.
    """
    for pattern in (*ADDRESSES, *TRACES, *NAMES):
        text = pattern.sub(COVER, text)
    return text
