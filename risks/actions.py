"""Actions on several rows of the register of risks; each is one transaction."""

from collections import Counter

from django.db import transaction
from django.db.models import Max

from office.lists.checks import refuse_if_blocked
from office.lists.order import add_points, annex_changes, draft_order, repeal_points
from risks import contexts
from risks.editions import changes
from risks.editions.models import ChangeGround
from risks.models.method import FunctionKind
from risks.models.risk import Risk
from risks.papers import ANNEX_1, VILLAGE_LIST

FIELDS_BY_COLUMN = {
    "function": "function",
    "situation": "situation",
    "category": "category",
    "level": "level",
    "unit": "unit_text",
    "posts": "posts",
    "elsewhere": "elsewhere",
    "note": "note",
}  # column of a list → field of a risk


@transaction.atomic
def add_imported_risks(organisation, rows):
    """Create active risks from resolved rows of a file (`RiskListReading.resolve`), in the file's order,
    numbered after those in the list. Returns the risks.
    """
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    last_positions = last_positions_by_kind(organisation)
    risks = []
    for row in rows:
        kind = kinds[row["kind"]]
        last_positions[kind.pk] += 1
        risk = Risk(
            organisation=organisation, kind=kind, position=last_positions[kind.pk], state=Risk.State.ACTIVE
        )
        for column, name in FIELDS_BY_COLUMN.items():
            setattr(risk, name, row[column])
        risk.index()
        risks.append(risk)
    return Risk.unscoped.bulk_create(risks, batch_size=500)


def last_positions_by_kind(organisation) -> Counter:
    """{FunctionKind pk: last position}."""
    listed = Risk.objects.of(organisation).in_the_list().order_by()
    return Counter(dict(listed.values_list("kind").annotate(last=Max("position"))))


# What each list is called in an order, and the act it is kept under.
LIST_TITLES = {
    VILLAGE_LIST.form: (
        "коррупциянын келип чыгуу тобокелдиги бар учурлардын жана кырдаалдардын тизмеги",
        "method-232",
    ),
    ANNEX_1.form: ("коррупциялык тобокелдиктердин тизмеги", "method-281"),
}


@transaction.atomic
def prepare_risk_order(edition, *, by, with_changes=False):
    """Make the draft order that approves an edition, with the list as it stands now as its annex. Returns the
    annex.

    An order after the first says which list it replaces; `with_changes` makes the table of changes its second
    annex. The preamble cites the acts in force today; the clause of control is left for the clerk. Refused
    while the list cannot be approved.
    """
    from risks.editions.checks import risk_list_findings

    refuse_if_blocked(risk_list_findings(edition))
    body = edition.organisation
    order = draft_order(body, *LIST_TITLES[edition.form])
    table = contexts.risk_table(edition.form, body, contexts.listed_risks(body), edition=edition.number)
    annex = order.attach(" ".join(table["title"].split()), edition.form, {"table": table})
    if since := next(iter(changes.earlier_risk_editions(edition)), None):
        add_changes_to_order(order, edition, since, table, annexed=with_changes)
    return annex


def add_changes_to_order(order, edition, since, table, *, annexed):
    """Say in the draft order what becomes of the list before; keep the grounds on which rows went; annex the
    table of changes.
    """
    found = changes.risk_list_changes(edition, since, now=table)
    store_drop_grounds(edition, found)
    texts = []
    if annexed and found:
        texts += annex_changes(order, changes.RISK_COMPARISON.table(edition, since, found))
    if since.form == edition.form:
        texts += repeal_points(since)
    add_points(order, texts)


def store_drop_grounds(edition, found_changes):
    """Copy the grounds of dropped rows into ChangeGround: a restored risk loses its own."""
    dropped = [change for change in found_changes if change.is_removed and change.own and change.row]
    risks_with_ground = {str(pk) for pk in edition.grounds.values_list("risk_id", flat=True)}
    ChangeGround.objects.bulk_create(
        ChangeGround(
            organisation=edition.organisation, edition=edition, risk_id=int(change.row), text=change.ground
        )
        for change in dropped
        if change.row not in risks_with_ground
    )
