"""The pages of the staffing table and of the list of corruption-prone positions: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.edition_forms import ConsiderForm, OrderForm
from office.forms import GroundForm
from office.generic import Book
from positions import forms, views
from positions.filters import ExposureFilter, PostFilter
from positions.models import (
    Exposure,
    Finding,
    PositionEdition,
    PositionImport,
    Post,
    Sign,
    Survey,
    YearReport,
)

posts = Book(
    model=Post,
    space="posts",
    title=_("Staffing table"),
    new=_("New post"),
    columns=("name_ky", "unit", "count_words", "listed_level", "state"),
    levels=("listed_level",),
    order=Post.ORDER,
    sections=(
        (_("As in the staffing table"), ("unit", "name_ky", "name_ru", "count_words", "powers", "closed_on")),
    ),
    form=forms.PostForm,
    filters=PostFilter,
    move_forms={"close": forms.CloseForm},
    list_template="positions/post_list.html",
    record_template="positions/post_detail.html",
    list_extra=views.beside_posts,
    record_extra=views.beside_post,
)

exposures = Book(
    model=Exposure,
    space="exposures",
    title=_("List of corruption-prone positions"),
    new=_("Describe the exposure of a post"),
    columns=("post", "unit", "powers", "areas", "level"),
    levels=("level", "freedom", "contact"),
    parent="post",
    sections=(
        (_("As in the list (281 annex 2)"), ("post", "powers", "areas", "level", "given_reason")),
        (
            _("Why this post was chosen (281 p. 9)"),
            ("freedom", "freedom_reason", "contact", "contact_reason"),
        ),
    ),
    form=forms.ExposureForm,
    filters=ExposureFilter,
    move_forms={"drop": GroundForm},
    list_template="positions/exposure_list.html",
    record_template="positions/exposure_detail.html",
    form_template="positions/exposure_form.html",
    list_extra=views.beside_exposures,
    record_extra=views.beside_exposure,
)

editions = Book(
    model=PositionEdition,
    space="position_editions",
    title=_("Editions of the list of corruption-prone positions"),
    new=_("Begin an edition"),
    columns=("number", "body", "ground", "begun_on", "status", "approved_by"),
    sections=((_("Edition"), ("number", "ground", "ground_text", "begun_on", "meeting", "approved_by")),),
    form=forms.EditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="office/edition_detail.html",
    record_extra=views.edition_pages.beside,
    empty=_("No edition has been begun. An edition takes the list to the working group and to the head."),
)

imports = Book(
    model=PositionImport,
    space="position_imports",
    title=_("Imports of posts"),
    new=_("Import from Word or Excel"),
    columns=("name", "kind", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    form=forms.ImportForm,
    record_template="office/import_detail.html",
    form_template="positions/import_form.html",
    record_extra=views.dry_run.page,
)

signs = Book(
    model=Sign,
    space="signs",
    title=_("Indicators of conduct"),
    new=_("New indicator"),
    columns=("name_ky", "dropped_on"),
    sections=(("", ("name_ky", "name_ru", "dropped_on")),),
    form=forms.SignForm,
    list_template="positions/sign_list.html",
    list_extra=views.beside_signs,
    empty=_("The set of indicators is empty. Begin with the fifteen signs of point 10 or write your own."),
)

surveys = Book(
    model=Survey,
    space="surveys",
    title=_("Surveys"),
    new=_("New survey"),
    columns=("title_ky", "post", "opened_on", "closed_on", "reply_count", "state"),
    sections=(("", ("title_ky", "title_ru", "post", "opened_on", "closed_on")),),
    form=forms.SurveyForm,
    record_template="positions/survey_detail.html",
    record_extra=views.beside_survey,
    empty=_(
        "No survey yet. People who dealt with the officials answer by a link or a QR code, without an account and without a trace."
    ),
)

findings = Book(
    model=Finding,
    space="findings",
    title=_("Materials and proposals"),
    new=_("New material or proposal"),
    columns=("text", "kind", "post", "found_on", "outcome"),
    sections=(("", ("kind", "post", "sign", "found_on", "text", "source", "outcome")),),
    form=forms.FindingForm,
)

year_reports = Book(
    model=YearReport,
    space="year_reports",
    title=_("Yearly reports on the monitoring"),
    new=_("Begin the report of a year"),
    columns=("year", "state", "meeting"),
    sections=(("", ("year", "meeting")),),
    form=forms.YearReportForm,
    move_forms={"hear": forms.HearForm},
    record_template="positions/yearreport_detail.html",
    record_extra=views.beside_report,
)

urlpatterns = [
    path(
        "",
        include(
            (
                [*exposures.urls(), path("export/<slug:kind>/", views.export_exposures, name="export")],
                "exposures",
            )
        ),
    ),
    path(
        "posts/",
        include(
            (
                [
                    *posts.urls(),
                    path("export/<slug:kind>/", views.export_posts, name="export"),
                    path("<int:pk>/throw-away/", views.throw_away(posts), name="throw_away"),
                ],
                "posts",
            )
        ),
    ),
    path("editions/", include(([*editions.urls(), *views.edition_pages.urls()], "position_editions"))),
    path(
        "imports/",
        include(
            (
                [*imports.urls(), path("<int:pk>/decide/", views.dry_run.decide(), name="decide")],
                "position_imports",
            )
        ),
    ),
    path(
        "signs/",
        include(([path("take/", views.take_signs, name="take"), *signs.urls()], "signs")),
    ),
    path("surveys/", include((surveys.urls(), "surveys"))),
    path("findings/", include((findings.urls(), "findings"))),
    path(
        "reports/",
        include(
            (
                [
                    *year_reports.urls(),
                    path("<int:pk>/paper.<slug:kind>", views.report_paper(year_reports), name="paper"),
                ],
                "year_reports",
            )
        ),
    ),
]
