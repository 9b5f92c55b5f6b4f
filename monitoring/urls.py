"""The pages of the monitoring: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from monitoring import criteria_forms, forms, import_pages, rating_pages, sheet_pages, views
from monitoring.filters import RecommendationFilter, ResultFilter
from monitoring.models import (
    CriteriaSet,
    Document,
    Monitoring,
    Notice,
    Recommendation,
    Replacement,
    Result,
    SelfCheck,
    SelfDocument,
)
from office.generic import Book
from office.roles import Act

monitorings = Book(
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
    move_forms={"close": forms.CloseForm},
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/monitoring_detail.html",
    list_extra=views.rooms,
    record_extra=views.beside_monitoring,
    empty=_(
        "No monitoring yet. It begins with the body, the period and the commission; then the memo is written."
    ),
)

notices = Book(
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
    list_extra=views.rooms,
    record_extra=views.beside_notice,
    empty=_(
        "No monitoring has been announced to this body. A notice comes with the memo: which documents to prepare."
    ),
)

documents = Book(
    model=Document,
    space="documents",
    title=_("Documents"),
    new=_("Hand over a document"),
    pages=("create",),
    parent="notice",
    form=forms.DocumentForm,
)

replacements = Book(
    model=Replacement,
    space="replacements",
    title=_("Substitutes"),
    new=_("Name a substitute"),
    pages=("create",),
    parent="monitoring",
    form=forms.ReplacementForm,
    write=Act.MONITOR,
)

self_documents = Book(
    model=SelfDocument,
    space="self_documents",
    title=_("Documents of the self-check"),
    new=_("Add a document"),
    pages=("create",),
    parent="self_check",
    form=forms.SelfDocumentForm,
)

results = Book(
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
    list_extra=views.rooms,
    record_extra=views.beside_result,
    empty=_("No certificate yet. It is made when a commission has agreed on every criterion."),
)

recommendations = Book(
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
        "answer": forms.AnswerForm,
        "accept": forms.AcceptForm,
        "give_back": forms.GiveBackForm,
    },
    list_template="monitoring/monitoring_list.html",
    record_template="monitoring/recommendation_detail.html",
    list_extra=views.rooms,
    record_extra=views.beside_recommendation,
    empty=_("No recommendation yet. They are written beside a certificate."),
)

self_checks = Book(
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
    list_extra=views.rooms,
    record_extra=views.beside_self_check,
    empty=_("No self-check yet. Score yourselves before the commission comes: nobody else reads it."),
)

criteria = Book(
    model=CriteriaSet,
    space="criteria",
    title=_("Criteria"),
    new=_("Enter a later order"),
    columns=("name", "count", "valid_from", "valid_to"),
    sections=((_("Order"), ("name_ky", "name_ru", "code", "valid_from", "valid_to", "count")),),
    pages=("register", "record", "create"),
    form=criteria_forms.CriteriaSetForm,
    read=None,
    write=Act.MANAGE,
    record_template="monitoring/criteria_detail.html",
    record_extra=views.beside_criteria,
)

of_monitorings = [
    path("<int:pk>/score/", sheet_pages.score, name="score"),
    path("<int:pk>/bring/", import_pages.bring_own, name="bring"),
    path("<int:pk>/agree/", sheet_pages.agree, name="agree"),
    path("<int:pk>/paper/<slug:kind>/", views.monitoring_paper, name="paper"),
]
of_documents = [path("<int:pk>/file/", views.document_file, name="file")]
of_results = [path("<int:pk>/paper/<slug:kind>/", views.result_paper, name="paper")]
of_recommendations = [path("<int:pk>/proof/", views.proof, name="proof")]
of_self_checks = [
    path("<int:pk>/fill/", sheet_pages.fill, name="fill"),
    path("<int:pk>/paper/<slug:kind>/", views.self_check_paper, name="paper"),
]
of_self_documents = [
    path("<int:pk>/file/", views.self_document_file, name="file"),
    path("<int:pk>/remove/", views.remove_self_document, name="remove"),
]
of_rating = [
    path("", rating_pages.register, name="register"),
    path("export/<slug:kind>/", rating_pages.export, name="export"),
    path("order/", rating_pages.order, name="order"),
    path("bring/", import_pages.bring, name="bring"),
    path("blank/", import_pages.blank, name="blank"),
]

urlpatterns = [
    path("", include(([*monitorings.urls(), *of_monitorings], "monitorings"))),
    path(
        "notices/",
        include(
            (
                [
                    *notices.urls(),
                    path("<int:pk>/seen/", views.seen, name="seen"),
                    path("<int:pk>/take-over/", views.take_over, name="take_over"),
                ],
                "notices",
            )
        ),
    ),
    path(
        "substitutes/",
        include(
            (
                [*replacements.urls(), path("<int:pk>/take-back/", views.take_back, name="take_back")],
                "replacements",
            )
        ),
    ),
    path("self-documents/", include(([*self_documents.urls(), *of_self_documents], "self_documents"))),
    path("documents/", include(([*documents.urls(), *of_documents], "documents"))),
    path("certificates/", include(([*results.urls(), *of_results], "results"))),
    path("recommendations/", include(([*recommendations.urls(), *of_recommendations], "recommendations"))),
    path("self-checks/", include(([*self_checks.urls(), *of_self_checks], "self_checks"))),
    path("rating/", include((of_rating, "rating"))),
    path("criteria/", include((criteria.urls(), "criteria"))),
]
