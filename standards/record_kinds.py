"""What an act of disposal may remove of the conduct standard."""

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.retention.kinds import RecordKind, is_kept

SHEET_KINDS = {
    "acquaintance_sheets": RecordKind(
        label=_("scans of acquaintance sheets of replaced standards"),
        paper_name="Алмаштырылган стандарт менен таанышуу барактарынын сканерленген көчүрмөлөрү",
        removed=_("the scan; who acknowledged which version on which day stays"),
        model="standards.AcquaintanceSheet",
        ended=Q(state="filed", standard__state="replaced"),
        year=ExtractYear("filed_at"),
        content=is_kept("scan"),
        files=("scan",),
        number="number",
    )
}
