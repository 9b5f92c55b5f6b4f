"""The pages of the trust box: the journal, what was given to one, openings, boxes, the directory. One table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.generic import Book
from office.roles import Act
from trustbox import forms, opening_forms, opening_pages, views
from trustbox.filters import AppealFilter
from trustbox.models import Appeal, Box, Institution, Opening, Task

appeals = Book(
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
    form=forms.AppealForm,
    filters=AppealFilter,
    move_forms={
        "assign": forms.AssignForm,
        "answer": forms.AnswerForm,
        "forward": forms.ForwardForm,
        "extend": forms.ExtendForm,
        "close": forms.CloseForm,
        "cancel": forms.ReasonForm,
    },
    list_template="trustbox/appeal_list.html",
    record_template="trustbox/appeal_detail.html",
    form_template="trustbox/appeal_form.html",
    list_extra=views.beside_register,
    record_extra=views.beside_appeal,
    empty=_(
        "The journal is empty. Letters of the box come in with its opening; everything else is entered here."
    ),
)

tasks = Book(
    model=Task,
    space="tasks",
    title=_("Appeals given to me"),
    read=Act.CONSIDER,
    columns=("number", "masked_beginning", "due_mark", "state"),
    sections=((_("What you consider"), ("masked", "kind", "language", "due_on", "measures")),),
    pages=("register", "record"),
    record_template="trustbox/task_detail.html",
    record_extra=views.beside_task,
    empty=_("Nothing has been given to you."),
)

openings = Book(
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
    form=opening_forms.OpeningForm,
    move_forms={"close": opening_forms.CloseBoxForm},
    list_template="trustbox/opening_list.html",
    record_template="trustbox/opening_detail.html",
    form_template="trustbox/opening_form.html",
    list_extra=views.beside_openings,
    record_extra=opening_pages.beside_opening,
    empty=_("No box has been opened yet."),
)

boxes = Book(
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
    form=forms.BoxForm,
    record_template="trustbox/box_detail.html",
    record_extra=views.beside_box,
    empty=_("No box has been entered. Enter where it hangs and when people reach it."),
)

institutions = Book(
    model=Institution,
    space="institutions",
    title=_("Directory of institutions"),
    new=_("New institution"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("name_ky", "kind", "competence", "address", "telephone"),
    sections=(("", ("kind", "name_ky", "name_ru", "competence", "address", "telephone", "email")),),
    form=forms.InstitutionForm,
    empty=_(
        "The directory is empty. Enter where people are sent: prosecutor, social protection, police (003 6.1)."
    ),
)


def journal():
    """The pages of the book of appeals, entering among them with its slip, and what else is done with an entry."""
    pages = [page for page in appeals.urls() if page.name != "create"]
    return [
        path("new/", views.create(appeals), name="create"),
        path("work/", views.work_list, name="work"),
        path("export/<slug:kind>/", views.export, name="export"),
        *pages,
        path("<int:pk>/files/<int:file>/", views.file(appeals), name="file"),
        *(path(f"<int:pk>/{name}/", view, name=name) for name, view in views.events(appeals).items()),
    ]


urlpatterns = [
    path("appeals/", include((journal(), "appeals"))),
    path(
        "tasks/",
        include(([*tasks.urls(), path("<int:pk>/measure/", views.report(tasks), name="measure")], "tasks")),
    ),
    path(
        "openings/",
        include(
            (
                [
                    *openings.urls(),
                    path("<int:pk>/count/", opening_pages.count(openings), name="count"),
                    path("<int:pk>/letter/", opening_pages.letter(openings), name="letter"),
                ],
                "openings",
            )
        ),
    ),
    path("boxes/", include((boxes.urls(), "boxes"))),
    path("institutions/", include((institutions.urls(), "institutions"))),
]
