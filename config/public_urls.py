"""The citizen's side: no account, no cookie, no script."""

from django.urls import path

from office import public
from plans import feeds
from plans import public as plans
from positions import surveys

app_name = "open"

urlpatterns = [
    path("", public.bodies, name="bodies"),
    path("<slug:code>/", public.body, name="body"),
    path("check/<str:token>/", public.check, name="check"),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar"),
    path("survey/<str:token>/", surveys.answer, name="survey"),
    path("survey/<str:token>/thanks/", surveys.thanks, name="survey_thanks"),
    path("plan/<str:token>/", plans.plan, name="plan"),
    path("plan/<str:token>/<int:pk>/", plans.measure, name="measure"),
    path("plan/<str:token>/<int:pk>/proof/<int:proof>/", plans.proof, name="proof"),
    path("plan/<str:token>/report/<int:year>/", plans.report, name="plan_report"),
    path("plan/<str:token>/report/<int:year>.pdf", plans.report_file, name="plan_report_file"),
    path("plan/<str:token>/remark/", plans.remark, name="remark"),
    path("plan/<str:token>/thanks/", plans.thanks, name="remark_thanks"),
    path("<slug:code>/<str:token>/", public.paper, name="paper"),
    path("<slug:code>/<str:token>.<str:kind>", public.file, name="file"),
]
