from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from plans.copies import forms as copies_forms
from plans.models.plan import Plan

year_plans = Register(
    model=Plan,
    space="yearly_plans",
    title=_("Plans of a year"),
    new=_("Take the plan of a year"),
    pages=("create",),
    parent="parent",
    form=copies_forms.YearPlanForm,
)

next_stages = Register(
    model=Plan,
    space="next_stages",
    title=_("Next stages"),
    new=_("Take over into stage II"),
    pages=("create",),
    parent="parent",
    form=copies_forms.NextStageForm,
)
