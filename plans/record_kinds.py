"""What an act of disposal may remove of plans."""

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.retention.kinds import RecordKind

PLAN_KINDS = {
    "plan_proofs": RecordKind(
        label=_("files of proofs of closed plans"),
        paper_name="Жабылган пландардын иш-чаралары боюнча далил файлдары",
        removed=_("the file or photograph; the proof, its title, day and author stay"),
        model="plans.Proof",
        ended=Q(measure__plan__state="closed"),
        year=ExtractYear("measure__plan__closed_at"),
        content=Q(file__isnull=False, file__disposal=None, file__erasure=None),
        files=("file",),
    )
}
