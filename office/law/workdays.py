"""Working days and terms: pure functions over a calendar, no database.

Source: Labour Code of 23.01.2025 and the rules of counting in the appeals law № 67 of 04.05.2007. A period
starts the day after the event; a last day that is not a working day moves to the next working day. A holiday
that meets a weekend is not moved, so the calendar only holds what differs from Monday to Friday.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAY = timedelta(days=1)
OFF, WORKING = "off", "working"


class YearNotCovered(ValueError):
    """The calendar of this year has not been entered."""

    def __init__(self, year: int):
        super().__init__(f"the working calendar of {year} has not been entered")
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """The exceptions to Monday–Friday: days `off`, and weekend days moved to `working`; `names` say why."""

    off: frozenset[date]
    working: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict, compare=False)

    def __post_init__(self):
        if both := self.off & self.working:
            raise ValueError(f"both off and working: {min(both)}")

    @classmethod
    def of(cls, days: Iterable[tuple[date, str, str]]) -> "Calendar":
        """From rows (day, "off" | "working", name)."""
        rows = list(days)
        return cls(
            off=frozenset(day for day, kind, _ in rows if kind == OFF),
            working=frozenset(day for day, kind, _ in rows if kind == WORKING),
            names={day: name for day, _, name in rows},
        )

    def covers(self, year: int) -> bool:
        """A year is entered when its 1 January is: the Labour Code makes that day off in every year."""
        return date(year, 1, 1) in self.off


@dataclass(frozen=True)
class Skipped:
    """Neighbouring days left out for one reason: "holiday" (with its name) or "weekend"."""

    first: date
    last: date
    reason: str
    name: str


@dataclass(frozen=True)
class Explanation:
    """How a term was counted: `counted` working days from `first` to `due`; what was skipped; which weekend
    days worked.
    """

    start: date
    workdays: int
    first: date
    due: date
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    moved: tuple[tuple[date, str], ...]


def is_workday(day: date, calendar: Calendar) -> bool:
    """Whether people work on this day. Raises YearNotCovered."""
    if not calendar.covers(day.year):
        raise YearNotCovered(day.year)
    if day in calendar.working:
        return True
    return day.weekday() < 5 and day not in calendar.off


def next_workday(day: date, calendar: Calendar) -> date:
    """The day itself when it is a working day, else the first one after it: where a last day off moves to."""
    while not is_workday(day, calendar):
        day += DAY
    return day


def add_workdays(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start` (n ≥ 1); the day of the event itself is not counted."""
    *_, last = _count_workdays(start, n, calendar)
    return last


def workdays_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is earlier, so −3 is three days
    late.
    """
    if end < start:
        return -workdays_between(end, start, calendar)
    days = (start + DAY * step for step in range(1, (end - start).days + 1))
    return sum(is_workday(day, calendar) for day in days)


def add_months(start: date, n: int) -> date:
    """The same day n months later, or that month's last day when it has no such day (31.01 + 1 → 28.02).

    The last day may be off: pass it through `next_workday`.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def explain_term(start: date, n: int, calendar: Calendar) -> Explanation:
    """The count of `add_workdays`, day by day, for a person to check."""
    counted = tuple(_count_workdays(start, n, calendar))
    due = counted[-1]
    every = [start + DAY * step for step in range(1, (due - start).days + 1)]
    return Explanation(
        start=start,
        workdays=n,
        first=counted[0],
        due=due,
        counted=counted,
        skipped=tuple(_skipped_runs([day for day in every if day not in counted], calendar)),
        moved=tuple(
            (day, calendar.names.get(day, ""))
            for day in counted
            if day in calendar.working and day.weekday() > 4
        ),
    )


def explanation_text(explanation: Explanation) -> str:
    """One sentence explaining how a term was counted: days, days off, moved working days."""
    days = _("%(days)s working days")
    holidays = sorted({run.name for run in explanation.skipped if run.name})
    words = _("%(days)s, the first is %(first)s; not counted: %(left_out)s") % {
        "days": days % {"days": explanation.workdays},
        "first": date_format(explanation.first, "SHORT_DATE_FORMAT"),
        "left_out": ", ".join([_("Saturdays and Sundays"), *holidays]),
    }
    moved = ", ".join(date_format(day, "SHORT_DATE_FORMAT") for day, _name in explanation.moved)
    return (
        _("%(words)s; counted although a weekend: %(moved)s") % {"words": words, "moved": moved}
        if moved
        else words
    )


def _count_workdays(start: date, n: int, calendar: Calendar) -> Iterator[date]:
    """The n working days of a term, one after another."""
    if n < 1:
        raise ValueError("a term is at least one working day")
    day = start
    for _nth in range(n):
        day = next_workday(day + DAY, calendar)
        yield day


def _skipped_runs(days: list[date], calendar: Calendar) -> Iterator[Skipped]:
    """Neighbouring days with the same reason and name, drawn together."""
    run: Skipped | None = None
    for day in days:
        reason = "holiday" if day in calendar.off else "weekend"
        name = calendar.names.get(day, "") if reason == "holiday" else ""
        if run and (run.last + DAY, run.reason, run.name) == (day, reason, name):
            run = Skipped(run.first, day, reason, name)
            continue
        if run:
            yield run
        run = Skipped(day, day, reason, name)
    if run:
        yield run
