"""The pages of what several people or several bodies do together: signals, the library, sittings of the group, the bodies below."""

from django.urls import include, path

from risks.library import pages as library_pages
from risks.sessions import pages as sessions_pages
from risks.sessions.registers import functions, matters, opinions, sessions, signals
from risks.subordinates import pages as subordinates_pages

urlpatterns = [
    path("library/", library_pages.show_library, name="library"),
    path("signals/", include((signals.urls(), "signals"))),
    path(
        "sessions/",
        include(
            (
                [*sessions.urls(), path("<int:pk>/next/", sessions_pages.go_to_next_risk, name="next")],
                "sessions",
            )
        ),
    ),
    path("opinions/", include((opinions.urls(), "opinions"))),
    path("matters/", include((matters.urls(), "matters"))),
    path("functions/", include((functions.urls(), "functions"))),
    path(
        "below/",
        include(
            (
                [
                    path("", subordinates_pages.show_subordinates, name="register"),
                    path("export/<slug:kind>/", subordinates_pages.export_subordinates, name="export"),
                ],
                "below",
            )
        ),
    ),
    path(
        "consolidated/",
        include(
            (
                [
                    path("", subordinates_pages.show_consolidated_list, name="register"),
                    path("export/<slug:kind>/", subordinates_pages.export_consolidated_list, name="export"),
                ],
                "consolidated",
            )
        ),
    ),
]
