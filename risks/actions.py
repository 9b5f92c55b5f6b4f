"""Acts of the register that change several rows at once. Each is one transaction."""

from collections import Counter

from django.db import transaction
from django.db.models import Max

from office.drafting import add_points, annex_changes, draft_order, end_of
from office.readiness import refuse
from risks import contexts, diff
from risks.models import ChangeGround, FunctionKind, Risk
from risks.papers import ANNEX_1, VILLAGE_LIST

TEXTS = {
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
def take_rows(organisation, rows):
    """Make each resolved row of a file (`risks.imports.Reading.resolve`) a risk of the list, in the file's order, after those that are there.

    Returns the risks.
    """
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    taken = places(organisation)
    risks = []
    for row in rows:
        kind = kinds[row["kind"]]
        taken[kind.pk] += 1
        risk = Risk(organisation=organisation, kind=kind, position=taken[kind.pk], state=Risk.State.ACTIVE)
        for column, name in TEXTS.items():
            setattr(risk, name, row[column])
        risk.index()
        risks.append(risk)
    return Risk.unscoped.bulk_create(risks, batch_size=500)


def places(organisation) -> Counter:
    """The last number of each group, by primary key of the kind of function."""
    listed = Risk.objects.of(organisation).in_the_list().order_by()
    return Counter(dict(listed.values_list("kind").annotate(last=Max("position"))))


# What each list is called in an order, and the act it is kept under.
LISTS = {
    VILLAGE_LIST.form: (
        "коррупциянын келип чыгуу тобокелдиги бар учурлардын жана кырдаалдардын тизмеги",
        "method-232",
    ),
    ANNEX_1.form: ("коррупциялык тобокелдиктердин тизмеги", "method-281"),
}


@transaction.atomic
def prepare_order(edition, *, by, with_changes=False):
    """Make the draft order that approves an edition, with the list as it stands now as its annex. Returns the annex.

    An order after the first says which list it replaces; `with_changes` makes the table of changes its second annex. The preamble cites the acts in force today; the clause of control is left for the clerk. Refused while the list cannot be approved.
    """
    from risks.checks import checks

    refuse(checks(edition))
    body = edition.organisation
    order = draft_order(body, *LISTS[edition.form])
    table = contexts.table(edition.form, body, contexts.the_list(body), edition=edition.number)
    annex = order.attach(" ".join(table["title"].split()), edition.form, {"table": table})
    if since := next(iter(diff.earlier(edition)), None):
        tell_changes(order, edition, since, table, annexed=with_changes)
    return annex


def tell_changes(order, edition, since, table, *, annexed):
    """Say in the draft order what becomes of the list before; keep the grounds on which rows went; annex the table of changes."""
    found = diff.changes(edition, since, now=table)
    keep_grounds(edition, found)
    texts = []
    if annexed and found:
        texts += annex_changes(order, diff.LIST.table(edition, since, found))
    if since.form == edition.form:
        texts += end_of(since)
    add_points(order, texts)


def keep_grounds(edition, found):
    """Keep with the edition why its rows went: a dropped risk may come back, and its ground with it."""
    gone = [told for told in found if told.is_removed and told.own and told.row]
    kept = {str(pk) for pk in edition.grounds.values_list("risk_id", flat=True)}
    ChangeGround.objects.bulk_create(
        ChangeGround(
            organisation=edition.organisation, edition=edition, risk_id=int(told.row), text=told.ground
        )
        for told in gone
        if told.row not in kept
    )
