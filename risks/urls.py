"""The pages of the register of risks: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.edition_forms import ConsiderForm, OrderForm
from office.forms import GroundForm
from office.generic import Book
from office.roles import Act
from risks import forms, urls_group, views
from risks.filters import CatalogueFilter, RiskFilter
from risks.models import (
    Assessment,
    CatalogueEntry,
    ChangeGround,
    Edition,
    Indicator,
    Method,
    Risk,
    RiskImport,
)
from risks.papers import VILLAGE_LIST

# The screen shows the columns of the list in its order; the unit comes from the staffing table or in the body's own words.
LISTED = tuple("unit_words" if column.key == "unit" else column.key for column in VILLAGE_LIST.columns)

risks = Book(
    model=Risk,
    space="risks",
    title=_("Register of corruption risks"),
    new=_("New risk"),
    columns=LISTED,
    levels=("level", "residual"),
    group=lambda risk: risk.kind.heading,
    order=("kind__position", "position", "pk"),
    sections=(
        (_("As in the list"), ("kind", *LISTED[1:], "note")),
        (_("Where it was found"), ("zone", "sector", "source_text")),
    ),
    form=forms.RiskForm,
    filters=RiskFilter,
    move_forms={"drop": GroundForm},
    list_template="risks/risk_list.html",
    record_template="risks/risk_detail.html",
    list_extra=views.beside_register,
    record_extra=views.beside_risk,
)

assessments = Book(
    model=Assessment,
    space="assessments",
    title=_("Assessment sheets"),
    new=_("New assessment sheet"),
    columns=("risk", "assessed_on", "method", "points", "level", "outcome", "state"),
    levels=("level", "outcome"),
    sections=(
        (
            _("Assessment"),
            (
                "assessed_on",
                "method",
                "likelihood",
                "likelihood_reason",
                "harm",
                "harm_reason",
                "points",
                "level",
            ),
        ),
        (
            _("Internal control and residual risk (§5)"),
            ("control", "effectiveness", "outcome", "residual_reason"),
        ),
        (_("Proposed measures"), ("measures",)),
    ),
    parent="risk",
    form=forms.AssessmentForm,
    write=Act.ASSESS,
    record_template="risks/assessment_detail.html",
    form_template="risks/assessment_form.html",
    record_extra=views.beside_sheet,
)

imports = Book(
    model=RiskImport,
    space="imports",
    title=_("Imports"),
    new=_("Import from Word or Excel"),
    columns=("name", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    form=forms.ImportForm,
    record_template="office/import_detail.html",
    form_template="office/import_form.html",
    record_extra=views.dry_run.page,
)

editions = Book(
    model=Edition,
    space="editions",
    title=_("Editions of the list"),
    new=_("Begin an edition"),
    columns=("number", "form", "body", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (_("Edition"), ("form", "number", "ground", "ground_text", "begun_on", "meeting", "approved_by")),
    ),
    form=forms.EditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="risks/edition_detail.html",
    record_extra=views.beside_edition,
    empty=_("No edition has been begun. An edition takes the list to the working group and to the head."),
)

indicators = Book(
    model=Indicator,
    space="indicators",
    title=_("Indicators of likelihood"),
    new=_("New indicator"),
    columns=("name_ky", "name_ru", "valid_from", "valid_to"),
    sections=(("", ("name_ky", "name_ru", "valid_from", "valid_to")),),
    form=forms.ReferenceForm,
    read=None,
    write=Act.MANAGE,
    empty=_(
        "The official text of point 14 of the regulation has not been entered yet. Until then sheets are scored without indicators."
    ),
)

grounds = Book(
    model=ChangeGround,
    space="grounds",
    title=_("Grounds of changes"),
    new=_("Ground of the change"),
    pages=("create", "edit"),
    parent="risk",
    form=forms.ChangeGroundForm,
)

methods = Book(
    model=Method,
    space="methods",
    title=_("Methods of assessment"),
    new=_("New method"),
    columns=("code", "words", "band_words", "residual_steps", "valid_from", "valid_to"),
    sections=(
        (
            "",
            (
                "code",
                "name_ky",
                "name_ru",
                "uses_points",
                "band_words",
                "residual_steps",
                "valid_from",
                "valid_to",
            ),
        ),
    ),
    form=forms.MethodForm,
    read=None,
    write=Act.MANAGE,
)

catalogues = Book(
    model=CatalogueEntry,
    space="catalogues",
    title=_("Zones, sectors, sources, signs and barriers"),
    new=_("New line"),
    columns=("words", "catalogue", "valid_from", "valid_to"),
    sections=(("", ("catalogue", "name_ky", "name_ru", "valid_from", "valid_to")),),
    form=forms.CatalogueForm,
    filters=CatalogueFilter,
    read=None,
    write=Act.MANAGE,
)

urlpatterns = [
    path(
        "",
        include(
            (
                [
                    *risks.urls(),
                    path("export/<slug:kind>/", views.export, name="export"),
                    path("pictures/", views.pictures, name="pictures"),
                    *urls_group.of_a_risk,
                ],
                "risks",
            )
        ),
    ),
    path(
        "assessments/",
        include(
            (
                [
                    *assessments.urls(),
                    path("live/", views.live, name="live"),
                    path("<int:pk>/paper.pdf", views.sheet_paper, name="paper"),
                ],
                "assessments",
            )
        ),
    ),
    path(
        "imports/",
        include(
            ([*imports.urls(), path("<int:pk>/decide/", views.dry_run.decide(), name="decide")], "imports")
        ),
    ),
    path(
        "editions/",
        include(
            (
                [
                    *editions.urls(),
                    *views.edition_pages.urls(),
                    *urls_group.of_an_edition,
                ],
                "editions",
            )
        ),
    ),
    path("grounds/", include((grounds.urls(), "grounds"))),
    path("indicators/", include((indicators.urls(), "indicators"))),
    path("methods/", include((methods.urls(), "methods"))),
    path("catalogues/", include((catalogues.urls(), "catalogues"))),
    *urls_group.urlpatterns,
]
