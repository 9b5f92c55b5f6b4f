from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.forms import GroundForm
from office.registers.register import Deletion, Register
from office.roles import Act
from plans import forms, paper_pages, views
from plans.delegation import pages
from plans.delegation.models import HandedMeasure
from plans.filters import MeasureFilter, OwnMeasureFilter, PlanFilter
from plans.models.division import Section, Task
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.progress import board
from plans.progress.actions import delete_plan_part
from plans.progress.forms import EXECUTION_FORMS, FinishForm
from plans.progress.models import Instalment, Note, Proof

DELETION = Deletion(
    act=delete_plan_part,
    label=_("Delete"),
    consequence=_(
        "For what was entered by mistake. A measure of an approved plan is dropped with a reason instead."
    ),
)
plans = Register(
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
    list_extra=views.plan_list_context,
    record_extra=views.plan_context,
    empty=_("No plan yet. Enter one by hand or import it from Word."),
)
sections = Register(
    model=Section,
    space="plan_sections",
    title=_("Sections of plans"),
    new=_("New section"),
    pages=("create", "edit"),
    parent="plan",
    form=forms.SectionForm,
    deletion=DELETION,
)
tasks = Register(
    model=Task,
    space="plan_tasks",
    title=_("Tasks of plans"),
    new=_("New task"),
    pages=("create", "edit"),
    parent="section",
    form=forms.TaskForm,
    deletion=DELETION,
)
measures = Register(
    model=Measure,
    space="measures",
    title=_("Register of measures"),
    new=_("New measure"),
    columns=("text", "term_words", "executor_words", "badge"),
    group=lambda measure: str(measure.plan),
    order=("-plan__first_year", "plan_id", *Measure.ORDER),
    sections=(
        ("", ("text", "term_words", "due", "result", "executor_words", "funding", "barrier", "proof_kind")),
        (_("Place in the plan"), ("plan", "place_words", "parent")),
    ),
    read=None,  # whoever executes it; the rows say who sees what
    form=forms.MeasureForm,
    deletion=DELETION,
    filters=MeasureFilter,
    parent="plan",
    pages=("register", "record", "edit", "move"),
    move_forms=EXECUTION_FORMS | {"leave": GroundForm},
    bulk=("drop",),
    list_template="plans/measure_list.html",
    record_template="plans/measure_detail.html",
    list_extra=lambda request, rows: {"ways": views.measure_view_links()[:2]},
    record_extra=views.measure_context,
)
own_measures = Register(
    model=Measure,
    space="mine",
    title=_("My measures"),
    columns=("text", "term_words", "badge", "plan"),
    pages=("register",),
    read=Act.PROVE,
    order=("last_day", "pk"),
    filters=OwnMeasureFilter,
    list_template="plans/mine.html",
    empty=_(
        "No measure names you or your post as its executor. The responsible secretary names executors "
        "in the plan."
    ),
)
instalments = Register(
    model=Instalment,
    space="instalments",
    title=_("Years of yearly measures"),
    pages=("move",),
    read=None,
    move_forms=EXECUTION_FORMS,
    parent="measure",
)
# Who sees the measure sees what was told of it.
notes = Register(
    model=Note, space="plan_notes", title=_("What was told"), pages=(), parent="measure", read=None
)
proofs = Register(
    model=Proof, space="plan_proofs", title=_("What was given"), pages=(), parent="measure", read=None
)
handed_measures = Register(
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
    filters=pages.HandedMeasureFilter,
    move_forms={"finish": FinishForm},
    list_template="plans/handed_list.html",
    record_template="plans/handed_detail.html",
    record_extra=pages.handed_measure_context,
    empty=_(
        "Nothing is handed down. A measure that names a body below as its executor comes here once "
        "its plan begins."
    ),
)
# Addresses beside the pages of a register; `plans/urls.py` binds them.
measure_paths_before = [
    path("board/", board.show_board, name="board"),
    path("calendar/", board.show_calendar, name="calendar"),
    path("for-risk/", views.choose_plan_for_risk, name="for_risk"),
    path("of/<int:parent>/new/", views.create_measure(measures), name="create"),
]
measure_paths = [path("<int:pk>/tell/", views.progress_page(measures), name="tell")]
handed_paths = [
    path("<int:pk>/tell/", pages.delegated_progress_page(handed_measures), name="tell"),
    path("notes/<int:pk>/<slug:kind>/", pages.download_handed_note, name="file"),
]
note_paths = [path("<int:pk>/show/", views.entry_publicity_page(notes), name="show")]
proof_paths = [
    path("<int:pk>/show/", views.entry_publicity_page(proofs), name="show"),
    path("<int:pk>/file/", views.download_proof(proofs), name="file"),
]
papers = Register(model=Plan, space="plan_papers", title=_("Papers of plans"), pages=())
paper_paths = [
    path("<int:pk>/preview/", paper_pages.preview_plan(papers), name="preview"),
    path("<int:pk>/paper.<slug:kind>", paper_pages.export_plan(papers), name="paper"),
    path("<int:pk>/open-page/", paper_pages.open_page_switch(papers), name="open_page"),
]
