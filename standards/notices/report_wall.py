"""The wall of a report of corruption, and what may be read of it."""

from office.wall.actions import build_wall, keeping_mode
from office.wall.models.custody import Keeping
from office.wall.models.wall import Exclusion, Wall


def build_report_wall(report, *, by) -> Wall:
    """Create and return the wall of a report being given; excludes the reported person.

    Runs in the move, after the number is taken.
    """
    organisation = report.organisation
    name = {"name": str(by)} if keeping_mode(organisation) == Keeping.Mode.VAULT else None
    report.wall = build_wall(
        organisation,
        book=report.series,
        year=report.year,
        number=report.number,
        named=True,
        particulars=name,
        is_secret=True,
    )
    if report.about:
        # The report itself excludes; the entry stands under whoever receives it, for under its author it
        # would name them.
        receiver = report.free(report.addressee)[0].person
        Exclusion.objects.of(organisation).create(
            organisation=organisation,
            wall=report.wall,
            person=report.about,
            reason=EXCLUSION_REASON,
            by=receiver,
        )
    return report.wall


EXCLUSION_REASON = "Билдирүүдө ушул адам көрсөтүлгөн (стандарттын 21, 23-пункттары)"
