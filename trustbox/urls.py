"""The pages of the trust box: one register a line, with the addresses beside its own pages."""

from django.urls import path

from office.registers.routes import register_routes
from trustbox.analysis import registers as analysis
from trustbox.boxes import registers as boxes
from trustbox.boxes.paper_pages import download_openings
from trustbox.journal import registers as journal
from trustbox.journal.visit_papers import download_reception
from trustbox.tray import registers as tray

urlpatterns = [
    register_routes(
        "appeals/",
        journal.appeals,
        *journal.appeal_paths,
        first=journal.appeal_paths_before,
    ),
    register_routes("tasks/", journal.tasks, *journal.task_paths),
    register_routes(
        "openings/",
        boxes.openings,
        *boxes.opening_paths,
        first=[path("journal.<slug:kind>", download_openings, name="journal")],
    ),
    register_routes("boxes/", boxes.boxes, *boxes.box_paths),
    register_routes("receptions/", boxes.receptions),
    register_routes(
        "visits/",
        journal.visits,
        first=[path("journal.<slug:kind>", download_reception, name="journal")],
    ),
    register_routes("tray/", tray.tray, *tray.tray_paths),
    register_routes("tray/decisions/", tray.tray_decisions),
    register_routes("institutions/", boxes.institutions),
    register_routes("analyses/", analysis.analyses, *analysis.analysis_paths),
]
