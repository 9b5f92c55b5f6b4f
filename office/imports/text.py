"""Texts of a file made comparable: what the eye cannot see put aside, headings and words of a vocabulary as
keys.
"""

import re
import unicodedata
from functools import lru_cache

from office import kyrgyz

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# The cells of a list say the same few things again and again.
remembered = lru_cache(maxsize=1024)
FOREIGN = re.compile(r"[^\W\d_\u0400-\u04ff]")  # a letter that is not Cyrillic


@remembered
def tidy_lines(text: str) -> str:
    """`text` without what the eye cannot see: soft hyphens, no-break and doubled spaces, empty lines; words
    that an OCR program divided are whole.

    Lines stay lines.
    """
    text = INVISIBLE.sub("", kyrgyz.join_ocr_words(unicodedata.normalize("NFC", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


@remembered
def mend_lookalikes(text: str) -> str:
    """A tidy `text` with Latin letters inside Cyrillic words replaced by their Cyrillic twins; wholly Latin
    words stay.
    """
    return "\n".join(kyrgyz.tidy_text(line) for line in text.split("\n")) if FOREIGN.search(text) else text


@remembered
def vocabulary_key(text: str) -> str:
    """Key to compare words of a closed vocabulary: no case, no doubled space, no Latin look-alikes."""
    return kyrgyz.tidy_text(text).casefold()


@remembered
def heading_key(text: str) -> str:
    """The key by which headings are compared: `fold` with letters and digits only, so a slash or a (*) does
    not matter.
    """
    return "".join(c for c in vocabulary_key(unicodedata.normalize("NFKC", text)) if c.isalnum())
