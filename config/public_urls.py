"""The citizen's side: no account, no cookie, no script."""

from django.urls import include, path

from office import public
from positions import surveys

app_name = "open"

urlpatterns = [
    path("", public.bodies, name="bodies"),
    path("<slug:code>/", public.body, name="body"),
    path("check/<str:token>/", public.check, name="check"),
    path("survey/<str:token>/", surveys.answer, name="survey"),
    path("survey/<str:token>/thanks/", surveys.thanks, name="survey_thanks"),
    path("<slug:code>/appeal/", include("trustbox.public_urls")),
    path("<slug:code>/<str:token>/", public.paper, name="paper"),
    path("<slug:code>/<str:token>.<str:kind>", public.file, name="file"),
]
