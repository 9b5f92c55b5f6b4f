"""The pages of the employee's desk and of the registers behind it: one table a namespace."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from office.books import CONFIRMED, confirmation
from office.generic import Book
from office.roles import Act
from office.views import confirm
from standards import (
    desk_pages,
    expertise_pages,
    forms_desk,
    forms_papers,
    person_pages,
    report_pages,
)
from standards.filters_desk import ToldFilter
from standards.models.desk import Conflict, Declaration, Gift, Kin, Relative
from standards.models.expertise import DraftAct, Factor, FoundFactor
from standards.models.reference import Reference
from standards.models.walled import Protection, Report

COLUMNS = ("sign", "given_on", "author")
STANDING = ("state", "term")
DECISION = ("measure", "decision", "decided_on", "decided_by")
PROOF = ("proof", "proof_order", "proved_on", "proved_by")


def own(person, row):
    """A draft is its author's alone."""
    return row.may_give(person)


# Who reads is said by the rows: their author, and whom the point names (`ToldQuerySet.visible_to`).
TOLD = {
    "read": None,
    "write": Act.TELL,
    "keeps": own,
    "record_template": "standards/told_detail.html",
    "form_template": "standards/told_form.html",
    "record_extra": desk_pages.beside,
    "filters": ToldFilter,
    "list_extra": desk_pages.ways_out,
    "list_template": "standards/told_list.html",
    "empty": _(
        "Nothing here that you may read. What you told yourself and what is addressed to you stands here."
    ),
}


conflicts = Book(
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
    form=forms_desk.ConflictForm,
    move_forms={"decide": forms_desk.ConflictDecideForm, "prove": forms_desk.ProveForm},
    **TOLD,
)

relatives = Book(
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
    form=forms_desk.RelativeForm,
    move_forms={"decide": forms_desk.DecideForm, "prove": forms_desk.ProveForm},
    **TOLD,
)

gifts = Book(
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
    form=forms_desk.GiftForm,
    move_forms={"decide": forms_desk.OutcomeForm, "prove": forms_desk.ProveForm},
    **TOLD,
)

declarations = Book(
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
    form=forms_desk.DeclarationForm,
    move_forms={"decide": forms_desk.CommissionForm, "prove": forms_desk.ProveForm},
    **{**TOLD, "list_extra": person_pages.beside_declarations},
)

reports = Book(
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
    form=forms_desk.ReportForm,
    pages=("register", "record", "move"),
    move_forms={
        "give": forms_desk.WarnedForm,
        "decide": forms_desk.ReportOutcomeForm,
        "prove": forms_desk.ProveForm,
    },
    **{
        **TOLD,
        "record_template": "standards/report_detail.html",
        "record_extra": report_pages.beside,
        "list_extra": report_pages.way_in,
    },
)

protections = Book(
    model=Protection,
    space="protections",
    title=_("Measures of protection"),
    new=_("Measure of protection"),
    pages=("create",),
    read=None,
    write=Act.SETTLE,
    parent="report",
    form=forms_desk.ProtectionForm,
)

kin = Book(
    model=Kin,
    space="kin",
    title=_("Close relationships"),
    new=_("New relationship"),
    columns=("name", "close", "valid_from", "valid_to"),
    sections=(("", ("code", "name_ky", "name_ru", "close", "valid_from", "valid_to")),),
    read=Act.MANAGE,
    write=Act.MANAGE,
    form=forms_desk.KinForm,
)

# --- Papers of the desk: the reference of a person, the expertise of drafts -----------------------------------------------------

references = Book(
    model=Reference,
    space="references",
    title=_("References of people"),
    new=_("Ask for a reference"),
    columns=("person", "occasion", "note", "asked_at", "asked_by"),
    sections=((_("The reference"), ("person", "occasion", "note", "asked_at", "asked_by")),),
    pages=("register", "record", "create"),
    read=Act.DECIDE,
    write=Act.DECIDE,
    form=forms_papers.ReferenceForm,
    record_template="standards/reference_detail.html",
    record_extra=person_pages.beside,
    empty=_(
        "No reference has been asked for. It is due at a promotion, a title, a class rank or an award (18.4)."
    ),
)

expertises = Book(
    model=DraftAct,
    space="expertises",
    title=_("Expertise of drafts of acts"),
    new=_("Register a draft"),
    columns=("sign", "title", "kind", "received_on", "source", "state", "answer"),
    sections=(
        (_("The draft"), ("title", "kind", "source", "drafter", "received_on")),
        (_("Conclusion"), ("conclusion", "concluded_on", "concluded_by")),
        (_("Answer of the author"), ("answer", "answer_words", "answered_on", "answered_by")),
    ),
    read=None,
    write=Act.SETTLE,
    form=forms_papers.DraftActForm,
    move_forms={"conclude": forms_papers.ConcludeForm, "answer": forms_papers.AnswerForm},
    record_template="standards/draftact_detail.html",
    record_extra=expertise_pages.beside,
    empty=_("No draft has been registered. Drafts of acts are examined for factors of corruption (18.1)."),
)

found_factors = Book(
    model=FoundFactor,
    space="found_factors",
    title=_("Factors found"),
    new=_("Enter a factor"),
    pages=("create", "edit"),
    write=Act.SETTLE,
    parent="draft",
    form=forms_papers.FoundFactorForm,
    keeps=lambda person, found: found.draft.is_editable,
)

factors = Book(
    model=Factor,
    space="factors",
    title=_("Factors of corruption in drafts"),
    new=_("New factor"),
    columns=("name", "valid_from", "valid_to", "standing"),
    sections=(("", ("code", "name_ky", "name_ru", "valid_from", "valid_to")), ("", CONFIRMED)),
    read=Act.MANAGE,
    write=Act.MANAGE,
    form=forms_papers.FactorForm,
    record_extra=confirmation(lambda: factors),
)


def room(book, *more, at=""):
    """The pages of a register of the desk under its namespace, at an address of the same name or `at`."""
    drop = path("<int:pk>/drop/", desk_pages.drop(book), name="drop")
    copies = path("export.<slug:kind>", desk_pages.export(book), name="export")
    proof = path("<int:pk>/proof/", desk_pages.proof(book), name="proof")
    return path(f"{at or book.space}/", include(([*book.urls(), drop, copies, proof, *more], book.space)))


urlpatterns = [
    path("desk/", include(([path("", desk_pages.page, name="page")], "desk"))),
    room(conflicts),
    room(relatives),
    room(gifts),
    room(declarations, path("missing/", person_pages.missing, name="missing")),
    room(
        reports,
        path("new/", report_pages.create(reports), name="create"),
        path("<int:pk>/edit/", report_pages.edit(reports), name="edit"),
        at="corruption",  # «reports» are the officer's yearly ones
    ),
    path("protections/", include((protections.urls(), "protections"))),
    path("kin/", include((kin.urls(), "kin"))),
    path(
        "references/",
        include(
            (
                [
                    *references.urls(),
                    path("<int:pk>/open/", person_pages.open_paper(references), name="open"),
                ],
                "references",
            )
        ),
    ),
    path(
        "expertises/",
        include(
            (
                [
                    *expertises.urls(),
                    path("<int:pk>/paper.<slug:kind>", expertise_pages.paper(expertises), name="paper"),
                ],
                "expertises",
            )
        ),
    ),
    path("found-factors/", include((found_factors.urls(), "found_factors"))),
    path(
        "factors/",
        include(([*factors.urls(), path("<int:pk>/confirm/", confirm(factors), name="confirm")], "factors")),
    ),
]
