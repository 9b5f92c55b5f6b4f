"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "standards"
