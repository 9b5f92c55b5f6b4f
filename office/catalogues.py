"""Catalogues of the method that rooms beside the register also speak of: their choices, without a way to the
register itself.

They stand in `office.registries.CATALOGUES`, by name.
"""

from datetime import date

from office.registries import CATALOGUES


def catalogue_choices(name: str, day: date) -> list[tuple[str, str]]:
    """Choices of a catalogue in force on a day; [] when no app has entered one of that name."""
    return CATALOGUES[name](day) if name in CATALOGUES else []


def catalogue_words(name: str, code: str, day: date) -> str:
    """A code in words; the code itself when the catalogue no longer knows it."""
    return dict(catalogue_choices(name, day)).get(code, code)
