"""The pages of what leads to a plan and comes of it: one table a namespace; `plans/urls.py` takes them in."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.edition_forms import ConsiderForm, OrderForm
from office.forms import GroundForm
from office.generic import Book
from office.roles import Act
from plans import paper_forms as forms
from plans import paper_pages as pages
from plans.models import Plan, PlanEdition, PlanImport, PlanReport, Remark
from plans.remarks import RemarkFilter

papers = Book(model=Plan, space="plan_papers", title=_("Papers of plans"), pages=())

imports = Book(
    model=PlanImport,
    space="plan_imports",
    title=_("Imports of plans"),
    new=_("Import a plan from Word or Excel"),
    columns=("name", "title", "read_at", "read_by", "state"),
    sections=((_("Plan"), ("kind", "title", "first_year", "last_year")),),
    pages=("register", "record", "create", "move"),
    form=forms.PlanImportForm,
    record_template="office/import_detail.html",
    form_template="plans/import_form.html",
    record_extra=pages.beside_import,
)

editions = Book(
    model=PlanEdition,
    space="plan_editions",
    title=_("Editions of plans"),
    new=_("Begin an edition"),
    columns=("number", "plan", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (_("Edition"), ("plan", "number", "ground", "ground_text", "begun_on", "meeting", "approved_by")),
    ),
    parent="plan",
    form=forms.PlanEditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="plans/planedition_detail.html",
    record_extra=pages.edition_pages.beside,
    empty=_("No edition has been begun. An edition takes a plan to the working group and to the head."),
)

reports = Book(
    model=PlanReport,
    space="plan_reports",
    title=_("Reports on plans"),
    new=_("Begin the yearly report on the plan"),
    columns=("year", "plan", "legal_day", "state"),
    sections=(("", ("plan", "year", "text", "submitted_at", "accepted_at")),),
    parent="plan",
    form=forms.PlanReportForm,
    record_template="plans/planreport_detail.html",
    record_extra=pages.beside_report,
    empty=_("No report has been begun. It is begun on the page of a plan and due on 1 February."),
)

yearly = Book(
    model=Plan,
    space="yearly_plans",
    title=_("Plans of a year"),
    new=_("Take the plan of a year"),
    pages=("create",),
    parent="parent",
    form=forms.YearPlanForm,
)

stages = Book(
    model=Plan,
    space="next_stages",
    title=_("Next stages"),
    new=_("Take over into stage II"),
    pages=("create",),
    parent="parent",
    form=forms.NextStageForm,
)

remarks = Book(
    model=Remark,
    space="remarks",
    title=_("Remarks of citizens"),
    columns=("text", "plan", "day", "state"),
    sections=(("", ("day", "plan", "measure", "text", "contact", "answer", "answered_on", "answered_by")),),
    pages=("register", "record", "move"),
    read=Act.KEEP,
    filters=RemarkFilter,
    move_forms={"answer": forms.AnswerForm, "close": GroundForm},
    empty=_("Nobody has sent a remark yet. Remarks come from the open pages of plans."),
)

paper_urls = [
    path(
        "imports/",
        include(
            (
                [*imports.urls(), path("<int:pk>/decide/", pages.dry_run.decide(), name="decide")],
                "plan_imports",
            )
        ),
    ),
    path("editions/", include(([*editions.urls(), *pages.edition_pages.urls()], "plan_editions"))),
    path(
        "reports/",
        include(
            (
                [
                    *reports.urls(),
                    path("<int:pk>/paper.<slug:kind>", pages.report_paper(reports), name="paper"),
                ],
                "plan_reports",
            )
        ),
    ),
    path("yearly/", include((yearly.urls(), "yearly_plans"))),
    path("next-stage/", include((stages.urls(), "next_stages"))),
    path("remarks/", include((remarks.urls(), "remarks"))),
    path(
        "papers/",
        include(
            (
                [
                    path("<int:pk>/preview/", pages.preview(papers), name="preview"),
                    path("<int:pk>/paper.<slug:kind>", pages.paper(papers), name="paper"),
                    path("<int:pk>/open-page/", pages.open_page(papers), name="open_page"),
                ],
                "plan_papers",
            )
        ),
    ),
]
