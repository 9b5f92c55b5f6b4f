"""Which days of the calendar moved a term: the calendar is undone change by change, as the audit remembers
it, until the term is what it was before.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from office.law.workdays import Calendar, YearNotCovered, is_workday
from office.models.audit import Change
from office.models.calendar import CalendarDay
from trustbox.journal import terms

COLUMNS = ("day", "kind", "name_ky")


def earlier_calendars() -> Iterator[Calendar]:
    """The calendars before the present one, the newest first, one a remembered change."""
    rows = {
        pk: {"day": day, "kind": kind, "name_ky": name}
        for pk, day, kind, name in CalendarDay.objects.values_list("pk", *COLUMNS)
    }
    changes = Change.objects.filter(table_name=CalendarDay._meta.db_table).order_by("-pk")
    for change in changes.iterator():
        if change.event == Change.Event.INSERT:
            rows.pop(change.row_id, None)
        else:
            old = {name: value for name, value in change.old.items() if name in COLUMNS}
            if "day" in old:
                old["day"] = date.fromisoformat(old["day"])
            rows[change.row_id] = rows.get(change.row_id, {}) | old
        # Days stand once in the calendar at the end of a transaction, not between its statements.
        by_day = {row["day"]: (row["day"], row["kind"], row["name_ky"]) for row in rows.values()}
        yield Calendar.of(by_day.values())


def days_that_moved(appeal, days, before) -> list[tuple[date, str, bool]]:
    """(day, its name, whether it is a working day now) of what moved the term of an entry from the day it has
    to that of the calendar `days`; empty where no calendar of `before` (the newest first) explains it.
    """
    due = terms.due_day(appeal, days)
    if appeal.due_on is None or due is None:
        return []
    for earlier in before:
        if terms.due_day(appeal, earlier) == appeal.due_on:
            last = max(due, appeal.due_on)
            return list(differing_days(earlier, days, appeal.registered_on, last))
    return []


def differing_days(earlier, later, start, end) -> Iterator[tuple[date, str, bool]]:
    for step in range(1, (end - start).days + 1):
        day = start + timedelta(days=step)
        try:
            works = is_workday(day, later)
            if works == is_workday(day, earlier):
                continue
        except YearNotCovered:
            continue
        yield day, later.names.get(day) or earlier.names.get(day, ""), works


def moved_words(found) -> str:
    """Why a term moved, in Kyrgyz as the journal has it: each day with its name, a line each."""
    with translation.override("ky"):
        lines = [
            (_("%(day)s, %(name)s: now a working day") if works else _("%(day)s, %(name)s: now a day off"))
            % {"day": f"{day:%d.%m.%Y}", "name": name}
            for day, name, works in found
        ]
        return "\n".join(lines) or _("The calendar was changed.")
