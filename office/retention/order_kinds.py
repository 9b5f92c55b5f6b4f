"""Kinds of record of the office itself that an act of disposal may touch."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.papers.scans import ScannedPage
from office.papers.signatures import SignatureFile
from office.retention.kinds import RecordKind, is_kept


def has_kept(model) -> Exists:
    """Orders with a file of another table that no act has removed."""
    rows = model.objects.of(OuterRef("organisation"))
    return Exists(rows.filter(is_kept("file"), order=OuterRef("pk")))


ORDER_KINDS = {
    "order_scans": RecordKind(
        label=_("scans of orders that no longer hold"),
        paper_name="Күчүн жоготкон буйруктардын сканерленген көчүрмөлөрү",
        removed=_("the scans; the order, its annexes and frozen papers stay"),
        model="office.Order",
        ended=Q(state__in=("replaced", "cancelled"), ended_on__isnull=False),
        year=ExtractYear("ended_on"),
        content=is_kept("scan") | has_kept(ScannedPage) | has_kept(SignatureFile),
        files=("scan", "scanned_pages__file", "signature_files__file"),
        number="number",
    )
}
