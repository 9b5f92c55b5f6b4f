"""The top of the house as an app: it holds the commands that need every room."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
