"""The pages of the trust box: one register a line, with the addresses beside its own pages."""

from django.urls import path

from office.registers.routes import register_routes
from trustbox import registers
from trustbox.boxes.paper_pages import download_openings

urlpatterns = [
    register_routes(
        "appeals/",
        registers.appeals,
        *registers.appeal_paths,
        first=registers.appeal_paths_before,
    ),
    register_routes("tasks/", registers.tasks, *registers.task_paths),
    register_routes(
        "openings/",
        registers.openings,
        *registers.opening_paths,
        first=[path("journal.<slug:kind>", download_openings, name="journal")],
    ),
    register_routes("boxes/", registers.boxes, *registers.box_paths),
    register_routes("receptions/", registers.receptions),
    register_routes("tray/", registers.tray, *registers.tray_paths),
    register_routes("tray/decisions/", registers.tray_decisions),
    register_routes("institutions/", registers.institutions),
    register_routes("analyses/", registers.analyses, *registers.analysis_paths),
]
