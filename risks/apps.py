"""The register of corruption risks."""

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    name = "risks"

    def ready(self):
        from office.books import FURTHER
        from office.catalogues import CATALOGUES
        from office.papers import FORMS
        from risks import below, contexts, diff
        from risks.catalogues import catalogue, functions

        FURTHER.extend(
            [
                (_("Kinds of functions"), "functions:register"),
                (_("Zones, sectors, sources, signs and barriers"), "catalogues:register"),
                (_("Indicators of likelihood"), "indicators:register"),
                (_("Methods of assessment"), "methods:register"),
            ]
        )
        CATALOGUES["function"] = functions
        CATALOGUES.update({name: partial(catalogue, name) for name in ("zone", "source")})
        FORMS.update(contexts.FORMS | diff.FORMS | below.FORMS)
