"""The list of a year's publications, filed beside a self-check under its criterion."""

from django.db import transaction
from django.utils.translation import gettext as _

from monitoring.media.papers import MEDIA, media_of_year
from monitoring.models.media import MediaReport
from monitoring.models.selfcheck import SelfDocument
from office.files.models import StoredFile
from office.papers.official import template_of
from office.papers.page_style import with_page
from office.papers.printing import PrintError, pdf
from office.registers.workflow import Refused


def media_reports_of(check):
    """The publications of the year of a self-check."""
    return MediaReport.objects.of(check.organisation).published_in(check.year)


@transaction.atomic
def file_media_list(check, *, by) -> SelfDocument:
    """File the list of the year as a document of the criterion; an earlier list gives way to it.

    Refused without a publication, without such a criterion, or when the list cannot be printed.
    """
    criterion = next((one for one in check.criteria_set.all_criteria if one.is_about_media), None)
    if criterion is None or not media_reports_of(check).exists():
        raise Refused(_("There is no publication of this year to list."))
    name = f"ММКдагы жарыялардын тизмеси, {check.year}-жыл"
    context = with_page(media_of_year(check.organisation, check.year), check.organisation)
    try:
        content = pdf(template_of(MEDIA.form), context)
    except PrintError as trouble:
        raise Refused(str(trouble)) from trouble
    check.documents.filter(criterion=criterion, name=name).delete()
    return SelfDocument.objects.create(
        organisation=check.organisation,
        self_check=check,
        criterion=criterion,
        name=name,
        file=StoredFile.store(check.organisation, name=f"{name}.pdf", content=content, by=by),
        added_by=by,
    )
