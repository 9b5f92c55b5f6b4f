"""The register of corruption risks."""

from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "risks"

    def ready(self):
        from office.papers import FORMS
        from risks import contexts, diff

        FORMS.update(contexts.FORMS | diff.FORMS)
