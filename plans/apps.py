"""Plans of measures: terms, executors, progress, proof, reports."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self):
        from office.papers import FORMS
        from office.public import SHELVES
        from office.ticking import DAILY
        from plans import contexts, diff, duties, handing, public, reports
        from plans.reminders import remind

        FORMS.update(contexts.FORMS | diff.FORMS | reports.FORMS)
        SHELVES.append(public.SHELF)
        DAILY.extend((remind, duties.remind, handing.remind))
