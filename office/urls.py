"""Addresses of the office: one room a line."""

from django.urls import include, path

from office import views
from office.accounts.registers import FACTOR_REMOVALS
from office.lists.registers import PAPER_LISTS
from office.organisations.registers import DUTY_REMINDERS, LETTERS
from office.recovery.registers import RESTORED_BOOKS
from office.registers.routes import register_routes

urlpatterns = [
    path("", include("office.papers.urls")),
    path("", include("office.meetings.urls")),
    path("", include("office.wall.urls")),
    path("", include("office.organisations.urls")),
    path("", include("office.staff.urls")),
    path("", include("office.law.urls")),
    path("", include("office.retention.urls")),
    register_routes("factor-removals/", FACTOR_REMOVALS),
    register_routes("duty-reminders/", DUTY_REMINDERS),
    register_routes("letters/", LETTERS),
    register_routes("paper-lists/", PAPER_LISTS),
    register_routes("restored-books/", RESTORED_BOOKS),
    path("settings/", views.office_settings, name="settings"),
]
