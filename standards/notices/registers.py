"""The pages of the employee's desk and of the registers behind it: one table a namespace."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from standards.notices import declaration_pages, report_pages
from standards.notices import forms as notices_forms
from standards.notices import pages as notices_pages
from standards.notices.filters import NoticeFilter
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Protection, Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Kin, Relative

COLUMNS = ("sign", "given_on", "author")
STANDING = ("state", "term")
DECISION = ("measure", "decision", "decided_on", "decided_by")
PROOF = ("proof", "proof_order", "proved_on", "proved_by")


def may_keep_draft(person, row):
    """A draft is its author's alone."""
    return row.may_give(person)


# Who reads is said by the rows: their author, and whom the point names (`EmployeeNoticeQuerySet.visible_to`).
NOTICE_REGISTER = {
    "read": None,
    "write": Act.TELL,
    "keeps": may_keep_draft,
    "record_template": "standards/told_detail.html",
    "form_template": "standards/told_form.html",
    "record_extra": notices_pages.employee_notice_context,
    "filters": NoticeFilter,
    "list_extra": notices_pages.notice_list_context,
    "list_template": "standards/told_list.html",
    "empty": _(
        "Nothing here that you may read. What you told yourself and what is addressed to you stands here."
    ),
}


conflicts = Register(
    model=Conflict,
    space="conflicts",
    title=_("Conflicts of interest"),
    new=_("Notice of a conflict of interest"),
    columns=(*COLUMNS, "interest", "measure", *STANDING),
    sections=(
        (
            _("The conflict"),
            ("author", "given_on", "interest", "duty", "post", "arose_on", "proposal", "about_head"),
        ),
        (_("Decision"), ("addressee", *DECISION)),
        (_("Proof"), PROOF),
    ),
    form=notices_forms.ConflictForm,
    move_forms={"decide": notices_forms.ConflictDecisionForm, "prove": notices_forms.NoticeProofForm},
    **NOTICE_REGISTER,
)

relatives = Register(
    model=Relative,
    space="relatives",
    title=_("Relatives in subordination"),
    new=_("Notice of a relative in subordination"),
    columns=(*COLUMNS, "relative", "kin", "direction", "measure", *STANDING),
    sections=(
        (
            _("The relative"),
            (
                "author",
                "given_on",
                "relative",
                "kin",
                "relative_post",
                "direction",
                "since",
                "about_head",
                "note",
            ),
        ),
        (_("Decision"), ("addressee", *DECISION)),
        (_("Proof"), PROOF),
    ),
    form=notices_forms.RelativeForm,
    move_forms={"decide": notices_forms.NoticeDecisionForm, "prove": notices_forms.NoticeProofForm},
    **NOTICE_REGISTER,
)

gifts = Register(
    model=Gift,
    space="gifts",
    title=_("Gifts"),
    new=_("Notice of a gift"),
    columns=(*COLUMNS, "kind", "what", "worth", "measure", *STANDING),
    sections=(
        (
            _("The gift"),
            ("author", "given_on", "kind", "what", "worth", "giver", "happened_on", "occasion", "place"),
        ),
        (_("Decision"), ("addressee", *DECISION)),
        (_("Proof"), PROOF),
    ),
    form=notices_forms.GiftForm,
    move_forms={"decide": notices_forms.GiftOutcomeForm, "prove": notices_forms.NoticeProofForm},
    **NOTICE_REGISTER,
)

declarations = Register(
    model=Declaration,
    space="declarations",
    title=_("Declarations of interests"),
    new=_("Declaration of interests"),
    columns=("sign", "filer", "reason", "filed_on", "measure", "commission_day", *STANDING),
    sections=(
        (_("Declaration of interests"), ("filer", "reason", "filed_on", "way", "interests")),
        (_("Decision"), ("addressee", "measure", "commission_day", "decision", "decided_by")),
        (_("Proof"), PROOF),
    ),
    form=notices_forms.DeclarationForm,
    move_forms={"decide": notices_forms.DeclarationFindingForm, "prove": notices_forms.NoticeProofForm},
    **{**NOTICE_REGISTER, "list_extra": declaration_pages.declaration_list_context},
)

reports = Register(
    model=Report,
    space="reports",
    title=_("Reports of corruption"),
    new=_("Report of corruption"),
    columns=("sign", "given_on", "kind", "reporter", "accused", "measure", *STANDING),
    sections=(
        (
            _("What is reported"),
            ("kind", "reporter", "given_on", "what", "happened_on", "place", "evidence", "provision"),
        ),
        (_("About whom"), ("accused", "about")),
        (_("Decision"), ("addressee", *DECISION)),
        (_("Proof"), PROOF),
    ),
    form=notices_forms.ReportForm,
    pages=("register", "record", "move"),
    move_forms={
        "give": notices_forms.ReportWarningForm,
        "decide": notices_forms.ReportOutcomeForm,
        "prove": notices_forms.NoticeProofForm,
    },
    **{
        **NOTICE_REGISTER,
        "record_template": "standards/report_detail.html",
        "record_extra": report_pages.corruption_report_context,
        "list_extra": report_pages.report_list_context,
    },
)

protections = Register(
    model=Protection,
    space="protections",
    title=_("Measures of protection"),
    new=_("Measure of protection"),
    pages=("create",),
    read=None,
    write=Act.SETTLE,
    parent="report",
    form=notices_forms.ProtectionForm,
)

kin = Register(
    model=Kin,
    space="kin",
    title=_("Close relationships"),
    new=_("New relationship"),
    columns=("name", "close", "valid_from", "valid_to"),
    sections=(("", ("code", "name_ky", "name_ru", "close", "valid_from", "valid_to")),),
    read=Act.MANAGE,
    write=Act.LEGAL,
    form=notices_forms.KinForm,
)


# Addresses beside the pages of a register; `standards/urls.py` binds them.
report_paths = [
    path("new/", report_pages.report_create_page(reports), name="create"),
    path("<int:pk>/edit/", report_pages.report_edit_page(reports), name="edit"),
]


def notice_paths(register):
    """The addresses every register of notices has beside its own pages."""
    return [
        path("<int:pk>/drop/", notices_pages.draft_deletion_page(register), name="drop"),
        path("export.<slug:kind>", notices_pages.register_export_page(register), name="export"),
        path("<int:pk>/proof/", notices_pages.proof_file_page(register), name="proof"),
    ]
