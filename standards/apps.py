"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.books import FURTHER
        from office.models.wall import BOOK_NAMES
        from office.papers import FORMS, Form
        from office.ticking import DAILY
        from standards import bringing, contexts, reporting, terms
        from standards.models import Conflict, Declaration, Gift, Relative, Report
        from standards.papers import OFFICER_REPORT

        FORMS.update(contexts.FORMS)
        BOOK_NAMES[Report.BOOK] = _("Reports of corruption")
        FURTHER.append((_("Close relationships"), "kin:register"))
        DAILY.extend(terms.watch(model) for model in (Conflict, Relative, Gift, Declaration, Report))
        FORMS[OFFICER_REPORT.form] = Form("Ыйгарым укуктуунун отчету", reporting.report_today)
        DAILY.append(bringing.remind)
