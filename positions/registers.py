from django.utils.translation import gettext_lazy as _

from office.lists.forms import ConsiderForm, OrderForm
from office.lists.in_force import lists_in_force_context
from office.registers.forms import GroundForm
from office.registers.register import Deletion, Register
from positions import forms, views
from positions.actions import delete_post
from positions.editions.models import PositionEdition
from positions.filters import ExposureFilter, PostFilter
from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.monitoring import Finding, Sign, Survey, YearReport
from positions.models.posts import Post
from positions.papers import ANNEX_2

posts = Register(
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
    deletion=Deletion(
        act=delete_post,
        label=_("Delete the post"),
        consequence=_(
            "For a post entered by mistake. A post that has really been there is closed, not deleted."
        ),
    ),
    filters=PostFilter,
    move_forms={"close": forms.PostCloseForm},
    list_template="positions/post_list.html",
    record_template="positions/post_detail.html",
    list_extra=views.post_list_context,
    record_extra=views.post_context,
)
exposures = Register(
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
    list_extra=views.exposure_list_context,
    record_extra=views.exposure_context,
)
editions = Register(
    model=PositionEdition,
    space="position_editions",
    title=_("Editions of the list of corruption-prone positions"),
    new=_("Begin an edition"),
    columns=("number", "body", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (_("Edition"), ("number", "ground", "ground_text", "begun_on", "meeting", "question", "approved_by")),
    ),
    form=forms.PositionEditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    list_template="office/edition_list.html",
    list_extra=lists_in_force_context(PositionEdition, (ANNEX_2.form,)),
    record_template="office/edition_detail.html",
    record_extra=views.edition_pages.beside,
    empty=_("No edition has been begun. An edition takes the list to the working group and to the head."),
)
imports = Register(
    model=PositionImport,
    space="position_imports",
    title=_("Imports of posts"),
    new=_("Import from Word or Excel"),
    columns=("name", "kind", "read_at", "read_by", "state"),
    pages=("register", "record", "create", "move"),
    form=forms.PositionImportForm,
    record_template="office/import_detail.html",
    form_template="positions/import_form.html",
    record_extra=views.dry_run.page,
    move_extra=views.dry_run.move_page,
)
signs = Register(
    model=Sign,
    space="signs",
    title=_("Indicators of conduct"),
    new=_("New indicator of conduct"),
    columns=("name_ky", "dropped_on"),
    sections=(("", ("name_ky", "name_ru", "dropped_on")),),
    form=forms.SignForm,
    list_template="positions/sign_list.html",
    list_extra=views.sign_list_context,
    empty=_("The set of indicators is empty. Begin with the fifteen signs of point 10 or write your own."),
)
surveys = Register(
    model=Survey,
    space="surveys",
    title=_("Surveys"),
    new=_("New survey"),
    columns=("title_ky", "post", "opened_on", "closed_on", "reply_count", "state"),
    sections=(("", ("title_ky", "title_ru", "post", "by_slips", "opened_on", "closed_on")),),
    form=forms.SurveyForm,
    record_template="positions/survey_detail.html",
    record_extra=views.survey_context,
    empty=_(
        "No survey yet. People who dealt with the officials answer by a link or a QR code, without an "
        "account and without a trace."
    ),
)
findings = Register(
    model=Finding,
    space="findings",
    title=_("Materials and proposals"),
    new=_("New material or proposal"),
    columns=("text", "kind", "post", "found_on", "outcome"),
    sections=(("", ("kind", "post", "sign", "found_on", "text", "source", "outcome")),),
    form=forms.FindingForm,
)
year_reports = Register(
    model=YearReport,
    space="year_reports",
    title=_("Yearly reports on the monitoring"),
    new=_("Begin the report of a year"),
    columns=("year", "state", "meeting"),
    sections=(("", ("year", "meeting")),),
    form=forms.YearReportForm,
    move_forms={"hear": forms.YearReportHearingForm},
    record_template="positions/yearreport_detail.html",
    record_extra=views.year_report_context,
)
