"""The pages of the monitoring: one table a namespace."""

from django.urls import include, path

from monitoring import views
from monitoring.registers import (
    criteria,
    documents,
    monitorings,
    notices,
    of_documents,
    of_monitorings,
    of_rating,
    of_recommendations,
    of_results,
    of_self_checks,
    of_self_documents,
    recommendations,
    replacements,
    results,
    self_checks,
    self_documents,
)

urlpatterns = [
    path("", include(([*monitorings.urls(), *of_monitorings], "monitorings"))),
    path(
        "notices/",
        include(
            (
                [
                    *notices.urls(),
                    path("<int:pk>/seen/", views.note_seen_document, name="seen"),
                    path("<int:pk>/take-over/", views.hand_over_self_documents, name="take_over"),
                ],
                "notices",
            )
        ),
    ),
    path(
        "substitutes/",
        include(
            (
                [
                    *replacements.urls(),
                    path("<int:pk>/take-back/", views.take_back_replacement, name="take_back"),
                ],
                "replacements",
            )
        ),
    ),
    path("self-documents/", include(([*self_documents.urls(), *of_self_documents], "self_documents"))),
    path("documents/", include(([*documents.urls(), *of_documents], "documents"))),
    path("certificates/", include(([*results.urls(), *of_results], "results"))),
    path("recommendations/", include(([*recommendations.urls(), *of_recommendations], "recommendations"))),
    path("self-checks/", include(([*self_checks.urls(), *of_self_checks], "self_checks"))),
    path("rating/", include((of_rating, "rating"))),
    path("criteria/", include((criteria.urls(), "criteria"))),
]
