"""The pages of the register of risks: one register a line."""

from django.urls import include, path

from office.registers.routes import register_routes
from risks import registers, views
from risks.library.pages import show_library
from risks.method.registers import functions
from risks.sessions import registers as sessions
from risks.sessions.pages import go_to_next_risk
from risks.signals.registers import signals
from risks.subordinates.urls import below_paths, consolidated_paths

urlpatterns = [
    register_routes(
        "",
        registers.risks,
        path("export/<slug:kind>/", views.export_risks, name="export"),
        path("pictures/", views.show_charts, name="pictures"),
        *registers.risk_paths,
    ),
    register_routes("assessments/", registers.assessments, *registers.assessment_paths),
    register_routes("imports/", registers.imports, *views.dry_run.paths()),
    register_routes("editions/", registers.editions, *views.edition_pages.urls(), *registers.edition_paths),
    register_routes("grounds/", registers.grounds),
    register_routes("indicators/", registers.indicators),
    register_routes("methods/", registers.methods),
    register_routes("catalogues/", registers.catalogues),
    path("library/", show_library, name="library"),
    register_routes("signals/", signals),
    register_routes("sessions/", sessions.sessions, path("<int:pk>/next/", go_to_next_risk, name="next")),
    register_routes("opinions/", sessions.opinions),
    register_routes("matters/", sessions.matters),
    register_routes("functions/", functions),
    path("below/", include((below_paths, "below"))),
    path("consolidated/", include((consolidated_paths, "consolidated"))),
]
