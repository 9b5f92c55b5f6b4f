"""The register of corruption risks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    name = "risks"

    def ready(self):
        from office.books import FURTHER
        from office.papers import FORMS
        from risks import below, contexts, diff

        FURTHER.extend(
            [
                (_("Kinds of functions"), "functions:register"),
                (_("Zones, sectors, sources, signs and barriers"), "catalogues:register"),
                (_("Indicators of likelihood"), "indicators:register"),
                (_("Methods of assessment"), "methods:register"),
            ]
        )
        FORMS.update(contexts.FORMS | diff.FORMS | below.FORMS)
