"""What an act of disposal may remove of the trust box."""

from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from office.deferred import load_at_call
from office.retention.kinds import RecordKind
from office.roles import Act

ENDED = ("forwarded", "answered", "closed", "cancelled")

APPEAL_KINDS = {
    "appeals": RecordKind(
        label=_("appeals that are finished"),
        paper_name="Каралып бүткөн кайрылуулар",
        removed=_(
            "words, files and sealed names; the number, days, states and digests of the entry stay, a paper "
            "envelope is destroyed by hand"
        ),
        model="trustbox.Appeal",
        ended=Q(state__in=ENDED, finished__isnull=False),
        year=ExtractYear("finished"),
        content=Q(disposal=None),
        files=("kept_files__file",),
        number="number",
        act=Act.JOURNAL,
        erase=load_at_call("trustbox.journal.removal.remove_words"),
    ),
    # Copies of entries lose their words with the entry they copy.
    "tray_letters": RecordKind(
        label=_("letters of the tray set aside without an entry"),
        paper_name="Журналга киргизилбей четке коюлган каттар",
        removed=_("words, files and sealed names; the number, day, decision and digests stay"),
        model="trustbox.TrayLetter",
        ended=Q(decision__kind="aside") & ~Q(decision__ground="same"),
        year=ExtractYear("decision__day"),
        content=Q(disposal=None),
        files=("wall__files",),
        number="number",
        act=Act.JOURNAL,
        erase=load_at_call("trustbox.journal.removal.remove_words_of_letters"),
    ),
    "box_photographs": RecordKind(
        label=_("photographs of letters from the trust box"),
        paper_name="Ишеним кутучасынан алынган каттардын сүрөттөрү",
        removed=_("the photograph; the entry of the journal and its words stay"),
        model="trustbox.AppealFile",
        ended=Q(appeal__channel="box", appeal__state__in=ENDED, appeal__finished__isnull=False),
        year=ExtractYear("appeal__finished"),
        content=Q(file__disposal=None, file__erasure=None),
        files=("file",),
        number="appeal__number",
        act=Act.JOURNAL,
    ),
}
