"""Plans of measures: terms, executors, progress, proof, reports."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
