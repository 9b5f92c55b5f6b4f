"""The citizen's side of the trust box, under the open page of an organisation."""

from django.urls import path

from trustbox.citizen import answer_pages, appeal_pages

urlpatterns = [
    path("", appeal_pages.trust_box_home, name="appeal"),
    path("write/", appeal_pages.write_appeal, name="appeal_write"),
    path("answer/", answer_pages.show_answer, name="appeal_answer"),
    path("heads/", answer_pages.show_heads, name="appeal_heads"),
]
