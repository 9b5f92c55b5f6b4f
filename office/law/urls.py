"""What the law says: each row is confirmed by an administrator."""

from django.urls import path

from office.law.registers import ACTS, CALENDAR, PROVISIONS, VALUES
from office.registers.routes import register_routes
from office.views import confirmation_view

urlpatterns = [
    register_routes(
        f"{register.space}/",
        register,
        path("<int:pk>/confirm/", confirmation_view(register), name="confirm"),
    )
    for register in (CALENDAR, ACTS, VALUES, PROVISIONS)
]
