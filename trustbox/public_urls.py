"""The citizen's side of the trust box, under the open page of a body."""

from django.urls import path

from trustbox import asking, writing

urlpatterns = [
    path("", writing.doors, name="appeal"),
    path("write/", writing.write, name="appeal_write"),
    path("answer/", asking.answer, name="appeal_answer"),
    path("heads/", asking.heads, name="appeal_heads"),
]
