"""The pages of the register of risks: one table a namespace."""

from django.urls import include, path

from risks import urls_group, views
from risks.registers import assessments, catalogues, editions, grounds, imports, indicators, methods, risks
from risks.sessions import registers

urlpatterns = [
    path(
        "",
        include(
            (
                [
                    *risks.urls(),
                    path("export/<slug:kind>/", views.export_risks, name="export"),
                    path("pictures/", views.show_charts, name="pictures"),
                    *registers.risk_paths,
                ],
                "risks",
            )
        ),
    ),
    path(
        "assessments/",
        include(
            (
                [
                    *assessments.urls(),
                    path("live/", views.show_assessment_result, name="live"),
                    path("<int:pk>/paper.pdf", views.print_assessment, name="paper"),
                ],
                "assessments",
            )
        ),
    ),
    path(
        "imports/",
        include(
            ([*imports.urls(), path("<int:pk>/decide/", views.dry_run.decide(), name="decide")], "imports")
        ),
    ),
    path(
        "editions/",
        include(
            (
                [
                    *editions.urls(),
                    *views.edition_pages.urls(),
                    *registers.edition_paths,
                ],
                "editions",
            )
        ),
    ),
    path("grounds/", include((grounds.urls(), "grounds"))),
    path("indicators/", include((indicators.urls(), "indicators"))),
    path("methods/", include((methods.urls(), "methods"))),
    path("catalogues/", include((catalogues.urls(), "catalogues"))),
    *urls_group.urlpatterns,
]
