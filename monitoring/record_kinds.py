"""What an act of disposal may remove of monitorings."""

from django.db.models import F, Q
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
    )
}
