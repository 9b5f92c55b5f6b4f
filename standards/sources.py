"""Where the text of a new version may come from: the version before it, or the standard of the body above."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.acting import beyond_reach
from office.models import Organisation
from standards.contexts import approved_in_words
from standards.models import Standard


@dataclass(frozen=True)
class Source:
    standard: Standard
    label: str | Promise


def of(organisation) -> dict[str, Source]:
    """The sources a body has, by key, the nearest first."""
    found = {}
    own = Standard.objects.of(organisation).in_force().first()
    if own:
        found["own"] = Source(own, _("the version in force"))
    above = of_above(organisation)
    if above:
        found["above"] = Source(above, _("the standard of the body above"))
    return found


def of_above(organisation) -> Standard | None:
    """The standard in force of the nearest body above that is meant for the bodies below too, with its points read."""
    codes = organisation.path.strip("/").split("/")[:-1]
    bodies = Organisation.objects.filter(code__in=codes).order_by("-path")
    # What a body above has put in force for those below is open to them, though no one of them may read its rows.
    with beyond_reach():
        for body in bodies:
            standard = Standard.objects.of(body).in_force().filter(for_below=True).first()
            if standard:
                standard.organisation  # noqa: B018  read while it may be
                return standard
    return None


def begin(standard, source: Source | None) -> Standard:
    """Give a new version the text of its source. What comes from above keeps the act it was approved by."""
    if source is None or standard.points.exists():
        return standard
    with beyond_reach():
        standard.copy_text(source.standard)
        act = approved_in_words(source.standard)
    if source.standard.organisation_id != standard.organisation_id:
        standard.taken_from, standard.act = source.standard, standard.act or act
        standard.save()
    return standard
