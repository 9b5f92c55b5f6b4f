"""Every address of the staff side begins here; `config/public_urls.py` holds the citizen's side."""

from django.urls import include, path

from config import duties_board, duty_reminders, guide, search, views
from office.operations import probes

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
handler429 = "config.views.too_many_tries"  # asked for by allauth
handler500 = "config.views.server_error"

urlpatterns = [
    path("", views.home_page, name="home"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("language/", views.set_language, name="set_language"),
    path("body/", views.choose_organisation, name="choose_body"),
    path("guide/", guide.guide_page, name="guide"),
    path("search/", search.search_page, name="search"),
    path("duties/", duties_board.show_board, name="duties"),
    path("duties/remind/", duty_reminders.send_reminders, name="remind_of_duties"),
    path("duties/<slug:kind>/", duties_board.board_file, name="duties_file"),
    path("accounts/", include("office.accounts.urls")),
    path("open/", include("config.public_urls")),
    path("risks/", include("risks.urls")),
    path("positions/", include("positions.urls")),
    path("plans/", include("plans.urls")),
    path("trustbox/", include("trustbox.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("standards/", include("standards.urls")),
    path("", include("office.urls")),
]
