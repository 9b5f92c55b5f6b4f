"""Organisations, their units and people."""

from django.urls import path

from office import views
from office.accounts.pages import give_code
from office.organisations.registers import APPOINTMENTS, ORGANISATIONS, PEOPLE, UNITS
from office.registers.routes import register_routes

urlpatterns = [
    register_routes(
        "organisations/", ORGANISATIONS, path("<int:pk>/merge/", views.merge_organisation, name="merge")
    ),
    register_routes("units/", UNITS),
    register_routes("people/", PEOPLE, path("<int:pk>/code/", give_code, name="code")),
    register_routes("appointments/", APPOINTMENTS, path("<int:pk>/end/", views.end_appointment, name="end")),
]
