"""Monitoring of personnel law by 24 criteria: memo, scores, certificate, recommendations, rating."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self):
        from monitoring import contexts, official_records, order_words, papers, rating, reminders, row_papers
        from monitoring.media import papers as media_papers
        from monitoring.record_kinds import DOCUMENT_KINDS
        from office.registries import DAILY, DATED_FORMS, FORMS, RECORDS, RETENTION, ROW_PAPERS

        RECORDS.update(official_records.RECORDS)
        RETENTION.update(DOCUMENT_KINDS)
        ROW_PAPERS.update(row_papers.ROW_PAPERS)
        DATED_FORMS.update(papers.DATED_FORMS | order_words.DATED_FORMS | media_papers.DATED_FORMS)
        FORMS.update(contexts.FORMS | rating.FORMS | media_papers.FORMS)
        DAILY.append(reminders.remind_of_recommendations)
