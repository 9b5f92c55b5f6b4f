"""Measures by term and by state: the board with the overdue first, the calendar of a year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.generic import READS, link, number, policy
from office.roles import Act
from plans.filters import told
from plans.models import Measure, Plan

JUST_DONE = timedelta(days=90)
SHOWN = 100  # measures of one column; the rest is behind the register's filter


@dataclass(frozen=True)
class Due:
    """What falls due on a day: a measure, or one year of a yearly one."""

    day: date
    what: object  # Measure or Instalment
    measure: Measure


def running(request):
    """The measures of plans that are carried out at the body at hand, of one plan if `?plan=` says so; only what the person may see."""
    rows = Measure.objects.visible_to(request.user).filter(
        organisation=request.organisation, plan__state=Plan.State.RUNNING, parts=None
    )
    if plan := number(request.GET.get("plan"), 0):
        rows = rows.filter(plan=plan)
    return told(rows)


def plans(request):
    """The plans to choose from, each with the address that narrows the page to it."""
    chosen = number(request.GET.get("plan"), 0)
    rows = Plan.objects.visible_to(request.user).running().filter(organisation=request.organisation)
    every = {"label": _("all plans"), "url": link(request, plan=None), "active": not chosen}
    return [
        every,
        *(
            {"label": str(plan), "url": link(request, plan=plan.pk), "active": plan.pk == chosen}
            for plan in rows
        ),
    ]


COLUMNS = (
    (gettext_lazy("Overdue"), lambda row, today: row.is_overdue),
    (gettext_lazy("Under way"), lambda row, today: row.state == row.State.UNDER_WAY and not row.is_overdue),
    (gettext_lazy("Not begun"), lambda row, today: row.state == row.State.NOT_BEGUN and not row.is_overdue),
    (
        gettext_lazy("Done in the last three months"),
        lambda row, today: row.is_done and row.done_on >= today - JUST_DONE,
    ),
)


@policy(Act.READ, READS)
def board(request):
    """Every running measure in the column of its state, the overdue first; in each the nearest term stands first."""
    today = timezone.localdate()
    rows = sorted(running(request), key=lambda row: (not row.controlled, row.due or date.max, row.pk))
    columns = []
    for title, stands in COLUMNS:
        found = [row for row in rows if stands(row, today)]
        columns.append({"title": title, "count": len(found), "rows": found[:SHOWN]})
    context = {"title": _("Board of measures"), "columns": columns, "plans": plans(request), "any": rows}
    return render(request, "plans/board.html", context)


@policy(Act.READ, READS)
def calendar(request):
    """The twelve months of a year with what falls due in each."""
    year = min(max(number(request.GET.get("year"), timezone.localdate().year), 2000), 2100)
    found = [one for one in falling_due(running(request)) if one.day.year == year]
    months = [
        {
            "name": date_format(date(year, month, 1), "F"),
            "until": date(year, month, monthrange(year, month)[1]),
            "lines": [one for one in found if one.day.month == month],
        }
        for month in range(1, 13)
    ]
    context = {
        "title": _("Measures by term, %(year)s") % {"year": year},
        "months": [month for month in months if month["lines"]],
        "previous": {"year": year - 1, "url": link(request, year=year - 1)},
        "next": {"year": year + 1, "url": link(request, year=year + 1)},
        "plans": plans(request),
    }
    return render(request, "plans/calendar.html", context)


def falling_due(measures) -> list[Due]:
    """The due days of measures in their order; a yearly measure falls due at the end of each of its years."""
    found = []
    for measure in measures:
        if measure.is_yearly:
            found += [Due(one.due, one, measure) for one in measure.instalments.all()]
        elif measure.due:
            found.append(Due(measure.due, measure, measure))
    return sorted(found, key=lambda one: (one.day, one.measure.pk))


def unrepeated(found: list[Due]) -> list[Due]:
    """Without what a plan taken from theirs tells again: of a measure and its copy only the copy falls due in a year."""
    again = {(one.measure.origin_id, one.day.year) for one in found if one.measure.origin_id}
    return [one for one in found if (one.measure.pk, one.day.year) not in again]
