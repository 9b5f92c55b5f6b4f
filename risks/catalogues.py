"""Choices of the act's catalogues in force on a day.

Apps that may not import `risks` get them through `office.catalogues`.
"""

from risks.models.method import CatalogueEntry, FunctionKind


def catalogue_entry_choices(name, day):
    """[(code, words)] of a catalogue in force on a day."""
    lines = CatalogueEntry.objects.in_force(day).filter(catalogue=name)
    return [(line.code, str(line)) for line in lines]


def function_kind_choices(day):
    """[(code, words)] of the kinds of functions in force on a day."""
    return [(kind.code, str(kind)) for kind in FunctionKind.objects.in_force(day)]
