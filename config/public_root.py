"""Every address of the citizen's side when it runs alone; `config/urls.py` holds the same under the staff
side.
"""

from django.urls import include, path

from office.operations import probes

handler400 = "office.open_pages.bad_request_page"
handler404 = "office.open_pages.bad_request_page"
handler500 = "office.open_pages.server_error_page"

urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("open/", include("config.public_urls")),
]
