"""The pages of plans: one table a namespace."""

from django.urls import include, path

from plans import views
from plans.delegation import pages
from plans.progress import board, feeds
from plans.registers import (
    delete_path,
    handed_measures,
    instalments,
    measures,
    notes,
    own_measures,
    plans,
    proofs,
    publish_path,
    sections,
    tasks,
)
from plans.reports.registers import paper_urls

urlpatterns = [
    path("", include((plans.urls(), "plans"))),
    path("sections/", include(([*sections.urls(), delete_path(sections)], "plan_sections"))),
    path("tasks/", include(([*tasks.urls(), delete_path(tasks)], "plan_tasks"))),
    path(
        "measures/",
        include(
            (
                [
                    path("board/", board.show_board, name="board"),
                    path("calendar/", board.show_calendar, name="calendar"),
                    path("for-risk/", views.choose_plan_for_risk, name="for_risk"),
                    path("of/<int:parent>/new/", views.create_measure(measures), name="create"),
                    *measures.urls(),
                    path("<int:pk>/tell/", views.progress_page(measures), name="tell"),
                    delete_path(measures),
                ],
                "measures",
            )
        ),
    ),
    path("mine/", include(([*own_measures.urls(), path("feed/", feeds.manage_feed, name="feed")], "mine"))),
    path(
        "handed/",
        include(
            (
                [
                    *handed_measures.urls(),
                    path("<int:pk>/tell/", pages.delegated_progress_page(handed_measures), name="tell"),
                    path("notes/<int:pk>/<slug:kind>/", pages.download_handed_note, name="file"),
                ],
                "handed",
            )
        ),
    ),
    path("years/", include((instalments.urls(), "instalments"))),
    *paper_urls,
    path("notes/", include(([publish_path(notes)], "plan_notes"))),
    path(
        "proofs/",
        include(
            (
                [publish_path(proofs), path("<int:pk>/file/", views.download_proof(proofs), name="file")],
                "plan_proofs",
            )
        ),
    ),
]
