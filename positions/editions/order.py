"""The draft order that approves an edition of the list of corruption-prone positions."""

from office.lists.order import prepare_order
from positions import contexts
from positions.editions.changes import POSITION_COMPARISON, position_list_changes
from positions.editions.checks import position_list_findings


def prepare_position_order(edition, *, with_changes=False):
    """Make the draft order that approves an edition, with the list as it stands now as its annex. Returns the
    annex.

    An order after the first says which list it replaces; `with_changes` makes the table of changes its second
    annex. Refused while the list cannot be approved.
    """
    organisation = edition.organisation
    table = contexts.exposure_table(
        organisation, contexts.listed_exposures(organisation), edition=edition.number
    )
    since = edition.approved_before.first()
    found = position_list_changes(edition, since, now=table) if since and with_changes else []
    return prepare_order(
        organisation,
        name="коррупциогендик кызмат орундарынын тизмеги",
        act="method-281",
        table=table,
        findings=position_list_findings(edition),
        changes=POSITION_COMPARISON.table(edition, since, found) if found else None,
        replaced=since.order if since else None,
    )
