"""Which list is in force on a day: the edition under an order, or a list that an order on paper approved."""

from datetime import date
from typing import NamedTuple

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.lists.models import ListEdition
from office.lists.paper_lists import PaperList
from office.registers.forms import DateInput
from office.registers.links import Link
from office.roles import Act, may


class InForceForm(forms.Form):
    """The day whose list is asked for."""

    on = forms.DateField(label=_("in force on the day"), widget=DateInput)


class ListInForce(NamedTuple):
    """The list of one form in force, with the order that approved it in words."""

    form: str
    text: str
    url: str
    day: date
    edition: ListEdition | None


def list_in_force(editions: type[ListEdition], organisation, form: str, day: date) -> ListInForce | None:
    """The list of `form` in force on `day`: the latest approved until then, if its order still held."""
    newest = editions.objects.of(organisation).newest_on(day).filter(annex__form=form)
    edition = newest.order_by("-annex__order__date", "-number").first()
    paper = PaperList.objects.of(organisation).filter(form=form).in_force_on(day).first()
    if edition and (paper is None or edition.order.date >= paper.date):
        if edition.order.ended_on and edition.order.ended_on <= day:
            return None
        text = f"{edition} ({edition.approved_by})"
        return ListInForce(form, text, edition.get_absolute_url(), edition.order.date, edition)
    return ListInForce(form, str(paper), paper.get_absolute_url(), paper.date, None) if paper else None


def lists_in_force_context(editions: type[ListEdition], forms: tuple[str, ...]):
    """A `list_extra` of a register of editions: what was in force on the day asked for (`?on=`, today),
    and the way to the lists approved on paper.
    """

    def context(request, rows):
        organisation = request.organisation
        form = InForceForm(request.GET or None)
        day = form.cleaned_data["on"] if form.is_valid() else clock.today()
        found = [list_in_force(editions, organisation, form, day) for form in forms] if organisation else []
        keeps = organisation and may(request.user, Act.KEEP, organisation)
        return {
            "day_form": InForceForm(initial={"on": day}),
            "day": day,
            "in_force": [Link(one.text, one.url) for one in found if one],
            "on_paper_url": reverse("paper_lists:register"),
            "bring_url": reverse("paper_lists:create") if keeps else "",
        }

    return context
