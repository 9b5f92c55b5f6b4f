"""Commissions, their seats, meetings and agendas."""

from django.urls import path

from office import views
from office.meetings import pages
from office.meetings.registers import COMMISSIONS, MEETINGS, SEATS
from office.registers.routes import register_routes

urlpatterns = [
    register_routes("commissions/", COMMISSIONS),
    register_routes("seats/", SEATS),
    register_routes(
        "meetings/",
        MEETINGS,
        path("<int:pk>/minutes.pdf", views.print_minutes, name="minutes"),
        path("<int:pk>/minutes.docx", views.print_minutes, {"kind": "docx"}, name="minutes_word"),
        path("<int:pk>/preview/", views.preview_minutes, name="preview"),
        first=[
            path("of/<int:parent>/new/", pages.begin_meeting, name="create"),
            path("<int:pk>/edit/", pages.fill_minutes, name="edit"),
        ],
    ),
]
