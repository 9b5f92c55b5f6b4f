"""Open and close the public page of a plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from office.registers.rows import lock_row
from office.registers.workflow import Refused
from plans.public.models import PlanPage


@transaction.atomic
def toggle_open_page(plan, *, by):
    """Open or close the public page of a plan. Refused for a draft. Returns the plan."""
    lock_row(plan)
    page = PlanPage.objects.of(plan.organisation).filter(plan=plan).first()
    if page:
        page.delete()
        return plan
    if plan.is_draft:
        raise Refused(_("A plan is shown to everyone once it is approved."))
    PlanPage.objects.create(organisation=plan.organisation, plan=plan, opened_by=by)
    return plan
