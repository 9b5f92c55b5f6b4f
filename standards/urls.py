"""The pages of the standard, of the employee's desk and of the registers behind it: one register a line."""

from django.urls import include, path

from office.registers.routes import register_routes
from standards import registers
from standards.expertise import registers as expertise
from standards.notices import registers as notices
from standards.notices.declaration_pages import undeclared_people_page
from standards.notices.pages import desk_page
from standards.references import registers as references

missing = path("missing/", undeclared_people_page, name="missing")

urlpatterns = [
    register_routes("points/", registers.points, *registers.point_paths),
    register_routes("imports/", registers.text_imports),
    register_routes("sheets/", registers.sheets, *registers.sheet_paths),
    register_routes("questions/", registers.exam_questions, first=registers.question_paths_before),
    register_routes("results/", registers.exam_tries, *registers.try_paths),
    register_routes("reports/", registers.officer_reports, *registers.officer_report_paths),
    path("desk/", include(([path("", desk_page, name="page")], "desk"))),
    register_routes("conflicts/", notices.conflicts, *notices.notice_paths(notices.conflicts)),
    register_routes("relatives/", notices.relatives, *notices.notice_paths(notices.relatives)),
    register_routes("gifts/", notices.gifts, *notices.notice_paths(notices.gifts)),
    register_routes(
        "declarations/", notices.declarations, *notices.notice_paths(notices.declarations), missing
    ),
    # «reports» are the officer's yearly ones
    register_routes(
        "corruption/", notices.reports, *notices.notice_paths(notices.reports), *notices.report_paths
    ),
    register_routes("protections/", notices.protections),
    register_routes("kin/", notices.kin),
    register_routes("references/", references.references, *references.reference_paths),
    register_routes("expertises/", expertise.expertises, *expertise.expertise_paths),
    register_routes("found-factors/", expertise.found_factors),
    register_routes("factors/", expertise.factors, *expertise.factor_paths),
    register_routes("", registers.standards, *registers.standard_paths),
]
