"""The trust box: boxes, openings, the journal of appeals, terms, answers. An island: it imports the office alone."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
