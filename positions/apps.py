"""The staffing table and the list of corruption-prone positions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PositionsConfig(AppConfig):
    name = "positions"

    def ready(self):
        from office.registries import DAILY, DATED_FORMS, FORMS, NUMBER_BOOK_NAMES, RECORDS
        from positions import contexts, official_records
        from positions.editions import changes
        from positions.reminders import remind_of_hearing

        RECORDS.update(official_records.RECORDS)
        NUMBER_BOOK_NAMES[contexts.ANNEX_2.form] = _("Editions of the list of corruption-prone positions")
        FORMS.update(contexts.FORMS | changes.FORMS)
        DATED_FORMS.update(contexts.DATED_FORMS)
        DAILY.append(remind_of_hearing)
