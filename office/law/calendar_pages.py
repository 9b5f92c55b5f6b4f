"""The calendar beside its register: a day entered wrongly is removed, the days of a year are confirmed at
once.
"""

from django import forms
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from office import actions
from office.daily_acts import recount_terms
from office.models.calendar import CalendarDay
from office.registers.forms import GroundForm
from office.registers.links import Button, Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.values import parse_number
from office.registers.workflow import Refused
from office.roles import Act, may


@transaction.atomic
def remove_day(row, *, by, reason):
    """Take a day that was entered wrongly out of the calendar: open terms are counted anew, the row stays as
    the trace.
    """
    if row.is_removed:
        raise Refused(_("This day has already been removed."))
    row.remove(by=by, reason=reason)
    row.version += 1
    row.save()
    recount_terms()
    return row


def removal_page(register):
    @policy(Act.LEGAL, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        if row.is_removed:
            raise Http404
        data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = GroundForm(*data, person=request.user, record=row)
        return act_page(
            request,
            row,
            form,
            lambda: remove_day(lock_row(row), by=request.user, reason=form.cleaned_data["ground"]),
            label=_("Remove the day"),
            consequence=_(
                "The day counts as an ordinary one again, and open terms are counted anew. It stays in the "
                "list with your name and the ground."
            ),
            danger=True,
        )

    return view


class YearForm(forms.Form):
    """The days of a year as they stood on the page."""

    days = forms.ModelMultipleChoiceField(
        CalendarDay.objects.none(), label="", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data, days):
        super().__init__(data)
        self.fields["days"].label = _("Days that wait to be confirmed")
        self.fields["days"].queryset = days
        self.initial["days"] = list(days)
        self.fields["days"].label_from_instance = day_words


def day_words(row) -> str:
    return f"{row.day:%d.%m.%Y} · {row.name} · {row.get_kind_display()}"


def waiting_days():
    return CalendarDay.objects.standing().filter(confirmed=False)


@transaction.atomic
def confirm_days(days, *, by):
    for row in days.select_for_update().order_by("pk"):
        actions.confirm_row(row, by=by)


@policy(Act.LEGAL)
def confirm_year(request):
    """Confirm the ticked days of a year; what came meanwhile is not among them."""
    year = parse_number(request.GET.get("year"), 0)
    days = waiting_days().filter(day__year=year) if 1 <= year <= 9999 else CalendarDay.objects.none()
    if not days:
        return redirect("calendar:register")
    form = YearForm(request.POST if request.method == "POST" else None, days)
    if request.method == "POST" and form.is_valid():
        confirm_days(form.cleaned_data["days"], by=request.user)
        return redirect(f"{reverse('calendar:register')}?year={year}")
    label = _("Confirm the days of %(year)s") % {"year": year}
    consequence = _("Compare each with the act. Your name and today's date stay with each of them.")
    context = {
        "record": _("Calendar of %(year)s") % {"year": year},
        "title": label,
        "move": Button(label, consequence=consequence),
        "form": form,
        "cancel_url": f"{reverse('calendar:register')}?year={year}",
    }
    return render(request, "office/confirm.html", context, status=422 if form.is_bound else 200)


def years_context(request, rows):
    """List context: a link for each year whose days wait to be confirmed, for whoever confirms them."""
    if not may(request.user, Act.LEGAL):
        return {}
    years = waiting_days().order_by("day__year").values_list("day__year", flat=True).distinct()
    return {
        "waiting_years": [
            Link(
                _("Confirm the days of %(year)s") % {"year": year},
                f"{reverse('calendar:confirm_year')}?year={year}",
                icon="check2-square",
            )
            for year in years
        ]
    }
