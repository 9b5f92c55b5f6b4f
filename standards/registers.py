from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from standards.acquaintance import forms as acquaintance_forms
from standards.acquaintance import pages as acquaintance_pages
from standards.acquaintance.models import AcquaintanceSheet
from standards.exam import forms as exam_forms
from standards.exam import pages
from standards.exam.filters import TryFilter
from standards.exam.models import ExamQuestion, ExamTry
from standards.officer_report import forms as officer_report_forms
from standards.officer_report import pages as officer_report_pages
from standards.officer_report.models import OfficerReport
from standards.text import forms as text_forms
from standards.text import pages as text_pages
from standards.text import sequence_pages
from standards.text.import_models import TextImport
from standards.text.models import Point, Standard

standards = Register(
    model=Standard,
    space="standards",
    title=_("Conduct standard"),
    new=_("New version"),
    columns=("number", "title", "body", "standing", "in_force_from", "approved_by"),
    sections=((_("Version"), ("number", "in_force_from", "approved_by", "for_below")),),
    read=None,
    write=Act.STANDARD,
    form=text_forms.StandardForm,
    move_forms={"enforce": text_forms.EnforceForm},
    list_template="standards/standard_list.html",
    record_template="standards/standard_detail.html",
    list_extra=text_pages.standard_list_context,
    record_extra=text_pages.standard_page_context,
    empty=_("The body has no conduct standard yet. Begin a version and import its text from Word."),
)
points = Register(
    model=Point,
    space="points",
    title=_("Points of the standard"),
    new=_("New point"),
    pages=("create", "edit"),
    read=Act.STANDARD,
    write=Act.STANDARD,
    parent="standard",
    form=text_forms.PointForm,
    form_template="standards/point_form.html",
    keeps=lambda person, point: point.standard.is_editable,
)
text_imports = Register(
    model=TextImport,
    space="text_imports",
    title=_("Imports of the text"),
    new=_("Import the text"),
    pages=("record", "create", "move"),
    sections=(("", ("standard", "name", "read_at", "read_by")),),
    read=Act.STANDARD,
    write=Act.STANDARD,
    parent="standard",
    form=text_forms.TextImportForm,
    record_template="standards/textimport_detail.html",
    form_template="standards/textimport_form.html",
    record_extra=text_pages.text_import_context,
)
sheets = Register(
    model=AcquaintanceSheet,
    space="sheets",
    title=_("Acquaintance sheets"),
    new=_("Print an acquaintance sheet"),
    pages=("record", "create", "move"),
    sections=(("", ("standard", "number", "unit", "prepared_at", "prepared_by", "filed_at", "filed_by")),),
    read=Act.BRING,
    write=Act.BRING,
    parent="standard",
    form=acquaintance_forms.AcquaintanceSheetForm,
    move_forms={"file": acquaintance_forms.FileSheetForm},
    record_template="standards/sheet_detail.html",
    record_extra=acquaintance_pages.acquaintance_sheet_context,
)
exam_questions = Register(
    model=ExamQuestion,
    space="exam_questions",
    title=_("Questions of the test"),
    new=_("New question"),
    columns=("text", "point", "dropped"),
    sections=(
        (_("In Kyrgyz"), ("point", "text_ky", "right_ky", "wrong_ky")),
        (_("In Russian"), ("text_ru", "right_ru", "wrong_ru", "dropped")),
    ),
    pages=("register", "record", "create", "edit"),
    read=Act.STANDARD,
    write=Act.STANDARD,
    form=exam_forms.ExamQuestionForm,
    list_template="standards/examquestion_list.html",
    list_extra=pages.question_list_context,
    empty=_("No question yet. Ten questions of a try are drawn from all that stand here."),
)
exam_tries = Register(
    model=ExamTry,
    space="exam_tries",
    title=_("Results of the test"),
    columns=("by", "result", "number", "of_version", "at"),
    sections=(("", ("by", "result", "number", "standard", "at")),),
    pages=("register", "record"),
    read=None,
    filters=TryFilter,
    list_template="standards/examtry_list.html",
    record_template="standards/examtry_detail.html",
    list_extra=pages.try_list_context,
    record_extra=pages.try_context,
    empty=_("There is no result yet."),
)
officer_reports = Register(
    model=OfficerReport,
    space="officer_reports",
    title=_("Reports of the authorised officer"),
    new=_("Begin the report of a year"),
    columns=("year", "state", "handed_on"),
    sections=(("", ("year", "handed_on", "handed_by")),),
    write=Act.BRING,
    form=officer_report_forms.OfficerReportForm,
    record_template="standards/officerreport_detail.html",
    record_extra=officer_report_pages.officer_report_page_context,
    empty=_("No report has been begun. It is drafted from what the registers hold."),
)
# Addresses beside the pages of a register; `standards/urls.py` binds them.
standard_paths = [
    path("<int:pk>/preview/", text_pages.preview_standard, name="preview"),
    path("<int:pk>/paper.<slug:kind>", text_pages.standard_paper, name="paper"),
    path("<int:pk>/changes/", text_pages.show_changes, name="changes"),
    path("<int:pk>/acknowledge/", acquaintance_pages.acknowledge_standard, name="acknowledge"),
    path("<int:pk>/coverage/", acquaintance_pages.show_coverage, name="coverage"),
    path("<int:pk>/addressees/", acquaintance_pages.edit_addressees, name="address"),
    path("<int:pk>/exam/", pages.take_exam, name="exam"),
    path("<int:pk>/undo/", sequence_pages.undo_page, name="undo"),
]
point_paths = [
    path("<int:pk>/throw-away/", text_pages.throw_away_point, name="throw_away"),
    path("<int:pk>/up/", sequence_pages.shift_page("up"), name="up"),
    path("<int:pk>/down/", sequence_pages.shift_page("down"), name="down"),
]
sheet_paths = [
    path("<int:pk>/paper.pdf", acquaintance_pages.acquaintance_sheet_paper, name="paper"),
    path("<int:pk>/paper.docx", acquaintance_pages.acquaintance_sheet_paper, {"kind": "docx"}, name="word"),
]
question_paths_before = [path("take/", pages.take_starter_questions, name="take")]
try_paths = [path("export.<slug:kind>", pages.results_export_page(exam_tries), name="export")]
officer_report_paths = [
    path("<int:pk>/paper.<slug:kind>", officer_report_pages.officer_report_paper, name="paper")
]
