from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from plans import paper_pages as pages
from plans.reports import forms as reports_forms
from plans.reports.models import PlanReport

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
report_paths = [path("<int:pk>/paper.<slug:kind>", pages.export_plan_report(reports), name="paper")]
