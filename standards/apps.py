"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.books import FURTHER
        from office.models.wall import BOOK_NAMES
        from office.papers import FORMS
        from office.ticking import DAILY
        from standards import contexts, terms
        from standards.models import Conflict, Declaration, Gift, Relative, Report

        FORMS.update(contexts.FORMS)
        BOOK_NAMES[Report.BOOK] = _("Reports of corruption")
        FURTHER.append((_("Close relationships"), "kin:register"))
        DAILY.extend(terms.watch(model) for model in (Conflict, Relative, Gift, Declaration, Report))
