"""Measures by term and by state: the board with the overdue first, the calendar of a year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.values import parse_number, query_link
from office.roles import Act
from plans.filters import with_register_columns
from plans.models.measure import Measure
from plans.models.plan import Plan

JUST_DONE = timedelta(days=90)
COLUMN_SHOWN = 100  # measures of one column; the rest is behind the register's filter


@dataclass(frozen=True)
class DueItem:
    """What falls due on a day: a measure, or one year of a yearly one."""

    day: date
    what: object  # Measure or Instalment
    measure: Measure


def running_measures(request):
    """Measures of running plans of the current organisation that the person may see; of one plan with
    `?plan=`.
    """
    rows = Measure.objects.visible_to(request.user).of_running_plans()
    rows = rows.filter(organisation=request.organisation, parts=None)
    if plan := parse_number(request.GET.get("plan"), 0):
        rows = rows.filter(plan=plan)
    return with_register_columns(rows)


def plan_choices(request):
    """The plans to choose from, each with the address that narrows the page to it."""
    chosen = parse_number(request.GET.get("plan"), 0)
    rows = Plan.objects.visible_to(request.user).running().filter(organisation=request.organisation)
    every = Link(_("all plans"), query_link(request, plan=None), active=not chosen)
    return [
        every,
        *(Link(str(plan), query_link(request, plan=plan.pk), active=plan.pk == chosen) for plan in rows),
    ]


COLUMNS = (
    (gettext_lazy("Overdue"), lambda row, today: row.is_overdue),
    (gettext_lazy("Under way"), lambda row, today: row.state == row.State.UNDER_WAY and not row.is_overdue),
    (gettext_lazy("Not begun"), lambda row, today: row.state == row.State.NOT_BEGUN and not row.is_overdue),
    (
        gettext_lazy("Awaiting the head's acceptance"),
        lambda row, today: row.is_reported and not row.is_overdue,
    ),
    (
        gettext_lazy("Done in the last three months"),
        lambda row, today: row.is_done and row.done_on >= today - JUST_DONE,
    ),
)


@policy(Act.READ, READ_METHODS)
def show_board(request):
    """Measures of running plans in columns by state, the overdue first.

    In a column controlled measures stand first, then by due day.
    """
    today = clock.today()
    rows = sorted(
        running_measures(request), key=lambda row: (not row.controlled, row.due or date.max, row.pk)
    )
    columns = []
    for title, stands in COLUMNS:
        column_rows = [row for row in rows if stands(row, today)]
        columns.append({"title": title, "count": len(column_rows), "rows": column_rows[:COLUMN_SHOWN]})
    context = {
        "title": _("Board of measures"),
        "columns": columns,
        "plans": plan_choices(request),
        "any": rows,
    }
    return render(request, "plans/board.html", context)


@policy(Act.READ, READ_METHODS)
def show_calendar(request):
    """The twelve months of a year with what falls due in each."""
    year = min(max(parse_number(request.GET.get("year"), clock.today().year), 2000), 2100)
    items = [item for item in due_items(running_measures(request)) if item.day.year == year]
    months = [
        {
            "name": date_format(date(year, month, 1), "F"),
            "until": date(year, month, monthrange(year, month)[1]),
            "lines": [item for item in items if item.day.month == month],
        }
        for month in range(1, 13)
    ]
    context = {
        "title": _("Measures by term, %(year)s") % {"year": year},
        "months": [month for month in months if month["lines"]],
        "previous": {"year": year - 1, "url": query_link(request, year=year - 1)},
        "next": {"year": year + 1, "url": query_link(request, year=year + 1)},
        "plans": plan_choices(request),
    }
    return render(request, "plans/calendar.html", context)


def due_items(measures) -> list[DueItem]:
    """The due days of measures in their order; a repeating measure falls due with each of its periods."""
    items = []
    for measure in measures:
        if measure.is_yearly:
            items += [DueItem(one.due, one, measure) for one in measure.instalments.all()]
        elif measure.due:
            items.append(DueItem(measure.due, measure, measure))
    return sorted(items, key=lambda item: (item.day, item.measure.pk))


def drop_repeated_originals(items: list[DueItem]) -> list[DueItem]:
    """Drop an original measure in every year in which its copy in an annual plan falls due."""
    repeated = {(item.measure.origin_id, item.day.year) for item in items if item.measure.origin_id}
    return [item for item in items if (item.measure.pk, item.day.year) not in repeated]
