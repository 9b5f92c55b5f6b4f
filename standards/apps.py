"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.papers import FORMS
        from standards import contexts

        FORMS.update(contexts.FORMS)
