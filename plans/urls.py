"""Plans of measures: terms, executors, progress, proof, reports."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
