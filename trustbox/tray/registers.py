from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from trustbox.tray import pages as tray_pages
from trustbox.tray.forms import TrayFilter
from trustbox.tray.models import TrayDecision, TrayLetter

tray = Register(
    model=TrayLetter,
    space="tray",
    no_files="letters that nobody has taken as appeals yet stay in the tray",
    title=_("Quarantine tray"),
    read=Act.JOURNAL,
    columns=("number", "received_on", "beginning", "alike", "sender", "standing"),
    sections=(
        (
            _("What came in"),
            ("label", "received_on", "kind", "language", "sender", "signatories", "text"),
        ),
        (_("What was decided"), ("standing", "decision", "head")),
    ),
    pages=("register", "record"),
    filters=TrayFilter,
    list_template="trustbox/tray_list.html",
    record_template="trustbox/tray_detail.html",
    list_extra=tray_pages.tray_list_context,
    record_extra=tray_pages.tray_letter_context,
    empty=_(
        "The tray is empty. It fills only when more online letters come within an hour than the legal value "
        "«appeal_flood» lets into the journal."
    ),
)

tray_decisions = Register(
    model=TrayDecision,
    space="tray_decisions",
    title=_("Decisions on the tray"),
    read=Act.JOURNAL,
    columns=("day", "kind", "numbers", "ground_words", "author"),
    sections=(("", ("day", "author", "kind", "numbers", "entry", "ground_words", "text")),),
    pages=("register", "record"),
    record_extra=tray_pages.tray_decision_context,
    empty=_("Nothing has been decided about letters of the tray yet."),
)

tray_paths = [
    path(f"{deed.name}/", tray_pages.tray_act_page(tray, deed), name=deed.name)
    for deed in tray_pages.TRAY_ACTS
]
