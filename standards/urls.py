"""The pages of the standard: one table a namespace. What the employee's desk adds stands in `urls_desk`."""

from django.urls import include, path

from standards import views
from standards.exam import pages
from standards.notices import registers
from standards.registers import (
    exam_questions,
    exam_tries,
    officer_reports,
    points,
    sheets,
    standards,
    text_imports,
)
from standards.text import reorder_pages

urlpatterns = [
    path(
        "points/",
        include(
            (
                [
                    *points.urls(),
                    path("<int:pk>/throw-away/", views.throw_away_point, name="throw_away"),
                    path("<int:pk>/up/", reorder_pages.shift_page("up"), name="up"),
                    path("<int:pk>/down/", reorder_pages.shift_page("down"), name="down"),
                ],
                "points",
            )
        ),
    ),
    path("imports/", include((text_imports.urls(), "text_imports"))),
    path(
        "sheets/",
        include(
            (
                [*sheets.urls(), path("<int:pk>/paper.pdf", views.acquaintance_sheet_paper, name="paper")],
                "sheets",
            )
        ),
    ),
    path(
        "questions/",
        include(
            (
                [path("take/", pages.take_starter_questions, name="take"), *exam_questions.urls()],
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
                    path("export.<slug:kind>", pages.results_export_page(exam_tries), name="export"),
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
                    path("<int:pk>/paper.<slug:kind>", views.officer_report_paper, name="paper"),
                ],
                "officer_reports",
            )
        ),
    ),
    *registers.urlpatterns,
    path(
        "",
        include(
            (
                [
                    *standards.urls(),
                    path("<int:pk>/preview/", views.preview_standard, name="preview"),
                    path("<int:pk>/paper.<slug:kind>", views.standard_paper, name="paper"),
                    path("<int:pk>/changes/", views.show_changes, name="changes"),
                    path("<int:pk>/acknowledge/", views.acknowledge_standard, name="acknowledge"),
                    path("<int:pk>/coverage/", views.show_coverage, name="coverage"),
                    path("<int:pk>/addressees/", views.edit_addressees, name="address"),
                    path("<int:pk>/exam/", pages.take_exam, name="exam"),
                    path("<int:pk>/undo/", reorder_pages.undo_page, name="undo"),
                ],
                "standards",
            )
        ),
    ),
]
