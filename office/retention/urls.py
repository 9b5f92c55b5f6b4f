"""Retention: what may be disposed of, when, by which act."""

from django.urls import path

from office.registers.routes import register_routes
from office.retention import pages
from office.retention.registers import DISPOSALS, HOLDS, TERMS

urlpatterns = [
    register_routes(
        "disposals/",
        DISPOSALS,
        path("aged/<slug:kind>/", pages.aged_rows_page, name="aged"),
        path("<int:pk>/act.pdf", pages.print_act, name="paper"),
        path("<int:pk>/act.docx", pages.print_act, {"kind": "docx"}, name="word"),
    ),
    register_routes("retention-terms/", TERMS),
    register_routes("holds/", HOLDS),
]
