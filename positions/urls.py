"""The pages of the staffing table and of the list of corruption-prone positions: one table a namespace."""

from django.urls import include, path

from positions import views
from positions.registers import editions, exposures, findings, imports, posts, signs, surveys, year_reports

urlpatterns = [
    path(
        "",
        include(
            (
                [*exposures.urls(), path("export/<slug:kind>/", views.export_exposures, name="export")],
                "exposures",
            )
        ),
    ),
    path(
        "posts/",
        include(
            (
                [
                    *posts.urls(),
                    path("export/<slug:kind>/", views.export_posts, name="export"),
                    path("<int:pk>/throw-away/", views.delete_post_page(posts), name="throw_away"),
                ],
                "posts",
            )
        ),
    ),
    path("editions/", include(([*editions.urls(), *views.edition_pages.urls()], "position_editions"))),
    path(
        "imports/",
        include(
            (
                [*imports.urls(), path("<int:pk>/decide/", views.dry_run.decide(), name="decide")],
                "position_imports",
            )
        ),
    ),
    path(
        "signs/",
        include(([path("take/", views.adopt_signs, name="take"), *signs.urls()], "signs")),
    ),
    path("surveys/", include((surveys.urls(), "surveys"))),
    path("findings/", include((findings.urls(), "findings"))),
    path(
        "reports/",
        include(
            (
                [
                    *year_reports.urls(),
                    path("<int:pk>/paper.<slug:kind>", views.export_year_report(year_reports), name="paper"),
                ],
                "year_reports",
            )
        ),
    ),
]
