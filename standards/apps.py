"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.papers import FORMS, Form
        from office.ticking import DAILY
        from standards import bringing, contexts, desk, reporting
        from standards.papers import OFFICER_REPORT

        FORMS.update(contexts.FORMS)
        FORMS[OFFICER_REPORT.form] = Form("Ыйгарым укуктуунун отчету", reporting.report_today)
        DAILY.append(bringing.remind)
        desk.settle_in()
