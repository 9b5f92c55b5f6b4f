"""The pages of plans: one register a line, with the addresses beside its own pages."""

from django.urls import path

from office.registers.routes import register_routes
from plans import registers
from plans.copies import registers as copies
from plans.editions.registers import editions
from plans.imports import registers as imports
from plans.paper_pages import edition_pages
from plans.progress.feeds import manage_feed
from plans.public.registers import remarks
from plans.reports import registers as reports

urlpatterns = [
    register_routes("", registers.plans),
    register_routes("sections/", registers.sections),
    register_routes("tasks/", registers.tasks),
    register_routes(
        "measures/",
        registers.measures,
        *registers.measure_paths,
        first=registers.measure_paths_before,
    ),
    register_routes("mine/", registers.own_measures, path("feed/", manage_feed, name="feed")),
    register_routes("handed/", registers.handed_measures, *registers.handed_paths),
    register_routes("years/", registers.instalments),
    register_routes("imports/", imports.imports, *imports.import_paths),
    register_routes("editions/", editions, *edition_pages.urls()),
    register_routes("reports/", reports.reports, *reports.report_paths),
    register_routes("yearly/", copies.year_plans),
    register_routes("next-stage/", copies.next_stages),
    register_routes("remarks/", remarks),
    register_routes("papers/", registers.papers, *registers.paper_paths),
    register_routes("notes/", registers.notes, *registers.note_paths),
    register_routes("proofs/", registers.proofs, *registers.proof_paths),
]
