"""The pages of the monitoring: one register a line, with the addresses beside its own pages."""

from django.urls import include, path

from monitoring import registers
from monitoring.media.registers import media_paths, media_reports
from office.registers.routes import register_routes

urlpatterns = [
    register_routes("", registers.monitorings, *registers.monitoring_paths),
    register_routes("notices/", registers.notices, *registers.notice_paths),
    register_routes("substitutes/", registers.replacements, *registers.replacement_paths),
    register_routes("self-documents/", registers.self_documents, *registers.self_document_paths),
    register_routes("documents/", registers.documents, *registers.document_paths),
    register_routes("certificates/", registers.results, *registers.result_paths),
    register_routes("recommendations/", registers.recommendations, *registers.recommendation_paths),
    register_routes("self-checks/", registers.self_checks, *registers.self_check_paths),
    register_routes("media/", media_reports, *media_paths),
    path("rating/", include((registers.rating_paths, "rating"))),
    register_routes("criteria/", registers.criteria),
]
