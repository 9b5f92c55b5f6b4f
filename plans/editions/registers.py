from django.utils.translation import gettext_lazy as _

from office.lists.forms import ConsiderForm, OrderForm
from office.registers.register import Register
from plans import paper_pages as pages
from plans.editions import forms as editions_forms
from plans.editions.models import PlanEdition

editions = Register(
    model=PlanEdition,
    space="plan_editions",
    title=_("Editions of plans"),
    new=_("Begin an edition"),
    columns=("number", "plan", "ground", "begun_on", "status", "approved_by"),
    sections=(
        (
            _("Edition"),
            ("plan", "number", "ground", "ground_text", "begun_on", "meeting", "question", "approved_by"),
        ),
    ),
    parent="plan",
    form=editions_forms.PlanEditionForm,
    move_forms={"consider": ConsiderForm, "order": OrderForm},
    record_template="plans/planedition_detail.html",
    record_extra=pages.edition_pages.beside,
    empty=_("No edition has been begun. An edition takes a plan to the working group and to the head."),
)
