"""The pages of the trust box: the journal, what was given to one, openings, boxes, the directory.

One table a namespace.
"""

from django.urls import include, path

from trustbox import paper_pages
from trustbox.boxes import pages as boxes_pages
from trustbox.journal import views
from trustbox.registers import (
    analyses,
    boxes,
    institutions,
    journal_routes,
    openings,
    receptions,
    tasks,
    tray,
    tray_decisions,
)
from trustbox.tray import pages as tray_pages

urlpatterns = [
    path("appeals/", include((journal_routes(), "appeals"))),
    path(
        "tasks/",
        include(
            (
                [*tasks.urls(), path("<int:pk>/measure/", views.measure_report_page(tasks), name="measure")],
                "tasks",
            )
        ),
    ),
    path(
        "openings/",
        include(
            (
                [
                    path("journal.<slug:kind>", paper_pages.download_openings, name="journal"),
                    *openings.urls(),
                    path("<int:pk>/act.<slug:kind>", paper_pages.opening_act_page(openings), name="act"),
                    path(
                        "<int:pk>/minutes.<slug:kind>",
                        paper_pages.opening_minutes_page(openings),
                        name="minutes",
                    ),
                    path("<int:pk>/count/", boxes_pages.opening_count_page(openings), name="count"),
                    path("<int:pk>/letter/", boxes_pages.opening_letter_page(openings), name="letter"),
                ],
                "openings",
            )
        ),
    ),
    path(
        "boxes/",
        include(
            (
                [*boxes.urls(), path("<int:pk>/poster/", paper_pages.box_poster_page(boxes), name="poster")],
                "boxes",
            )
        ),
    ),
    path("receptions/", include((receptions.urls(), "receptions"))),
    path(
        "tray/",
        include(
            (
                [
                    *tray.urls(),
                    *(
                        path(f"{deed.name}/", tray_pages.tray_act_page(tray, deed), name=deed.name)
                        for deed in tray_pages.TRAY_ACTS
                    ),
                ],
                "tray",
            )
        ),
    ),
    path("tray/decisions/", include((tray_decisions.urls(), "tray_decisions"))),
    path("institutions/", include((institutions.urls(), "institutions"))),
    path(
        "analyses/",
        include(
            (
                [
                    *analyses.urls(),
                    path(
                        "<int:pk>/paper.<slug:kind>", paper_pages.analysis_paper_page(analyses), name="paper"
                    ),
                ],
                "analyses",
            )
        ),
    ),
]
