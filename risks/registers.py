from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.lists.forms import ConsiderForm, OrderForm
from office.lists.in_force import lists_in_force_context
from office.registers.forms import GroundForm
from office.registers.register import Register
from office.roles import Act
from risks import forms, views
from risks.assessments import forms as assessments_forms
from risks.editions import forms as editions_forms
from risks.editions.models import ChangeGround, Edition
from risks.filters import CatalogueFilter, RiskFilter
from risks.library import pages as library_pages
from risks.method import forms as method_forms
from risks.models.assessment import Assessment
from risks.models.imports import RiskImport
from risks.models.method import CatalogueEntry, Indicator, Method
from risks.models.risk import Risk
from risks.papers import VILLAGE_LIST
from risks.signals import pages as signals_pages
from risks.subordinates import pages as subordinates_pages

# The screen shows the columns of the list in its order; the unit comes from the staffing table or in the
# body's own words.
LISTED_COLUMNS = tuple(
    "unit_words" if column.key == "unit" else column.key for column in VILLAGE_LIST.columns
)
risks = Register(
    model=Risk,
    space="risks",
    title=_("Register of corruption risks"),
    new=_("New risk"),
    columns=LISTED_COLUMNS,
    short_columns=("number", "matter", "category", "level", "holders"),
    levels=("level", "residual"),
    group=lambda risk: risk.kind.screen_heading,
    sections=(
        (_("As in the list"), ("kind", *LISTED_COLUMNS[1:], "note", "level_ground")),
        (_("Where it was found"), ("zone", "sector", "source_text")),
    ),
    form=forms.RiskForm,
    filters=RiskFilter,
    move_forms={"drop": GroundForm},
    bulk=("drop",),
    list_template="risks/risk_list.html",
    record_template="risks/risk_detail.html",
    list_extra=views.risk_list_context,
    record_extra=views.risk_context,
)
assessments = Register(
    model=Assessment,
    space="assessments",
    title=_("Assessment sheets"),
    new=_("New assessment sheet"),
    columns=("risk", "numbered", "assessed_on", "method", "points", "level", "outcome", "state"),
    levels=("level", "outcome"),
    sections=(
        (
            _("Assessment"),
            (
                "numbered",
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
        (_("Who scored and agreed"), ("scorer", "agreed_by", "meeting")),
    ),
    parent="risk",
    form=assessments_forms.AssessmentForm,
    write=Act.ASSESS,
    record_template="risks/assessment_detail.html",
    form_template="risks/assessment_form.html",
    record_extra=views.assessment_context,
)
imports = Register(
    model=RiskImport,
    space="imports",
    title=_("Imports"),
    new=_("Import from Word or Excel"),
    columns=("name", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    form=forms.RiskImportForm,
    record_template="office/import_detail.html",
    form_template="office/import_form.html",
    record_extra=views.dry_run.page,
    move_extra=views.dry_run.move_page,
)
editions = Register(
    model=Edition,
    space="editions",
    title=_("Editions of the list"),
    new=_("Begin an edition"),
    columns=("number", "form", "body", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (
            _("Edition"),
            ("form", "number", "ground", "ground_text", "begun_on", "meeting", "question", "approved_by"),
        ),
    ),
    form=editions_forms.RiskEditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="risks/edition_detail.html",
    list_template="office/edition_list.html",
    list_extra=lists_in_force_context(Edition, tuple(Edition.Form.values)),
    record_extra=views.risk_edition_context,
    empty=_("No edition has been begun. An edition takes the list to the working group and to the head."),
)
indicators = Register(
    model=Indicator,
    space="indicators",
    title=_("Indicators of likelihood"),
    new=_("New indicator"),
    columns=("name_ky", "name_ru", "valid_from", "valid_to"),
    sections=(("", ("name_ky", "name_ru", "valid_from", "valid_to")),),
    form=method_forms.IndicatorForm,
    read=None,
    write=Act.LEGAL,
    empty=_(
        "The official text of point 14 of the regulation has not been entered yet. Until then sheets "
        "are scored without indicators."
    ),
)
grounds = Register(
    model=ChangeGround,
    space="grounds",
    title=_("Grounds of changes"),
    new=_("Ground of the change"),
    pages=("create", "edit"),
    parent="risk",
    form=editions_forms.ChangeGroundForm,
)
methods = Register(
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
                "end_act",
            ),
        ),
    ),
    form=method_forms.MethodForm,
    read=None,
    write=Act.LEGAL,
)
catalogues = Register(
    model=CatalogueEntry,
    space="catalogues",
    title=_("Zones, sectors, sources, signs and barriers"),
    new=_("New line"),
    columns=("words", "catalogue", "valid_from", "valid_to"),
    sections=(("", ("catalogue", "name_ky", "name_ru", "valid_from", "valid_to")),),
    form=method_forms.CatalogueEntryForm,
    filters=CatalogueFilter,
    read=None,
    write=Act.LEGAL,
)
assessment_paths = [
    path("live/", views.show_assessment_result, name="live"),
    path("<int:pk>/paper.pdf", views.print_assessment, name="paper"),
    path("<int:pk>/paper.docx", views.print_assessment, {"kind": "docx"}, name="word"),
]
risk_paths = [
    path("<int:pk>/because/", library_pages.situation_reason_page, name="because"),
    path("<int:pk>/signals/", signals_pages.update_signal_link, name="hear"),
]
edition_paths = [path("<int:pk>/submit/", subordinates_pages.submission_page, name="submit")]
