"""Editions of the list of corruption-prone positions compared row by row. A row is known by its post."""

from office.lists import diff
from office.lists.changes import GROUND_WORDS, Comparison, GroundedChange, ground_of, with_grounds
from office.papers.official import OfficialForm, secretary_signatures
from positions import contexts
from positions.models.editions import PositionEdition
from positions.models.exposures import Exposure
from positions.papers import CHANGES

POSITION_COMPARISON = Comparison(CHANGES, "post", ("powers", "areas", "level"))


def earlier_position_editions(edition) -> list:
    """The approved editions before this one, the nearest first."""
    approved = PositionEdition.objects.of(edition.organisation).approved().select_related("annex__order")
    return list(approved.filter(number__lt=edition.number))


def position_list_changes(edition, since, *, words=GROUND_WORDS, now=None) -> list[GroundedChange]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer list where the caller has it.
    """
    old, new = contexts.position_edition_table(since), now or contexts.position_edition_table(edition)
    found = diff.compare_tables(old, new, known_by=("post", "powers"), group="")
    return with_grounds(found, exposure_drop_grounds(edition.organisation), ground_of(edition, words))


def exposure_drop_grounds(organisation) -> dict[str, str]:
    """Why posts left the list, by primary key of the post; those that came back have none."""
    rows = Exposure.objects.of(organisation)
    dropped = rows.filter(state=Exposure.State.DROPPED).exclude(post__in=rows.in_register().values("post"))
    return {str(pk): ground for pk, ground in dropped.order_by("pk").values_list("post_id", "drop_ground")}


def current_position_changes_context(organisation) -> dict:
    """The changes of the list since its newest approved edition, as a draft; a sheet without rows while there
    is none.
    """
    since = PositionEdition.objects.of(organisation).approved().select_related("annex__order").first()
    if since is None:
        return {"table": POSITION_COMPARISON.nothing(organisation), "draft": True}
    work = PositionEdition.objects.of(organisation).in_work().first() or PositionEdition(
        organisation=organisation, number=since.number + 1, ground=PositionEdition.Ground.YEARLY
    )
    table = POSITION_COMPARISON.table(work, since, position_list_changes(work, since))
    return {"table": table, "signatures": secretary_signatures(organisation), "draft": True}


FORMS = {
    CHANGES.form: OfficialForm(
        "Коррупциогендик кызмат орундарынын тизмегиндеги өзгөртүүлөр", current_position_changes_context
    )
}
