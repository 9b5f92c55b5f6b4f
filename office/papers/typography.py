"""What every setter of a paper keeps to: the same on the screen, in PDF and in Word."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from office.papers.glyphs import text_width
from office.papers.sheet import Table, scaled_widths

SHEET = (210.0, 297.0)  # A4 in millimetres
POINT = 25.4 / 72  # millimetres
LINE = 1.1  # em
MEAN_WIDTH = 0.6  # em of a letter with what is left at the ends of lines
PADDING = 6.5  # points at both sides of a cell's text, and its rule
BREAK = "\u200b"
PARTS = re.compile(r"\s+|[^\s/-]+[/-]*|[/-]+")  # a line may break between them
VOWELS = set("аеёиоөуүыэюяАЕЁИОӨУҮЫЭЮЯaeiouyAEIOUY")
NOTHING = "жок"  # stands where a list is empty
NUMBER_SIGN = re.compile(r"№[ \t](?=[^\s<])")


def keep_numbers_together(text: str) -> str:
    """`text` with a no-break space after each «№»: a line never ends between the sign and its number.

    Works on a whole page or file of markup too.
    """
    return NUMBER_SIGN.sub("№\N{NO-BREAK SPACE}", text)


def printed_groups(table: Table) -> Sequence[dict[str, Any]]:
    """The groups of a table as they print: an empty list says so in words."""
    groups = table["groups"]
    if any(group["rows"] or group["heading"] for group in groups):
        return groups
    return [{"heading": NOTHING, "rows": []}]


def broken_headings(table: Table, page: dict[str, Any], tall: bool | str = "") -> list[str]:
    """The headings of a table's columns with places to break the words that are wider than their column;
    `page` as `page_style` gives it, `tall` for a table that stands on an upright sheet whatever it says.
    """
    widths, _height = measures(table, page, tall)
    return [
        break_words(column["heading"], width, bold=True)
        for column, width in zip(table["columns"], widths, strict=True)
    ]


def measured_groups(table: Table, page: dict[str, Any], tall: bool | str = "") -> list[dict[str, Any]]:
    """The groups as they print, their rows as (row, whether it may break over pages)."""
    widths, height = measures(table, page, tall)
    keys = [column["key"] for column in table["columns"]]
    return [
        {
            "heading": group["heading"],
            "rows": [
                (row, is_tall([str(row.get(key, "")) for key in keys], widths, height))
                for row in group["rows"]
            ],
        }
        for group in printed_groups(table)
    ]


def measures(table: Table, page: dict[str, Any], tall: bool | str = "") -> tuple[list[float], float]:
    """Widths of the columns and height of the page in em of the cells."""
    is_upright = bool(tall) or table.get("orientation") == "portrait"
    across, down = SHEET if is_upright else SHEET[::-1]
    room = (across - page["left"] - page["right"]) / POINT
    widths = [(width - PADDING) / page["table"] for width in scaled_widths(table, room)]
    return widths, (down - page["top"] - page["bottom"]) / POINT / page["table"]


def is_tall(cells: Sequence[str], widths: Sequence[float], height: float) -> bool:
    """Whether a row may take so much of a page that it has to break."""
    most = int(0.6 * height / LINE)
    return any(line_count(text, width) > most for text, width in zip(cells, widths, strict=True))


def line_count(text: str, width: float) -> int:
    """About how many lines a text takes in a column of `width` em."""
    return sum(1 + int(MEAN_WIDTH * len(line) / width) for line in text.split("\n"))


def break_words(text: str, width: float, bold=False) -> str:
    """`text` with places to break the words that do not fit into `width` em."""
    return "".join(break_word(part, width, bold) for part in PARTS.findall(text))


@lru_cache(20_000)
def break_word(word: str, width: float, bold=False) -> str:
    """Break at syllables; after any letter where a syllable is still too wide."""
    if text_width(word, bold) <= width:
        return word
    syllables = split_syllables(word)
    if any(text_width(syllable, bold) > width for syllable in syllables):
        return BREAK.join(word)
    return BREAK.join(syllables)


def split_syllables(word: str) -> list[str]:
    """The parts a word may be broken into, each of a consonant, a vowel and what follows."""
    starts = [
        at
        for at in range(2, len(word) - 1)
        if word[at] not in VOWELS
        and word[at].isalpha()
        and word[at + 1] in VOWELS
        and VOWELS.intersection(word[:at])
    ]
    return [word[start:end] for start, end in zip([0, *starts], [*starts, len(word)], strict=True)]
