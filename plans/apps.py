"""Plans of measures: terms, executors, progress, proof, reports."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self):
        from office.ticking import DAILY
        from plans.reminders import remind

        DAILY.append(remind)
