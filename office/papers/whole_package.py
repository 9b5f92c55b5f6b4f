"""An order with all that goes with it as one PDF: annexes, acquaintance sheet, distribution list."""

from collections.abc import Iterator

from office.papers.circulation import ACQUAINTANCE, DISTRIBUTION, acquaintance_context, distribution_context
from office.papers.official import KINDS, paper_bytes, template_of
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.papers.writers import join_pdf

SHEETS = (
    ("Таанышуу баракчасы", ACQUAINTANCE, acquaintance_context),
    ("Таратуу тизмеси", DISTRIBUTION, distribution_context),
)


def package_pdf(order) -> bytes:
    """The package as one tagged PDF with a bookmark for each part; PrintError.

    The pages of what was signed are those that were frozen; the two sheets are made now.
    """
    return join_pdf(list(package_parts(order)), title=f"{KINDS[order.kind][0]['ky']}. {order.title}")


def package_parts(order) -> Iterator[tuple[str, bytes]]:
    """(name, PDF) of each part in the order of the package."""
    yield KINDS[order.kind][0]["ky"], paper_bytes(order, 0)
    for annex in order.annexes.all():
        yield f"{annex.number}-тиркеме. {annex.title}", paper_bytes(order, annex.number)
    for name, sheet, fill in SHEETS:
        yield name, pdf(template_of(sheet.form), sheet_page(order, fill))


def sheet_page(order, fill) -> dict:
    """The context of one of the two sheets on the page of the body; a draft until the order is signed."""
    return with_page({**fill(order), "draft": not order.is_signed}, order.organisation, order.date)
