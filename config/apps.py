"""The top of the house as an app: it holds the commands that need every room."""

import gc

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        # What is loaded at the start stays to the end: the collector finds nothing in it, neither now nor at
        # the exit.
        gc.freeze()
        gc.enable()
