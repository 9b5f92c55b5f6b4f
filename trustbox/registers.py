from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from trustbox.analysis import forms as analysis_forms
from trustbox.analysis import pages
from trustbox.analysis.models import Analysis
from trustbox.boxes import box_pages, schedule_forms
from trustbox.boxes import forms as boxes_forms
from trustbox.boxes import pages as boxes_pages
from trustbox.boxes import paper_pages as boxes_paper_pages
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Opening
from trustbox.boxes.models.receptions import Reception
from trustbox.journal import forms, views
from trustbox.journal import paper_pages as journal_paper_pages
from trustbox.journal.filters import AppealFilter
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.task import Task
from trustbox.tray import pages as tray_pages
from trustbox.tray.forms import TrayFilter
from trustbox.tray.models import TrayDecision, TrayLetter

appeals = Register(
    model=Appeal,
    space="appeals",
    title=_("Register of appeals"),
    new=_("Enter an appeal"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("number", "received_on", "sender", "short_text", "sent_to", "due_mark", "reply", "state"),
    sections=(
        (
            _("What came in"),
            (
                "number",
                "received_on",
                "registered_on",
                "keeper",
                "channel",
                "kind",
                "language",
                "sender",
                "signatories",
                "text",
            ),
        ),
        (_("What was done"), ("sent_to", "due_on", "short_text", "measures", "reply", "result", "head")),
    ),
    pages=("register", "record", "create", "move"),
    form=forms.AppealEntryForm,
    filters=AppealFilter,
    move_forms={
        "assign": forms.AssignForm,
        "answer": forms.AppealAnswerForm,
        "forward": forms.ForwardForm,
        "extend": forms.ExtendForm,
        "close": forms.CloseAppealForm,
        "cancel": forms.ReasonForm,
    },
    list_template="trustbox/appeal_list.html",
    record_template="trustbox/appeal_detail.html",
    form_template="trustbox/appeal_form.html",
    list_extra=views.appeal_list_context,
    record_extra=views.appeal_context,
    empty=_(
        "The journal is empty. Letters of the box come in with its opening; everything else is entered here."
    ),
)
tasks = Register(
    model=Task,
    space="tasks",
    title=_("Appeals given to me"),
    read=Act.CONSIDER,
    columns=("number", "masked_beginning", "due_mark", "state"),
    sections=((_("What you consider"), ("masked", "kind", "language", "due_on", "measures")),),
    pages=("register", "record"),
    record_template="trustbox/task_detail.html",
    record_extra=views.task_context,
    empty=_("Nothing has been given to you."),
)
tray = Register(
    model=TrayLetter,
    space="tray",
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
openings = Register(
    model=Opening,
    space="openings",
    title=_("Journal of openings"),
    new=_("Open the box"),
    read=Act.JOURNAL,
    write=Act.OPEN_BOX,
    columns=("number", "opened_on", "box", "count", "seal_before", "seal_after", "minutes", "state"),
    parent="box",
    sections=(
        (
            _("The opening"),
            ("number", "opened_on", "opened_by", "box", "commission", "count", "minutes", "note"),
        ),
        (_("Seals"), ("seal_before", "seal_whole", "seal_after")),
    ),
    pages=("register", "record", "create", "move"),
    form=boxes_forms.OpeningForm,
    move_forms={"close": boxes_forms.CloseBoxForm},
    list_template="trustbox/opening_list.html",
    record_template="trustbox/opening_detail.html",
    form_template="trustbox/opening_form.html",
    list_extra=box_pages.opening_list_context,
    record_extra=boxes_pages.opening_context,
    empty=_("No box has been opened yet."),
)
boxes = Register(
    model=Box,
    space="boxes",
    title=_("Trust boxes"),
    new=_("New box"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("place_ky", "hours", "seal", "set_up_on", "removed_on"),
    sections=(
        (_("The box"), ("place_ky", "place_ru", "hours", "seal", "set_up_on", "removed_on")),
        (_("Notice to the public"), ("notice_ky", "notice_ru")),
    ),
    form=schedule_forms.BoxForm,
    record_template="trustbox/box_detail.html",
    record_extra=box_pages.box_context,
    empty=_("No box has been entered. Enter where it hangs and when people reach it."),
)
institutions = Register(
    model=Institution,
    space="institutions",
    title=_("Directory of institutions"),
    new=_("New institution"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("name_ky", "kind", "competence", "address", "telephone"),
    sections=(("", ("kind", "name_ky", "name_ru", "competence", "address", "telephone", "email")),),
    form=schedule_forms.InstitutionForm,
    empty=_(
        "The directory is empty. Enter where people are sent: prosecutor, social protection, police (003 "
        "6.1)."
    ),
)
receptions = Register(
    model=Reception,
    space="receptions",
    title=_("Reception and trust telephone"),
    new=_("New line of the schedule"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("kind", "holder", "weekday", "hours", "place", "telephone", "ended_on"),
    sections=(
        ("", ("kind", "holder_ky", "holder_ru", "weekday", "hours", "place", "telephone", "ended_on")),
    ),
    form=schedule_forms.ReceptionForm,
    empty=_(
        "The schedule is empty. Enter who receives citizens on which day, and the trust telephone: the open "
        "page shows it."
    ),
)
analyses = Register(
    model=Analysis,
    space="analyses",
    title=_("Analyses for the head"),
    new=_("Begin an analysis"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("year", "kind", "submitted_on", "read_on", "state"),
    sections=(("", ("kind", "year", "submitted_on", "submitted_by", "read_on", "read_by")),),
    form=analysis_forms.AnalysisForm,
    record_template="trustbox/analysis_detail.html",
    record_extra=pages.analysis_context,
    empty=_("No analysis yet. After 30 June and 31 December the head is given one (003 4.4)."),
)
# Addresses beside the pages of a register; `trustbox/urls.py` binds them.
appeal_paths_before = [
    path("new/", views.appeal_create_page(appeals), name="create"),
    path("work/", views.work_list_page, name="work"),
    path("export/<slug:kind>/", views.export_journal, name="export"),
    path("book.json", journal_paper_pages.export_book, name="book_export"),
    path("book.<slug:kind>", journal_paper_pages.download_book, name="book"),
    path("verifier/", journal_paper_pages.download_verifier, name="verifier"),
]
appeal_paths = [
    path("<int:pk>/files/<int:file>/", views.appeal_file_page(appeals), name="file"),
    path("<int:pk>/slip/", journal_paper_pages.appeal_slip_page(appeals), name="slip"),
    *(path(f"<int:pk>/{name}/", view, name=name) for name, view in views.event_pages(appeals).items()),
]
task_paths = [path("<int:pk>/measure/", views.measure_report_page(tasks), name="measure")]
opening_paths = [
    path("<int:pk>/act.<slug:kind>", boxes_paper_pages.opening_act_page(openings), name="act"),
    path("<int:pk>/minutes.<slug:kind>", boxes_paper_pages.opening_minutes_page(openings), name="minutes"),
    path("<int:pk>/count/", boxes_pages.opening_count_page(openings), name="count"),
    path("<int:pk>/letter/", boxes_pages.opening_letter_page(openings), name="letter"),
]
tray_paths = [
    path(f"{deed.name}/", tray_pages.tray_act_page(tray, deed), name=deed.name)
    for deed in tray_pages.TRAY_ACTS
]
box_paths = [path("<int:pk>/poster/", boxes_paper_pages.box_poster_page(boxes), name="poster")]
analysis_paths = [path("<int:pk>/paper.<slug:kind>", pages.analysis_paper_page(analyses), name="paper")]
