"""People entered from the list of the staff."""

from django.urls import path

from office.registers.routes import register_routes
from office.staff import pages

urlpatterns = [
    register_routes(
        "staff/",
        pages.IMPORTS,
        path("enter/", pages.enter_one, name="enter"),
        *pages.dry_run.paths(),
    ),
]
