"""Commissions, their seats, meetings and agendas."""

from django.urls import path

from office import views
from office.meetings.registers import COMMISSIONS, ITEMS, MEETINGS, SEATS
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
    ),
    register_routes("items/", ITEMS),
]
