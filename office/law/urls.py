"""What the law says: each row is confirmed by an administrator."""

from django.urls import path

from office.law.calendar_pages import confirm_year, removal_page
from office.law.layout_pages import LAYOUTS, preview_layout, print_layout
from office.law.registers import ACTS, CALENDAR, PROVISIONS, VALUES
from office.registers.routes import register_routes
from office.views import confirmation_view

OTHER_PATHS = {
    CALENDAR.space: (
        path("<int:pk>/remove/", removal_page(CALENDAR), name="remove"),
        path("confirm-year/", confirm_year, name="confirm_year"),
    ),
    LAYOUTS.space: (
        path("<int:pk>/preview/", preview_layout, name="preview"),
        path("<int:pk>/print/", print_layout, name="print"),
    ),
}
urlpatterns = [
    register_routes(
        f"{register.space}/",
        register,
        path("<int:pk>/confirm/", confirmation_view(register), name="confirm"),
        *OTHER_PATHS.get(register.space, ()),
    )
    for register in (CALENDAR, ACTS, VALUES, PROVISIONS, LAYOUTS)
]
