"""Registrations of the desk in the office registries, called once from `ready()`."""

from django.utils.translation import gettext_lazy as _

from office.books import FURTHER_REGISTERS
from office.daily_acts import DAILY, RECOUNTS
from office.papers.official import FORMS
from office.wall.models.wall import WALL_BOOK_NAMES
from standards.notices import contexts, counts, terms
from standards.notices.models.corruption_report import Report
from standards.notices.models.registers import Conflict, Declaration, Gift, Relative
from standards.officer_report.paper import PARTS

NOTICES = (Conflict, Relative, Gift, Declaration, Report)


def recount_notice_terms(organisation) -> int:
    """When the calendar changes every open term of the desk is counted anew at once."""
    return sum(terms.recount_register_terms(model, organisation) for model in NOTICES)


def register_in_office():
    WALL_BOOK_NAMES[Report.BOOK] = WALL_BOOK_NAMES[f"{Report.BOOK}-head"] = _("Reports of corruption")
    FURTHER_REGISTERS.append((_("Close relationships"), "kin:register"))
    FURTHER_REGISTERS.append((_("Factors of corruption in drafts"), "factors:register"))
    FORMS.update(contexts.FORMS)
    PARTS.extend(counts.PARTS)
    DAILY.extend(terms.daily_watch(model) for model in NOTICES)
    RECOUNTS.append(recount_notice_terms)
