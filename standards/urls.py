"""The pages of the standard: one table a namespace. What the employee's desk adds stands in `urls_desk`."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.generic import Book
from office.roles import Act
from standards import exam_pages, forms, moving_pages, urls_desk, views
from standards.filters_exam import TryFilter
from standards.models import (
    AcquaintanceSheet,
    ExamQuestion,
    ExamTry,
    OfficerReport,
    Point,
    Standard,
    TextImport,
)

standards = Book(
    model=Standard,
    space="standards",
    title=_("Conduct standard"),
    new=_("New version"),
    columns=("number", "title", "body", "state", "in_force_from", "approved_by"),
    sections=((_("Version"), ("number", "in_force_from", "approved_by", "for_below")),),
    read=None,
    write=Act.STANDARD,
    form=forms.StandardForm,
    move_forms={"enforce": forms.EnforceForm},
    list_template="standards/standard_list.html",
    record_template="standards/standard_detail.html",
    list_extra=views.beside_standards,
    record_extra=views.beside_standard,
    empty=_("The body has no conduct standard yet. Begin a version and import its text from Word."),
)

points = Book(
    model=Point,
    space="points",
    title=_("Points of the standard"),
    new=_("New point"),
    pages=("create", "edit"),
    read=Act.STANDARD,
    write=Act.STANDARD,
    parent="standard",
    form=forms.PointForm,
    form_template="standards/point_form.html",
    keeps=lambda person, point: point.standard.is_editable,
)

text_imports = Book(
    model=TextImport,
    space="text_imports",
    title=_("Imports of the text"),
    new=_("Import the text"),
    pages=("record", "create", "move"),
    sections=(("", ("standard", "name", "read_at", "read_by")),),
    read=Act.STANDARD,
    write=Act.STANDARD,
    parent="standard",
    form=forms.TextImportForm,
    record_template="standards/textimport_detail.html",
    form_template="standards/textimport_form.html",
    record_extra=views.beside_import,
)

sheets = Book(
    model=AcquaintanceSheet,
    space="sheets",
    title=_("Acquaintance sheets"),
    new=_("Print an acquaintance sheet"),
    pages=("record", "create", "move"),
    sections=(("", ("standard", "number", "unit", "prepared_at", "prepared_by", "filed_at", "filed_by")),),
    read=Act.BRING,
    write=Act.BRING,
    parent="standard",
    form=forms.SheetForm,
    move_forms={"file": forms.FileSheetForm},
    record_template="standards/sheet_detail.html",
    record_extra=views.beside_sheet,
)

exam_questions = Book(
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
    form=forms.ExamQuestionForm,
    list_template="standards/examquestion_list.html",
    list_extra=exam_pages.beside_questions,
    empty=_("No question yet. Ten questions of a try are drawn from all that stand here."),
)

exam_tries = Book(
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
    list_extra=exam_pages.beside_tries,
    record_extra=exam_pages.beside_try,
    empty=_("There is no result yet."),
)

officer_reports = Book(
    model=OfficerReport,
    space="officer_reports",
    title=_("Reports of the authorised officer"),
    new=_("Begin the report of a year"),
    columns=("year", "state", "handed_on"),
    sections=(("", ("year", "handed_on", "handed_by")),),
    write=Act.BRING,
    form=forms.OfficerReportForm,
    record_template="standards/officerreport_detail.html",
    record_extra=views.beside_report,
    empty=_("No report has been begun. It is drafted from what the registers hold."),
)

urlpatterns = [
    path(
        "points/",
        include(
            (
                [
                    *points.urls(),
                    path("<int:pk>/throw-away/", views.throw_away_point, name="throw_away"),
                    path("<int:pk>/up/", moving_pages.shift("up"), name="up"),
                    path("<int:pk>/down/", moving_pages.shift("down"), name="down"),
                ],
                "points",
            )
        ),
    ),
    path("imports/", include((text_imports.urls(), "text_imports"))),
    path(
        "sheets/",
        include(([*sheets.urls(), path("<int:pk>/paper.pdf", views.sheet_paper, name="paper")], "sheets")),
    ),
    path(
        "questions/",
        include(
            (
                [path("take/", exam_pages.take_starters, name="take"), *exam_questions.urls()],
                "exam_questions",
            )
        ),
    ),
    path(
        "results/",
        include(
            (
                [
                    *exam_tries.urls(),
                    path("export.<slug:kind>", exam_pages.export(exam_tries), name="export"),
                ],
                "exam_tries",
            )
        ),
    ),
    path(
        "reports/",
        include(
            (
                [
                    *officer_reports.urls(),
                    path("<int:pk>/paper.<slug:kind>", views.report_paper, name="paper"),
                ],
                "officer_reports",
            )
        ),
    ),
    *urls_desk.urlpatterns,
    path(
        "",
        include(
            (
                [
                    *standards.urls(),
                    path("<int:pk>/preview/", views.preview, name="preview"),
                    path("<int:pk>/paper.<slug:kind>", views.paper, name="paper"),
                    path("<int:pk>/changes/", views.changes, name="changes"),
                    path("<int:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
                    path("<int:pk>/coverage/", views.covered, name="coverage"),
                    path("<int:pk>/addressees/", views.address, name="address"),
                    path("<int:pk>/exam/", exam_pages.take_exam, name="exam"),
                    path("<int:pk>/undo/", moving_pages.undo, name="undo"),
                ],
                "standards",
            )
        ),
    ),
]
