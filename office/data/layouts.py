"""The versions of official forms that come with the portal; people follow them by others."""

from dataclasses import dataclass
from datetime import date

from office.papers.sheet import Sheet


@dataclass(frozen=True)
class ShippedLayout:
    """One version of a form: from which act and day, for which kinds of bodies.

    `kinds` are values of `Organisation.Kind`; "" is every kind without a version of its own. A wording that
    stands in no act is not `confirmed`.
    """

    sheet: Sheet
    act: str  # code of a legal act, "" when the form stands in none
    valid_from: date
    point: str = ""
    kinds: tuple[str, ...] = ("",)
    confirmed: bool = True


def own_layout(sheet: Sheet) -> ShippedLayout:
    """The version of a form of the portal's own, which stands in no act: from before any body's first day."""
    return ShippedLayout(sheet, "", date(2016, 1, 1), confirmed=False)


def write_layouts(apps, shipped):
    """Write shipped versions; called by migrations with their historical models."""
    layouts, acts = apps.get_model("office", "FormLayout"), apps.get_model("office", "LegalAct")
    for one in shipped:
        act = acts.objects.filter(code=one.act).first()
        for kind in one.kinds:
            layouts.objects.create(
                **one.sheet.look(),
                kind=kind,
                act=act,
                point=one.point,
                valid_from=one.valid_from,
                confirmed=one.confirmed,
            )
