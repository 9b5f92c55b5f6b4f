"""What an act of disposal may remove of plans."""

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.retention.kinds import RecordKind, is_kept

PLAN_KINDS = {
    "plan_proofs": RecordKind(
        label=_("files of proofs of closed plans"),
        paper_name="Жабылган пландардын иш-чаралары боюнча далил файлдары",
        removed=_("the file or photograph; the proof, its title, day and author stay"),
        model="plans.Proof",
        ended=Q(measure__plan__state="closed"),
        year=ExtractYear("measure__plan__closed_at"),
        content=is_kept("file"),
        files=("file",),
    ),
    "handed_proofs": RecordKind(
        label=_("photographs and files of measures that a body above asked for"),
        paper_name="Жогорку органдан берилип, бүткөн иш-чаралардын сүрөттөрү жана файлдары",
        removed=_("the photograph and the file; the words of the note, its day and author stay"),
        model="plans.HandedNote",
        ended=Q(handed__ended_on__isnull=False),
        year=ExtractYear("handed__ended_on"),
        content=is_kept("photo") | is_kept("file"),
        files=("photo", "file"),
    ),
}
