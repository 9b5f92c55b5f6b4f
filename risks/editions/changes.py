"""Editions of the list compared: which rows were added, changed from what to what, removed, and on what
ground (281 p.12–13).

An approved edition speaks by its frozen paper; one that is not yet approved by its annex, or by the register
as it stands.
"""

from office.lists.changes import GROUND_WORDS, Comparison, GroundedChange, ground_of
from office.lists.papers import current_changes_context, edition_table
from office.papers.official import OfficialForm
from risks import contexts
from risks.editions.models import ChangeGround, Edition
from risks.editions.review import REVIEW
from risks.models.risk import Risk
from risks.papers import CHANGES, GROUP_HEADING

# The cells of a row beside its situation, in the order of the list.
COMPARED_KEYS = ("function", "category", "level", "unit", "posts", "elsewhere", "note")
RISK_COMPARISON = Comparison(
    CHANGES, "situation", COMPARED_KEYS, known_by=("situation", "function"), group=GROUP_HEADING
)


def earlier_risk_editions(edition):
    """The approved editions of the organisation that `edition` can be compared with, the nearest of its own
    form first.
    """
    approved = Edition.objects.of(edition.organisation).approved().select_related("annex__order")
    found = approved.exclude(pk=edition.pk).filter(begun_on__lte=edition.begun_on)
    before = [one for one in found if one.form != edition.form or one.number < edition.number]
    return sorted(before, key=lambda one: (one.form == edition.form, one.begun_on, one.number), reverse=True)


def risk_edition_table(edition) -> dict:
    """The list of an edition: as approved, as annexed to the draft order, or as the register stands now."""
    organisation = edition.organisation
    return edition_table(
        edition, lambda: contexts.risk_table(edition.form, organisation, contexts.listed_risks(organisation))
    )


def risk_list_changes(edition, since, *, words=GROUND_WORDS, now=None) -> list[GroundedChange]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer list where the caller has it.
    """
    # Annex 1 prints the posts inside the cell of the unit: the two cells cannot be compared.
    skip = () if since.form == edition.form else ("unit",)
    return RISK_COMPARISON.changes(
        risk_edition_table(since),
        now or risk_edition_table(edition),
        grounds=change_grounds(edition, since),
        whole=ground_of(edition, words),
        skip=skip,
    )


def change_grounds(edition, since) -> dict[str, str]:
    """Grounds of single rows by primary key of the risk: those given on the way from `since` on, and why
    risks were dropped.
    """
    dropped = Risk.objects.of(edition.organisation).filter(state=Risk.State.DROPPED)
    grounds = ChangeGround.objects.of(edition.organisation).filter(
        edition__form=edition.form, edition__number__lte=edition.number
    )
    if since.form == edition.form:
        grounds = grounds.filter(edition__number__gt=since.number)
    by_risk = (
        {} if edition.annex else {str(pk): text for pk, text in dropped.values_list("pk", "drop_ground")}
    )
    for pk, text in grounds.order_by("edition__number").values_list("risk_id", "text"):
        by_risk[str(pk)] = text
    return by_risk


def current_risk_changes_context(organisation) -> dict:
    """The changes of the register since its newest approved edition, as a draft; a sheet without rows while
    there is none.
    """
    since = REVIEW.newest(organisation)
    return current_changes_context(organisation, since, RISK_COMPARISON, risk_list_changes)


FORMS = {
    CHANGES.form: OfficialForm(
        "Коррупциялык тобокелдиктердин тизмегиндеги өзгөртүүлөр", current_risk_changes_context
    )
}
