"""Confidential matters, what was asked of them, keys and their keeping."""

from django.urls import path

from office.registers.routes import register_routes
from office.wall import views
from office.wall.registers import CUSTODIANS, DISCLOSURES, ERASURES, EXCLUSIONS, KEEPINGS, WALLS

# Opening an identity and making a key answer with what is kept nowhere: pages in the place of the move's.
urlpatterns = [
    register_routes(
        "confidential/",
        WALLS,
        path("<int:pk>/exclusions/<int:exclusion>/lift/", views.lift_exclusion, name="lift"),
        path("<int:pk>/unsorted/<int:person>/", views.sort_matter, name="sort"),
    ),
    register_routes("exclusions/", EXCLUSIONS),
    register_routes(
        "disclosures/",
        DISCLOSURES,
        path("<int:pk>/scan/", views.download_request_scan, name="scan"),
        path("copy/<slug:kind>/", views.download_disclosures, name="copy"),
        first=[path("<int:pk>/move/open/", views.open_page, name="open")],
    ),
    register_routes("erasures/", ERASURES),
    register_routes(
        "custodians/", CUSTODIANS, first=[path("<int:pk>/move/make/", views.make_key, name="make")]
    ),
    register_routes("keepings/", KEEPINGS),
]
