"""The draft order that approves an edition of the list of risks."""

from django.db import transaction

from office.lists.order import prepare_order
from risks import contexts
from risks.editions.changes import RISK_COMPARISON, earlier_risk_editions, risk_list_changes
from risks.editions.checks import risk_list_findings
from risks.editions.models import ChangeGround
from risks.papers import ANNEX_1, VILLAGE_LIST

# What each list is called in an order, and the act it is kept under.
LIST_TITLES = {
    VILLAGE_LIST.form: (
        "коррупциянын келип чыгуу тобокелдиги бар учурлардын жана кырдаалдардын тизмеги",
        "method-232",
    ),
    ANNEX_1.form: ("коррупциялык тобокелдиктердин тизмеги", "method-281"),
}


@transaction.atomic
def prepare_risk_order(edition, *, with_changes=False):
    """Make the draft order that approves an edition, with the list as it stands now as its annex. Returns the
    annex.

    An order after the first says which list it replaces; `with_changes` makes the table of changes its second
    annex. The edition keeps the grounds on which rows went. Refused while the list cannot be approved.
    """
    organisation = edition.organisation
    name, act = LIST_TITLES[edition.form]
    table = contexts.risk_table(
        edition.form, organisation, contexts.listed_risks(organisation), edition=edition.number
    )
    since = next(iter(earlier_risk_editions(edition)), None)
    found = risk_list_changes(edition, since, now=table) if since else []
    annex = prepare_order(
        organisation,
        name=name,
        act=act,
        table=table,
        findings=risk_list_findings(edition),
        changes=RISK_COMPARISON.table(edition, since, found) if with_changes and found else None,
        replaced=since.order if since and since.form == edition.form else None,
    )
    store_drop_grounds(edition, found)
    return annex


def store_drop_grounds(edition, changes_found):
    """Copy the grounds of dropped rows into ChangeGround: a restored risk loses its own."""
    dropped = [change for change in changes_found if change.is_removed and change.own and change.row]
    risks_with_ground = {str(pk) for pk in edition.grounds.values_list("risk_id", flat=True)}
    ChangeGround.objects.bulk_create(
        ChangeGround(
            organisation=edition.organisation, edition=edition, risk_id=int(change.row), text=change.ground
        )
        for change in dropped
        if change.row not in risks_with_ground
    )
