"""Monitoring of personnel law by 24 criteria: memo, scores, certificate, recommendations, rating."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self):
        from monitoring import contexts, rating, reminders
        from office.registries import DAILY, FORMS

        FORMS.update(contexts.FORMS | rating.FORMS)
        DAILY.append(reminders.remind_of_recommendations)
