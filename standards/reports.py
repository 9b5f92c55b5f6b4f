"""How a report goes behind its wall, and what may be known of it there."""

from office.models import Exclusion, Keeping, Wall
from office.wall import build, keeping


def raise_wall(report, *, by) -> Wall:
    """Build the wall of a report that is being given: the name goes into the vault or an envelope, whoever it reports is excluded.

    Runs inside the move, after the number was taken.
    """
    body = report.organisation
    name = {"name": str(by)} if keeping(body) == Keeping.Mode.VAULT else None
    report.wall = build(
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
            reason=REASON,
            by=receiver,
        )
    return report.wall


REASON = "Билдирүүдө ушул адам көрсөтүлгөн (стандарттын 21, 23-пункттары)"
