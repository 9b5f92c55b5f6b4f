"""The citizen's side: no account, no cookie, no script."""

from django.urls import include, path

from office import open_pages
from office.papers import check_pages, compare_pages, news_pages
from plans.progress import feeds
from plans.public import pages as plans
from positions import surveys

app_name = "open"

urlpatterns = [
    path("", open_pages.organisations_page, name="bodies"),
    path("check/", check_pages.find_paper, name="find"),
    path("check/<str:token>/", check_pages.check_page, name="check"),
    path("check/<str:token>/compare/", compare_pages.compare_file, name="compare"),
    path("<slug:code>/", open_pages.organisation_page, name="body"),
    path("calendar/<str:token>.ics", feeds.serve_calendar, name="calendar"),
    path("survey/<str:token>/", surveys.answer_survey, name="survey"),
    path("survey/<str:token>/thanks/", surveys.thank_for_reply, name="survey_thanks"),
    path("plan/<str:token>/", plans.show_open_plan, name="plan"),
    path("plan/<str:token>/<int:pk>/", plans.show_open_measure, name="measure"),
    path("plan/<str:token>/<int:pk>/proof/<int:proof>/", plans.download_open_proof, name="proof"),
    path("plan/<str:token>/report/<int:year>/", plans.show_open_report, name="plan_report"),
    path("plan/<str:token>/report/<int:year>.pdf", plans.download_open_report, name="plan_report_file"),
    path("plan/<str:token>/remark/", plans.send_remark, name="remark"),
    path("plan/<str:token>/thanks/", plans.thank_for_remark, name="remark_thanks"),
    path("<slug:code>/appeal/", include("trustbox.citizen.urls")),
    path("<slug:code>/feed.atom", news_pages.show_feed, name="feed"),
    path("<slug:code>/block/", news_pages.show_block, name="block"),
    path("<slug:code>/<str:token>/", open_pages.paper_page, name="paper"),
    path("<slug:code>/<str:token>.<str:kind>", open_pages.paper_file, name="file"),
]
