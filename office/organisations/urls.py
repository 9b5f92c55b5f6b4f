"""Organisations, their units and people."""

from django.urls import path

from office import views
from office.organisations.registers import APPOINTMENTS, ORGANISATIONS, PEOPLE, UNITS
from office.registers.routes import register_routes

urlpatterns = [
    register_routes(
        "organisations/", ORGANISATIONS, path("<int:pk>/merge/", views.merge_organisation, name="merge")
    ),
    register_routes("units/", UNITS),
    register_routes("people/", PEOPLE),
    register_routes("appointments/", APPOINTMENTS, path("<int:pk>/end/", views.end_appointment, name="end")),
]
