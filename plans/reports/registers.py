from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.lists.forms import ConsiderForm, OrderForm
from office.registers.forms import GroundForm
from office.registers.register import Register
from office.roles import Act
from plans import paper_pages as pages
from plans.copies import forms as copies_forms
from plans.editions import forms as editions_forms
from plans.editions.models import PlanEdition
from plans.imports import forms as imports_forms
from plans.imports.models import PlanImport
from plans.models.plan import Plan
from plans.public import forms as public_forms
from plans.public.models import Remark
from plans.public.remarks import RemarkFilter
from plans.reports import forms as reports_forms
from plans.reports.models import PlanReport

papers = Register(model=Plan, space="plan_papers", title=_("Papers of plans"), pages=())
imports = Register(
    model=PlanImport,
    space="plan_imports",
    title=_("Imports of plans"),
    new=_("Import a plan from Word or Excel"),
    columns=("name", "title", "read_at", "read_by", "state"),
    sections=((_("Plan"), ("kind", "title", "first_year", "last_year")),),
    pages=("register", "record", "create", "move"),
    form=imports_forms.PlanImportForm,
    record_template="office/import_detail.html",
    form_template="plans/import_form.html",
    record_extra=pages.plan_import_context,
)
editions = Register(
    model=PlanEdition,
    space="plan_editions",
    title=_("Editions of plans"),
    new=_("Begin an edition"),
    columns=("number", "plan", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (_("Edition"), ("plan", "number", "ground", "ground_text", "begun_on", "meeting", "approved_by")),
    ),
    parent="plan",
    form=editions_forms.PlanEditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="plans/planedition_detail.html",
    record_extra=pages.edition_pages.beside,
    empty=_("No edition has been begun. An edition takes a plan to the working group and to the head."),
)
reports = Register(
    model=PlanReport,
    space="plan_reports",
    title=_("Reports on plans"),
    new=_("Begin the yearly report on the plan"),
    columns=("year", "plan", "legal_day", "state"),
    sections=(("", ("plan", "year", "text", "submitted_at", "accepted_at")),),
    parent="plan",
    form=reports_forms.PlanReportForm,
    record_template="plans/planreport_detail.html",
    record_extra=pages.plan_report_context,
    empty=_("No report has been begun. It is begun on the page of a plan and due on 1 February."),
)
year_plans = Register(
    model=Plan,
    space="yearly_plans",
    title=_("Plans of a year"),
    new=_("Take the plan of a year"),
    pages=("create",),
    parent="parent",
    form=copies_forms.YearPlanForm,
)
next_stages = Register(
    model=Plan,
    space="next_stages",
    title=_("Next stages"),
    new=_("Take over into stage II"),
    pages=("create",),
    parent="parent",
    form=copies_forms.NextStageForm,
)
remarks = Register(
    model=Remark,
    space="remarks",
    title=_("Remarks of citizens"),
    columns=("text", "plan", "day", "state"),
    sections=(("", ("day", "plan", "measure", "text", "contact", "answer", "answered_on", "answered_by")),),
    pages=("register", "record", "move"),
    read=Act.KEEP,
    filters=RemarkFilter,
    move_forms={"answer": public_forms.RemarkAnswerForm, "close": GroundForm},
    empty=_("Nobody has sent a remark yet. Remarks come from the open pages of plans."),
)
paper_paths = [
    path("<int:pk>/preview/", pages.preview_plan(papers), name="preview"),
    path("<int:pk>/paper.<slug:kind>", pages.export_plan(papers), name="paper"),
    path("<int:pk>/open-page/", pages.open_page_switch(papers), name="open_page"),
]
report_paths = [path("<int:pk>/paper.<slug:kind>", pages.export_plan_report(reports), name="paper")]
import_paths = [path("<int:pk>/decide/", pages.dry_run.decide(), name="decide")]
