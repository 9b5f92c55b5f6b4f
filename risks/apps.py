"""The register of corruption risks."""

from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RisksConfig(AppConfig):
    name = "risks"

    def ready(self):
        from office.registries import (
            CATALOGUES,
            DATED_FORMS,
            FORMS,
            FURTHER_REGISTERS,
            NUMBER_BOOK_NAMES,
            RECORDS,
        )
        from risks import contexts, official_records
        from risks.catalogues import catalogue_entry_choices, function_kind_choices
        from risks.editions import changes
        from risks.subordinates import lists

        RECORDS.update(official_records.RECORDS)
        NUMBER_BOOK_NAMES["assessments"] = _("Assessment sheets")
        for form in (contexts.ANNEX_1.form, contexts.VILLAGE_LIST.form):
            NUMBER_BOOK_NAMES[form] = _("Editions of the list")
        FURTHER_REGISTERS.extend(
            [
                (_("Kinds of functions"), "functions:register"),
                (_("Zones, sectors, sources, signs and barriers"), "catalogues:register"),
                (_("Indicators of likelihood"), "indicators:register"),
                (_("Methods of assessment"), "methods:register"),
            ]
        )
        CATALOGUES["function"] = function_kind_choices
        CATALOGUES.update({name: partial(catalogue_entry_choices, name) for name in ("zone", "source")})
        DATED_FORMS.update(contexts.DATED_FORMS | lists.DATED_FORMS)
        FORMS.update(contexts.FORMS | changes.FORMS | lists.FORMS)
