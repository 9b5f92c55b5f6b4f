"""Every address of the citizen's side when it runs alone; `config/urls.py` holds the same under the staff side."""

from django.urls import include, path

handler400 = "office.public.wrong"
handler404 = "office.public.wrong"
handler500 = "office.public.broken"

urlpatterns = [path("open/", include("config.public_urls"))]
