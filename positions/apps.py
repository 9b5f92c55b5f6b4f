"""The staffing table and the list of corruption-prone positions."""

from django.apps import AppConfig


class PositionsConfig(AppConfig):
    name = "positions"

    def ready(self):
        from office.registries import DATED_FORMS, FORMS
        from positions import contexts
        from positions.editions import changes

        FORMS.update(contexts.FORMS | changes.FORMS)
        DATED_FORMS.update(contexts.DATED_FORMS)
