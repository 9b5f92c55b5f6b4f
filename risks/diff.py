"""Editions of the list compared: which rows were added, changed from what to what, removed, and on what ground (281 p.12–13).

An approved edition speaks by its frozen paper; one that is not yet approved by its annex, or by the register as it stands.
"""

from dataclasses import dataclass
from itertools import groupby

from office import diff
from office.diff import ADDED, REMOVED
from office.kyrgyz import date_words, genitive
from office.papers import Form, signatures
from risks import contexts
from risks.models import ChangeGround, Edition, Risk
from risks.papers import CHANGE_WORDS, CHANGES, GROUND_WORDS, GROUP_HEADING
from risks.review import newest

KNOWN_BY = ("situation", "function")
# The cells of a row beside its situation, in the order of the list.
REST = ("function", "category", "level", "unit", "posts", "elsewhere", "note")


@dataclass(frozen=True)
class Told:
    """A change with its ground in words; `own` when the ground was given for this very row."""

    change: diff.Change
    ground: str
    own: bool

    @property
    def is_removed(self) -> bool:
        return self.change.kind == REMOVED

    @property
    def risk(self) -> str:
        """Primary key of the risk, or "" for a row of a paper that did not keep it."""
        return self.change.key


def earlier(edition):
    """The approved editions of the body that `edition` can be compared with, the nearest of its own form first."""
    approved = Edition.objects.of(edition.organisation).approved().select_related("annex__order")
    found = approved.exclude(pk=edition.pk).filter(begun_on__lte=edition.begun_on)
    before = [one for one in found if one.form != edition.form or one.number < edition.number]
    return sorted(before, key=lambda one: (one.form == edition.form, one.begun_on, one.number), reverse=True)


def table_of(edition) -> dict:
    """The list of an edition: as approved, as annexed to the draft order, or as the register stands now."""
    if edition.is_approved:
        return edition.annex.paper.content["table"]
    if edition.annex:
        return edition.annex.data["table"]
    body = edition.organisation
    return contexts.table(edition.form, body, contexts.the_list(body))


def changes(edition, since, *, words=GROUND_WORDS, now=None) -> list[Told]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer list where the caller has it.
    """
    # Annex 1 prints the posts inside the cell of the unit: the two cells cannot be compared.
    skip = () if since.form == edition.form else ("unit",)
    found = diff.compare(
        table_of(since), now or table_of(edition), known_by=KNOWN_BY, group=GROUP_HEADING, skip=skip
    )
    given = grounds(edition, since)
    whole = ground_of(edition, words)
    return [Told(one, given.get(one.key, whole), one.key in given) for one in found]


def grounds(edition, since) -> dict[str, str]:
    """Grounds of single rows by primary key of the risk: those given on the way from `since` on, and why risks were dropped."""
    dropped = Risk.objects.of(edition.organisation).filter(state=Risk.State.DROPPED)
    given = ChangeGround.objects.of(edition.organisation).filter(edition__form=edition.form, edition__number__lte=edition.number)
    if since.form == edition.form:
        given = given.filter(edition__number__gt=since.number)
    by_risk = {} if edition.annex else {str(pk): text for pk, text in dropped.values_list("pk", "drop_ground")}
    for pk, text in given.order_by("edition__number").values_list("risk_id", "text"):
        by_risk[str(pk)] = text
    return by_risk


def ground_of(edition, words) -> str:
    """«Жыл сайынкы кайра карап чыгуу: …»: the ground of the whole edition."""
    return ": ".join(filter(None, [str(words[edition.ground]), edition.ground_text.strip()]))


def counted(found) -> dict[str, int]:
    """How many rows were added, changed, removed."""
    kinds = [told.change.kind for told in found]
    return {kind: kinds.count(kind) for kind in diff.KINDS}


# --- On paper ------------------------------------------------------------------------------------------------------------


def table(edition, since, found) -> dict:
    """The filled sheet of changes: a group for each kind, a line for each cell that changed."""
    groups = [
        (CHANGE_WORDS[kind], [line for told in rows for line in lines(told)])
        for kind, rows in groupby(sorted(found, key=place), key=lambda told: told.change.kind)
    ]
    body = edition.organisation
    return CHANGES.table(
        groups, organisation_genitive=genitive(body.name_ky), since=named(since), until=named(edition)
    )


def place(told) -> int:
    return diff.KINDS.index(told.change.kind)


def lines(told) -> list[dict[str, str]]:
    """The lines of one row of the list: one, or one for each changed cell."""
    change = told.change
    same = {"row": f"{change.group}: {change.cells['situation']}", "ground": told.ground}
    if change.kind == ADDED:
        return [{**same, "what": "Сап кошулду", "was": "", "became": whole(change)}]
    if change.kind == REMOVED:
        return [{**same, "what": "Сап алынды", "was": whole(change), "became": ""}]
    return [
        {**same, "what": field.heading, "was": field.was, "became": field.became} for field in change.fields
    ]


def whole(change) -> str:
    """The cells of a row that came or went, one under another."""
    return "\n".join(filter(None, (change.cells.get(key, "") for key in REST)))


def named(edition) -> str:
    """«1-редакция (2026-жылдын 25-майы, № 114)»; «долбоор» before it is approved."""
    if not edition.is_approved:
        return f"{edition.number}-редакция (долбоор)"
    order = edition.order
    day = date_words(order.date) if order.date else ""
    return f"{edition.number}-редакция ({', '.join(filter(None, [day, f'№ {order.number or '____'}']))})"


def paper(edition, since) -> dict:
    """What `risks/print/changes.html` prints beside its signatures."""
    return {"table": table(edition, since, changes(edition, since))}


def today(organisation) -> dict:
    """The changes of the register since its newest approved edition, as a draft; a sheet without rows while there is none."""
    since = newest(organisation)
    if since is None:
        name = genitive(organisation.name_ky)
        return {"table": CHANGES.table([], organisation_genitive=name, since="", until=""), "draft": True}
    work = Edition.objects.of(organisation).in_work().filter(form=since.form).first()
    work = work or Edition(
        organisation=organisation, form=since.form, number=since.number + 1, ground=Edition.Ground.YEARLY
    )
    return {**paper(work, since), "signatures": signatures(organisation), "draft": True}


FORMS = {CHANGES.form: Form("Коррупциялык тобокелдиктердин тизмегиндеги өзгөртүүлөр", today)}
