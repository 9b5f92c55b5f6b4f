from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.law.registers import CONFIRMATION_COLUMNS, confirmation_context
from office.registers.register import Register
from office.roles import Act
from office.views import confirmation_view
from standards.expertise import forms as expertise_forms
from standards.expertise import pages as expertise_pages
from standards.expertise.models import DraftAct, Factor, FoundFactor

expertises = Register(
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
    form=expertise_forms.DraftActForm,
    move_forms={"conclude": expertise_forms.ConcludeForm, "answer": expertise_forms.ExpertiseAnswerForm},
    record_template="standards/draftact_detail.html",
    record_extra=expertise_pages.expertise_context,
    empty=_("No draft has been registered. Drafts of acts are examined for factors of corruption (18.1)."),
)

found_factors = Register(
    model=FoundFactor,
    space="found_factors",
    title=_("Factors found"),
    new=_("Enter a factor"),
    pages=("create", "edit"),
    write=Act.SETTLE,
    parent="draft",
    form=expertise_forms.FoundFactorForm,
    keeps=lambda person, found: found.draft.is_editable,
)

factors = Register(
    model=Factor,
    space="factors",
    title=_("Factors of corruption in drafts"),
    new=_("New factor"),
    columns=("name", "valid_from", "valid_to", "standing"),
    sections=(("", ("code", "name_ky", "name_ru", "valid_from", "valid_to")), ("", CONFIRMATION_COLUMNS)),
    read=Act.MANAGE,
    write=Act.LEGAL,
    form=expertise_forms.FactorForm,
    record_extra=confirmation_context,
)

expertise_paths = [
    path("<int:pk>/paper.<slug:kind>", expertise_pages.conclusion_paper_page(expertises), name="paper")
]

factor_paths = [path("<int:pk>/confirm/", confirmation_view(factors), name="confirm")]
