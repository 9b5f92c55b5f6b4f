"""The staffing table and the list of corruption-prone positions."""

from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "positions"

    def ready(self):
        from office.registries import DAILY, DATED_FORMS, FORMS, RECORDS
        from positions import contexts, official_records
        from positions.editions import changes
        from positions.reminders import remind_of_hearing

        RECORDS.update(official_records.RECORDS)
        FORMS.update(contexts.FORMS | changes.FORMS)
        DATED_FORMS.update(contexts.DATED_FORMS)
        DAILY.append(remind_of_hearing)
