"""Where the text of a new version may come from: the version before it, or the standard of the organisation
above.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.database.actor import without_row_policies
from office.models.organisation import Organisation
from standards.text.contexts import approved_in_words
from standards.text.models import Standard


@dataclass(frozen=True)
class TextSource:
    standard: Standard
    label: str | Promise


def text_sources(organisation) -> dict[str, TextSource]:
    """{key: TextSource}, nearest first."""
    found = {}
    own = Standard.objects.of(organisation).in_force().first()
    if own:
        found["own"] = TextSource(own, _("the version in force"))
    above = superior_standard(organisation)
    if above:
        found["above"] = TextSource(above, _("the standard of the body above"))
    return found


def superior_standard(organisation) -> Standard | None:
    """The standard in force of the nearest organisation above that is meant for the organisations below too,
    with its points read.
    """
    codes = organisation.path.strip("/").split("/")[:-1]
    if not codes:
        return None
    organisations = Organisation.objects.filter(code__in=codes).order_by("-path")
    # What an organisation above has put in force for those below is open to them, though no one of them may
    # read its rows.
    with without_row_policies():
        for superior in organisations:
            standard = Standard.objects.of(superior).in_force().filter(for_below=True).first()
            if standard:
                standard.organisation  # noqa: B018  read while it may be
                return standard
    return None


def copy_source_text(standard, source: TextSource | None) -> Standard:
    """Copy the source's text into an empty version; from above it also keeps the approving act."""
    if source is None or standard.points.exists():
        return standard
    with without_row_policies():
        standard.copy_text(source.standard)
        act = approved_in_words(source.standard)
    if source.standard.organisation_id != standard.organisation_id:
        standard.taken_from, standard.act = source.standard, standard.act or act
        standard.save()
    return standard
