"""Monitoring of personnel law by 24 criteria: memo, scores, certificate, recommendations, rating."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
