"""Monitoring of personnel law by 24 criteria: memo, scores, certificate, recommendations, rating."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
