"""Plans of measures: terms, executors, progress, proof, reports."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self):
        from office.daily_acts import DAILY
        from office.open_pages import SHELVES
        from office.papers.official import FORMS
        from plans import contexts, deadlines
        from plans.delegation import actions
        from plans.editions import changes
        from plans.progress.reminders import remind_of_measures
        from plans.public import pages
        from plans.reports import paper

        FORMS.update(contexts.FORMS | changes.FORMS | paper.FORMS)
        SHELVES.append(pages.PLAN_SHELF)
        DAILY.extend((remind_of_measures, deadlines.remind_of_plan_duties, actions.remind_of_delegated_terms))
