"""The trust box: boxes, openings, the journal of appeals, terms, answers. An island: it imports the office alone."""

from django.apps import AppConfig


class TrustboxConfig(AppConfig):
    name = "trustbox"
