"""The conduct standard and what it obliges employees to tell."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "standards"

    def ready(self):
        from office.daily_acts import DAILY
        from office.papers.official import FORMS, OfficialForm
        from standards import contexts
        from standards.acquaintance import actions
        from standards.notices import startup
        from standards.officer_report import paper
        from standards.papers import OFFICER_REPORT

        FORMS.update(contexts.FORMS)
        FORMS[OFFICER_REPORT.form] = OfficialForm("Ыйгарым укуктуунун отчету", paper.officer_report_today)
        DAILY.append(actions.remind_of_acquaintance)
        startup.register_in_office()
