"""How a report goes behind its wall, and what may be known of it there."""

from office.wall.actions import build_wall, keeping_mode
from office.wall.models.custody import Keeping
from office.wall.models.wall import Exclusion, Wall


def build_report_wall(report, *, by) -> Wall:
    """Build the wall of a report that is being given: the name goes into the vault or an envelope, whoever it reports is excluded.

    Runs inside the move, after the number was taken.
    """
    body = report.organisation
    name = {"name": str(by)} if keeping_mode(body) == Keeping.Mode.VAULT else None
    report.wall = build_wall(
        body,
        book=report.series,
        year=report.year,
        number=report.number,
        named=True,
        particulars=name,
        is_secret=True,
    )
    if report.about:
        # The report itself excludes; the entry stands under whoever receives it, for under its author it would name them.
        receiver = report.free(report.addressee)[0].person
        Exclusion.objects.of(body).create(
            organisation=body,
            wall=report.wall,
            person=report.about,
            reason=EXCLUSION_REASON,
            by=receiver,
        )
    return report.wall


EXCLUSION_REASON = "Билдирүүдө ушул адам көрсөтүлгөн (стандарттын 21, 23-пункттары)"
