from django.urls import path
from django.utils.translation import gettext_lazy as _

from monitoring import (
    certificate_pages,
    criteria_forms,
    forms,
    links,
    monitoring_pages,
    rating_pages,
    score_import_pages,
    score_pages,
    self_check_pages,
)
from monitoring.filters import RecommendationFilter, ResultFilter
from monitoring.media.pages import file_media_list_page
from monitoring.models.certificate import Recommendation, Result
from monitoring.models.criteria import CriteriaSet
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Document, Notice
from monitoring.models.replacement import Replacement
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from office.registers.register import Register
from office.roles import Act

monitorings = Register(
    model=Monitoring,
    space="monitorings",
    title=_("Monitorings"),
    new=_("New monitoring"),
    columns=("subject", "year", "kind", "period", "visit_from", "state"),
    sections=(
        (
            _("Monitoring"),
            (
                "subject",
                "state_secretary",
                "kind",
                "year",
                "period",
                "order",
                "commission",
                "visit_from",
                "criteria_set",
            ),
        ),
    ),
    form=forms.MonitoringForm,
    write=Act.MONITOR,
    move_forms={"close": forms.CloseMonitoringForm},
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/monitoring_detail.html",
    list_extra=links.section_links,
    record_extra=monitoring_pages.monitoring_page_context,
    move_extra=monitoring_pages.opening_facts,
    empty=_(
        "No monitoring yet. It begins with the body, the period and the commission; then the memo is written."
    ),
)
notices = Register(
    model=Notice,
    space="notices",
    title=_("Asked of us"),
    columns=("organisation", "year", "kind", "monitor", "visit_from", "sent_on"),
    sections=(
        (
            _("Notice"),
            (
                "organisation",
                "monitor",
                "state_secretary",
                "kind",
                "year",
                "period",
                "visit_from",
                "criteria_set",
                "sent_on",
            ),
        ),
    ),
    pages=("register", "record"),
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/notice_detail.html",
    list_extra=links.section_links,
    record_extra=monitoring_pages.notice_page_context,
    empty=_(
        "No monitoring has been announced to this body. A notice comes with the memo: which documents to "
        "prepare."
    ),
)
documents = Register(
    model=Document,
    space="documents",
    title=_("Documents"),
    new=_("Hand over a document"),
    pages=("create",),
    parent="notice",
    form=forms.DocumentForm,
)
replacements = Register(
    model=Replacement,
    space="replacements",
    title=_("Substitutes"),
    new=_("Name a substitute"),
    pages=("create",),
    parent="monitoring",
    form=forms.ReplacementForm,
    write=Act.MONITOR,
)
self_documents = Register(
    model=SelfDocument,
    space="self_documents",
    title=_("Documents of the self-check"),
    new=_("Add a document"),
    pages=("create",),
    parent="self_check",
    form=forms.SelfDocumentForm,
)
results = Register(
    model=Result,
    space="results",
    title=_("Certificates"),
    columns=("organisation", "year", "total", "percent", "rank", "kind", "made_on"),
    sections=(
        (
            _("Certificate"),
            (
                "organisation",
                "state_secretary",
                "monitor",
                "kind",
                "year",
                "period",
                "made_on",
                "total",
                "percent",
                "band",
            ),
        ),
    ),
    pages=("register", "record"),
    filters=ResultFilter,
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/result_detail.html",
    list_extra=links.section_links,
    record_extra=certificate_pages.result_context,
    empty=_("No certificate yet. It is made when a commission has agreed on every criterion."),
)
recommendations = Register(
    model=Recommendation,
    space="recommendations",
    title=_("Recommendations"),
    new=_("New recommendation"),
    columns=("number", "organisation", "text", "addressee", "due", "days_late", "state"),
    sections=(
        (
            _("Recommendation"),
            ("organisation", "criterion", "text", "addressee", "issued_on", "due", "days_late"),
        ),
        (_("The answer"), ("answer", "answered_on", "answered_by", "verdict", "judged_on", "judged_by")),
    ),
    pages=("register", "record", "create", "move"),
    parent="result",
    form=forms.RecommendationForm,
    write=Act.MONITOR,
    filters=RecommendationFilter,
    move_forms={
        "answer": forms.RecommendationAnswerForm,
        "accept": forms.AcceptAnswerForm,
        "give_back": forms.ReturnAnswerForm,
    },
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/recommendation_detail.html",
    list_extra=links.section_links,
    record_extra=certificate_pages.recommendation_context,
    empty=_("No recommendation yet. They are written beside a certificate."),
)
self_checks = Register(
    model=SelfCheck,
    space="self_checks",
    title=_("Self-checks"),
    new=_("New self-check"),
    columns=("year", "done", "total", "note"),
    sections=((_("Self-check"), ("year", "criteria_set", "done", "total", "note")),),
    pages=("register", "record", "create"),
    form=forms.SelfCheckForm,
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/selfcheck_detail.html",
    list_extra=links.section_links,
    record_extra=self_check_pages.self_check_page_context,
    empty=_("No self-check yet. Score yourselves before the commission comes: nobody else reads it."),
)
criteria = Register(
    model=CriteriaSet,
    space="criteria",
    title=_("Criteria"),
    new=_("Enter a later order"),
    columns=("name", "count", "valid_from", "valid_to"),
    sections=((_("Order"), ("name_ky", "name_ru", "code", "valid_from", "valid_to", "count")),),
    pages=("register", "record", "create"),
    form=criteria_forms.CriteriaSetForm,
    read=None,
    write=Act.LEGAL,
    record_template="monitoring/criteria_detail.html",
    record_extra=monitoring_pages.criteria_context,
)
# Addresses beside the pages of a register; `monitoring/urls.py` binds them.
monitoring_paths = [
    path("<int:pk>/score/", score_pages.score_monitoring, name="score"),
    path("<int:pk>/bring/", score_import_pages.import_own_scores, name="bring"),
    path("<int:pk>/agree/", score_pages.enter_agreed_scores, name="agree"),
    path("<int:pk>/paper/<slug:kind>/", monitoring_pages.monitoring_paper, name="paper"),
]
notice_paths = [
    path("<int:pk>/seen/", monitoring_pages.note_seen_document, name="seen"),
    path("<int:pk>/take-over/", self_check_pages.hand_over_self_documents, name="take_over"),
]
replacement_paths = [path("<int:pk>/take-back/", monitoring_pages.take_back_replacement, name="take_back")]
document_paths = [path("<int:pk>/file/", monitoring_pages.document_file, name="file")]
result_paths = [
    path("<int:pk>/paper/<slug:kind>/", certificate_pages.result_paper, name="paper"),
    path("<int:pk>/order/", certificate_pages.result_order_page, name="order"),
]
recommendation_paths = [path("<int:pk>/proof/", certificate_pages.recommendation_proof, name="proof")]
self_check_paths = [
    path("<int:pk>/fill/", score_pages.fill_self_check, name="fill"),
    path("<int:pk>/paper/<slug:kind>/", self_check_pages.self_check_paper, name="paper"),
    path("<int:pk>/media/", file_media_list_page, name="media"),
]
self_document_paths = [
    path("<int:pk>/file/", self_check_pages.self_document_file, name="file"),
    path("<int:pk>/remove/", self_check_pages.remove_self_document, name="remove"),
]
rating_paths = [
    path("", rating_pages.rating_page, name="register"),
    path("export/<slug:kind>/", rating_pages.export_rating, name="export"),
    path("order/", rating_pages.rating_order_page, name="order"),
    path("bring/", score_import_pages.import_certificates, name="bring"),
    path("blank/", score_import_pages.blank_scores_file, name="blank"),
]
