"""The characters that the fonts of papers have."""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from office.papers.print_worker import FONTS

# Printed by nothing or by a space in any font; a selector only chooses the looks of the character before it.
UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
REPLACEMENT = "□"


@cache
def font_codes() -> frozenset[int]:
    """The code points that every packaged face has."""
    faces = [TTFont(path, lazy=True).getBestCmap() for path in sorted(FONTS.glob("*/*.ttf"))]
    return frozenset(faces[0]).intersection(*faces[1:])


def missing_characters(text: str) -> list[str]:
    """The characters of a text that a paper cannot show, each once, by code.

    The printing room judges what it prints itself: this is for a warning before.
    """
    return sorted(character for character in set(text) if not character.isascii() and is_missing(character))


def is_missing(character: str) -> bool:
    if unicodedata.category(character) in UNSEEN or "VARIATION SELECTOR" in unicodedata.name(character, ""):
        return False
    # A letter of parts that the font has is set from them.
    return not {ord(part) for part in unicodedata.normalize("NFD", character)} <= font_codes()


def name_characters(characters, most=20) -> str:
    """«☃ (U+2603), 😀 (U+1F600)»."""
    named = [f"{character} (U+{ord(character):04X})" for character in characters[:most]]
    return ", ".join(named + ["…"] * (len(characters) > most))
