"""The pages of plans: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.forms import GroundForm
from office.generic import Book
from office.roles import Act
from plans import feeds, forms, handed_pages, looking, views
from plans.filters import MeasureFilter, MineFilter, PlanFilter
from plans.models import HandedMeasure, Instalment, Measure, Note, Plan, Proof, Section, Task
from plans.urls_papers import paper_urls

plans = Book(
    model=Plan,
    space="plans",
    title=_("Plans of measures"),
    new=_("New plan"),
    columns=("title", "kind", "years", "stage", "progress", "state"),
    sections=(("", ("kind", "stage", "years", "parent", "approved_by")),),
    form=forms.PlanForm,
    filters=PlanFilter,
    move_forms={"start": forms.StartForm},
    list_template="plans/plan_list.html",
    record_template="plans/plan_detail.html",
    list_extra=views.beside_plans,
    record_extra=views.beside_plan,
    empty=_("No plan yet. Enter one by hand or import it from Word."),
)

sections = Book(
    model=Section,
    space="plan_sections",
    title=_("Sections of plans"),
    new=_("New section"),
    pages=("create", "edit"),
    parent="plan",
    form=forms.SectionForm,
)

tasks = Book(
    model=Task,
    space="plan_tasks",
    title=_("Tasks of plans"),
    new=_("New task"),
    pages=("create", "edit"),
    parent="section",
    form=forms.TaskForm,
)

measures = Book(
    model=Measure,
    space="measures",
    title=_("Register of measures"),
    new=_("New measure"),
    columns=("text", "term_words", "executor_words", "badge"),
    group=lambda measure: str(measure.plan),
    order=("-plan__first_year", "-plan", *Measure.ORDER),
    sections=(
        ("", ("text", "term_words", "due", "result", "executor_words", "funding", "barrier")),
        (_("Place in the plan"), ("plan", "place_words", "parent")),
    ),
    read=None,  # whoever executes it; the rows say who sees what
    form=forms.MeasureForm,
    filters=MeasureFilter,
    parent="plan",
    pages=("register", "record", "edit", "move"),
    move_forms={"drop": GroundForm, "finish": forms.FinishForm},
    list_template="plans/measure_list.html",
    record_template="plans/measure_detail.html",
    list_extra=lambda request, rows: {"ways": views.ways()[:2]},
    record_extra=views.beside_measure,
)

mine = Book(
    model=Measure,
    space="mine",
    title=_("My measures"),
    columns=("text", "term_words", "badge", "plan"),
    pages=("register",),
    read=Act.PROVE,
    order=("last_day", "pk"),
    filters=MineFilter,
    list_template="plans/mine.html",
    empty=_(
        "No measure names you or your post as its executor. The responsible secretary names executors in the plan."
    ),
)

instalments = Book(
    model=Instalment,
    space="instalments",
    title=_("Years of yearly measures"),
    pages=("move",),
    read=None,
    move_forms={"drop": GroundForm, "finish": forms.FinishForm},
    parent="measure",
)

# Who sees the measure sees what was told of it.
notes = Book(model=Note, space="plan_notes", title=_("What was told"), pages=(), parent="measure", read=None)
proofs = Book(
    model=Proof, space="plan_proofs", title=_("What was given"), pages=(), parent="measure", read=None
)


handed = Book(
    model=HandedMeasure,
    space="handed",
    title=_("Measures handed down"),
    columns=("text", "giver", "organisation", "term_words", "badge"),
    sections=(
        ("", ("text", "term_words", "due", "result", "executors_text", "funding")),
        (_("Where it comes from"), ("giver", "plan_title", "handed_on", "organisation")),
    ),
    pages=("register", "record", "move"),
    read=None,  # whoever works at the body; the rows say who sees what
    filters=handed_pages.HandedFilter,
    move_forms={"finish": forms.FinishForm},
    list_template="plans/handed_list.html",
    record_template="plans/handed_detail.html",
    record_extra=handed_pages.beside_handed,
    empty=_(
        "Nothing is handed down. A measure that names a body below as its executor comes here once its plan begins."
    ),
)


def deleted(book):
    return path("<int:pk>/throw-away/", views.throw_away(book), name="throw_away")


def shown(book):
    return path("<int:pk>/show/", views.show(book), name="show")


urlpatterns = [
    path("", include((plans.urls(), "plans"))),
    path("sections/", include(([*sections.urls(), deleted(sections)], "plan_sections"))),
    path("tasks/", include(([*tasks.urls(), deleted(tasks)], "plan_tasks"))),
    path(
        "measures/",
        include(
            (
                [
                    path("board/", looking.board, name="board"),
                    path("calendar/", looking.calendar, name="calendar"),
                    path("for-risk/", views.for_risk, name="for_risk"),
                    path("of/<int:parent>/new/", views.new_measure(measures), name="create"),
                    *measures.urls(),
                    path("<int:pk>/tell/", views.tell(measures), name="tell"),
                    deleted(measures),
                ],
                "measures",
            )
        ),
    ),
    path("mine/", include(([*mine.urls(), path("feed/", feeds.feed, name="feed")], "mine"))),
    path(
        "handed/",
        include(
            (
                [
                    *handed.urls(),
                    path("<int:pk>/tell/", handed_pages.tell(handed), name="tell"),
                    path("notes/<int:pk>/<slug:kind>/", handed_pages.note_file, name="file"),
                ],
                "handed",
            )
        ),
    ),
    path("years/", include((instalments.urls(), "instalments"))),
    *paper_urls,
    path("notes/", include(([shown(notes)], "plan_notes"))),
    path(
        "proofs/",
        include(
            ([shown(proofs), path("<int:pk>/file/", views.proof_file(proofs), name="file")], "plan_proofs")
        ),
    ),
]
