"""The pages of the staffing table and of the list of corruption-prone positions: one register a line."""

from django.urls import path

from office.registers.routes import register_routes
from positions import registers, survey_pages, views

urlpatterns = [
    register_routes(
        "", registers.exposures, path("export/<slug:kind>/", views.export_exposures, name="export")
    ),
    register_routes(
        "posts/", registers.posts, path("export/<slug:kind>/", views.export_posts, name="export")
    ),
    register_routes("editions/", registers.editions, *views.edition_pages.urls()),
    register_routes(
        "imports/",
        registers.imports,
        *views.dry_run.paths(),
    ),
    register_routes("signs/", registers.signs, first=[path("take/", views.adopt_signs, name="take")]),
    register_routes(
        "surveys/",
        registers.surveys,
        path("<int:pk>/slips/", survey_pages.slips_page(registers.surveys), name="slips"),
        path("<int:pk>/reply/", survey_pages.hand_reply_page(registers.surveys), name="reply"),
    ),
    register_routes("findings/", registers.findings),
    register_routes(
        "reports/",
        registers.year_reports,
        path("<int:pk>/paper.<slug:kind>", views.export_year_report(registers.year_reports), name="paper"),
    ),
]
