"""The characters that the fonts of papers have."""

import unicodedata
from functools import cache

from office.deferred import load_at_call
from office.papers.print_worker import FONTS

open_font = load_at_call("fontTools.ttLib.TTFont")

# Printed by nothing or by a space in any font; a selector only chooses the looks of the character before it.
UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
REPLACEMENT = "□"


@cache
def font_codes() -> frozenset[int]:
    """The code points that every packaged face has."""
    faces = [open_font(path, lazy=True).getBestCmap() for path in sorted(FONTS.glob("*/*.ttf"))]
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


def text_width(text: str, bold=False) -> float:
    """The width of a text on one line, in em of the letters of papers."""
    known = advance_widths("700Bold" if bold else "400Regular")
    return sum(known.get(ord(character), 1.0) for character in text)


@cache
def advance_widths(face: str) -> dict[int, float]:
    """Code point → width in em."""
    (path,) = (FONTS / face).glob("*.ttf")
    font = open_font(path, lazy=True)
    units = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    return {code: advances[glyph][0] / units for code, glyph in font.getBestCmap().items()}
