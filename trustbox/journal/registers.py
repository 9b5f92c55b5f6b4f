from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from trustbox.journal import forms, views, visit_papers
from trustbox.journal import paper_pages as journal_paper_pages
from trustbox.journal.filters import AppealFilter
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.task import Task
from trustbox.journal.models.visits import Visit
from trustbox.journal.visit_forms import VisitForm

appeals = Register(
    model=Appeal,
    space="appeals",
    no_files="the book has copies of its own, with its closing sheet",
    title=_("Register of appeals"),
    new=_("Enter an appeal"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("number", "received_on", "sender", "short_text", "sent_to", "due_mark", "reply", "state"),
    short_columns=("number", "received_on", "sender", "short_text", "due_mark", "state"),
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
    no_files="an executor reads a masked matter on its page alone",
    title=_("Appeals given to me"),
    read=Act.CONSIDER,
    columns=("number", "masked_beginning", "due_mark", "state"),
    sections=((_("What you consider"), ("masked", "kind", "language", "due_on", "measures")),),
    pages=("register", "record"),
    record_template="trustbox/task_detail.html",
    record_extra=views.task_context,
    empty=_("Nothing has been given to you."),
)

visits = Register(
    model=Visit,
    space="visits",
    no_files="who came is printed as the journal of the reception alone",
    title=_("Visitors of the reception"),
    new=_("New visitor"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("received_on", "received_by", "about", "result_words"),
    sections=(("", ("received_on", "received_by", "about", "result_words", "appeal")),),
    form=VisitForm,
    list_extra=visit_papers.visit_list_context,
    empty=_(
        "Nobody has been entered yet. Enter who received, what it was about without names and what "
        "came of it; what is not settled on the spot is entered in the journal of appeals first."
    ),
)

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
