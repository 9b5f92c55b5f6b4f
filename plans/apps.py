"""Plans of measures: terms, executors, progress, proof, reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self):
        from office.registries import (
            DAILY,
            DATED_FORMS,
            FORMS,
            LOST_EFFECT,
            NUMBER_BOOK_NAMES,
            RECORDS,
            RETENTION,
            SHELVES,
            TAKEN_OVER,
        )
        from plans import contexts, official_records
        from plans.deadlines import remind_of_plan_duties
        from plans.delegation.actions import remind_of_delegated_terms, take_back_handed_measures
        from plans.editions import changes
        from plans.editions.working_copy import take_over_copies
        from plans.models.control import hold_control_of_the_day
        from plans.progress.reminders import remind_of_measures
        from plans.public.pages import PLAN_SHELF
        from plans.record_kinds import PLAN_KINDS
        from plans.reports import papers

        RECORDS.update(official_records.RECORDS)
        RETENTION.update(PLAN_KINDS)
        NUMBER_BOOK_NAMES[contexts.PLAN.form] = _("Editions of plans")
        FORMS.update(contexts.FORMS | changes.FORMS | papers.FORMS)
        DATED_FORMS.update(contexts.DATED_FORMS | papers.DATED_FORMS)
        SHELVES.append(PLAN_SHELF)
        TAKEN_OVER.append(take_over_copies)
        LOST_EFFECT.append(take_back_handed_measures)
        DAILY.append(hold_control_of_the_day)
        DAILY.extend([remind_of_measures, remind_of_plan_duties, remind_of_delegated_terms])
