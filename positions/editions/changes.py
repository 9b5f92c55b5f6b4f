"""Editions of the list of corruption-prone positions compared row by row. A row is known by its post."""

from office.lists.changes import GROUND_WORDS, Comparison, GroundedChange, ground_of
from office.lists.papers import current_changes_context
from office.papers.official import OfficialForm
from positions import contexts
from positions.editions.models import PositionEdition
from positions.models.exposures import Exposure
from positions.papers import CHANGES

POSITION_COMPARISON = Comparison(CHANGES, "post", ("powers", "areas", "level"), known_by=("post", "powers"))


def position_list_changes(edition, since, *, words=GROUND_WORDS, now=None) -> list[GroundedChange]:
    """What led from the approved edition `since` to `edition`, each row with its ground.

    `words` gives the ground of a whole edition by its code; `now` the newer list where the caller has it.
    """
    return POSITION_COMPARISON.changes(
        contexts.position_edition_table(since),
        now or contexts.position_edition_table(edition),
        grounds=exposure_drop_grounds(edition.organisation),
        whole=ground_of(edition, words),
    )


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
    return current_changes_context(organisation, since, POSITION_COMPARISON, position_list_changes)


FORMS = {
    CHANGES.form: OfficialForm(
        "Коррупциогендик кызмат орундарынын тизмегиндеги өзгөртүүлөр", current_position_changes_context
    )
}
