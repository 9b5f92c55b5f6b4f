"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.registries import (
            DAILY,
            DATED_FORMS,
            FORMS,
            FURTHER_REGISTERS,
            NUMBER_BOOK_NAMES,
            RECORDS,
            RECOUNTS,
            RETENTION,
            WALL_BOOK_NAMES,
        )
        from standards import official_records
        from standards.acquaintance import contexts as acquaintance_contexts
        from standards.acquaintance import papers as acquaintance_papers
        from standards.acquaintance.actions import remind_of_acquaintance
        from standards.exam import results
        from standards.expertise import contexts as expertise_contexts
        from standards.notices import contexts as notice_contexts
        from standards.notices import papers as notice_papers
        from standards.notices.models.corruption_report import Report
        from standards.notices.term_acts import DAILY_WATCHES, recount_notice_terms
        from standards.officer_report import papers as officer_papers
        from standards.record_kinds import SHEET_KINDS
        from standards.text import contexts as text_contexts

        RECORDS.update(official_records.RECORDS)
        RETENTION.update(SHEET_KINDS)
        FORMS.update(text_contexts.FORMS | acquaintance_contexts.FORMS | expertise_contexts.FORMS)
        FORMS.update(notice_contexts.FORMS | results.FORMS)
        DATED_FORMS.update(notice_papers.DATED_FORMS | results.DATED_FORMS)
        DATED_FORMS.update(acquaintance_papers.DATED_FORMS | officer_papers.DATED_FORMS)
        FORMS.update(officer_papers.FORMS)
        DAILY.extend([remind_of_acquaintance, *DAILY_WATCHES])
        RECOUNTS.append(recount_notice_terms)
        FURTHER_REGISTERS.extend(
            [
                (_("Close relationships"), "kin:register"),
                (_("Factors of corruption in drafts"), "factors:register"),
            ]
        )
        NUMBER_BOOK_NAMES["expertises"] = _("Expertise of drafts of acts")
        for book, words in (
            ("conflicts", _("Conflicts of interest")),
            ("relatives", _("Relatives in subordination")),
            ("gifts", _("Gifts")),
            ("declarations", _("Declarations of interests")),
            ("reports", _("Reports of corruption")),
        ):
            # A series of its own for what went to the other addressee.
            NUMBER_BOOK_NAMES.update(dict.fromkeys([book, f"{book}-head", f"{book}-officer"], words))
        WALL_BOOK_NAMES[Report.BOOK] = WALL_BOOK_NAMES[f"{Report.BOOK}-head"] = _("Reports of corruption")
