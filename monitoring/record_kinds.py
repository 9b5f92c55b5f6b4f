"""What an act of disposal may remove of monitorings."""

from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.retention.kinds import RecordKind, is_kept

DOCUMENT_KINDS = {
    "monitoring_documents": RecordKind(
        label=_("documents handed over for monitorings with a certificate"),
        paper_name="Маалым катка ээ мониторингдерге берилген документтердин файлдары",
        removed=_("the file; the document, its name, criterion and day stay"),
        model="monitoring.Document",
        ended=Q(notice__result__isnull=False),
        year=F("notice__year"),
        content=is_kept("file"),
        files=("file",),
    ),
    "recommendation_proofs": RecordKind(
        label=_("proofs of answers to recommendations that were accepted"),
        paper_name="Кабыл алынган сунуштарга берилген жооптордун далил файлдары",
        removed=_("the file; the recommendation, its answer, days and judgement stay"),
        model="monitoring.Recommendation",
        ended=Q(state="accepted"),
        year=ExtractYear("judged_on"),
        content=is_kept("proof"),
        files=("proof",),
    ),
    "media_clippings": RecordKind(
        label=_("clippings of publications in the media that were dealt with"),
        paper_name="Чара көрүлгөн жарыялоолордун кесиндилери",
        removed=_("the clipping; medium, day, title, address and what was done stay"),
        model="monitoring.MediaReport",
        ended=Q(state="done"),
        year=ExtractYear("done_on"),
        content=is_kept("clipping"),
        files=("clipping",),
    ),
}
