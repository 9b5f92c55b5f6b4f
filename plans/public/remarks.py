"""Citizens' remarks on a plan: no account, no cookie, no trace of the sender."""

import django_filters as filters
from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.registers.forms import text_area
from office.tickets import TicketDesk, TooMany
from plans.models.measure import Measure
from plans.models.plan import Plan
from plans.public.models import Remark

DESK = TicketDesk("plan-remark", a_minute=20)
A_DAY = 200  # remarks on one plan


class RemarkForm(forms.Form):
    """What a person writes; to be answered, a way to reach him, if he likes."""

    text = forms.CharField(
        label=gettext_lazy("Your remark"),
        max_length=3000,
        widget=text_area(6),
        error_messages={"required": gettext_lazy("Write your remark.")},
    )
    contact = forms.CharField(
        label=gettext_lazy("How to answer you (if you wish)"), max_length=200, required=False
    )


class RemarkFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=gettext_lazy("state"), choices=Remark.State.choices, empty_label=gettext_lazy("all")
    )
    plan = filters.ModelChoiceFilter(
        label=gettext_lazy("plan"),
        queryset=lambda request: Plan.objects.of(request.organisation).without_copies(),
        empty_label=gettext_lazy("all"),
    )

    class Meta:
        model = Remark
        fields = ["state", "plan"]


def measure_by_key(plan, pk) -> Measure | None:
    """The measure of the plan that `?measure=` names; None for any other."""
    return plan.measures.filter(pk=pk).first() if pk and str(pk).isdigit() and len(str(pk)) < 10 else None


def accept_remark(page, form, measure, signed) -> str:
    """Store the remark of a valid form, once per ticket. Returns the sentence that says why it was refused,
    else "".

    TooMany when the limit is reached.
    """
    try:
        nonce = DESK.nonce(signed, page.pk)
    except signing.BadSignature:
        return _(
            "The page was open for too long or was sent at once. Your words are still here: send "
            "them once more."
        )
    DESK.admit()
    if page.plan.remarks.filter(day=clock.today()).count() >= A_DAY:
        raise TooMany
    if DESK.first_time(nonce):  # sent twice by one press: the first one counts
        Remark.objects.create(
            organisation=page.organisation,
            plan=page.plan,
            measure=measure,
            text=form.cleaned_data["text"].strip(),
            contact=form.cleaned_data["contact"].strip(),
        )
    return ""
