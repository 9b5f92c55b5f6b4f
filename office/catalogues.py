"""Catalogues of the method that rooms beside the register also speak of: their choices, without a way to the register itself.

The register enters its own in `AppConfig.ready`: «function» (281 p.5), «zone» (p.6), «source» (p.8); each gives [(code, words)] in force on a day.
"""

from collections.abc import Callable
from datetime import date

CATALOGUES: dict[str, Callable[[date], list[tuple[str, str]]]] = {}


def catalogue_choices(name: str, day: date) -> list[tuple[str, str]]:
    """The choices of a catalogue on a day; none while nobody has entered one of that name."""
    return CATALOGUES[name](day) if name in CATALOGUES else []


def catalogue_words(name: str, code: str, day: date) -> str:
    """A code in words; the code itself when the catalogue no longer knows it."""
    return dict(catalogue_choices(name, day)).get(code, code)
