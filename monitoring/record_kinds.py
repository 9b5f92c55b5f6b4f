"""What an act of disposal may remove of monitorings."""

from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.retention.kinds import RecordKind

DOCUMENT_KINDS = {
    "monitoring_documents": RecordKind(
        label=_("documents handed over for monitorings with a certificate"),
        paper_name="Маалым катка ээ мониторингдерге берилген документтердин файлдары",
        removed=_("the file; the document, its name, criterion and day stay"),
        model="monitoring.Document",
        ended=Q(notice__result__isnull=False),
        year=F("notice__year"),
        content=Q(file__isnull=False, file__disposal=None, file__erasure=None),
        files=("file",),
    ),
    "media_clippings": RecordKind(
        label=_("clippings of publications in the media that are done with"),
        paper_name="Каралып бүткөн ММК жарыяларынын кесиндилери",
        removed=_("the clipping; the publication, its check and its result stay"),
        model="monitoring.MediaReport",
        ended=Q(state="done"),
        year=ExtractYear("done_on"),
        content=Q(clipping__isnull=False, clipping__disposal=None, clipping__erasure=None),
        files=("clipping",),
    ),
}
