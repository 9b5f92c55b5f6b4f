from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from trustbox.analysis import forms as analysis_forms
from trustbox.analysis import pages
from trustbox.analysis.models import Analysis

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
    move_forms={"submit": analysis_forms.SubmitForm},
    record_template="trustbox/analysis_detail.html",
    record_extra=pages.analysis_context,
    empty=_("No analysis yet. After 30 June and 31 December the head is given one (003 4.4)."),
)

analysis_paths = [
    path("<int:pk>/paper.<slug:kind>", pages.analysis_paper_page(analyses), name="paper"),
    path("<int:pk>/order/", pages.figures_order_page(analyses), name="order"),
]
