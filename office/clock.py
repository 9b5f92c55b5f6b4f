"""The day on which something is done: the only place that asks the machine which day it is, for what is
written down.

Two things set another day: `set_today()` within a block of the demo, and `PORTAL_TODAY` for a served test or
demo process. A portal in production has neither: nothing is dated back.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_set_day: ContextVar[date | None] = ContextVar("set_day", default=None)


def today() -> date:
    """Today in Bishkek, or the day set by the block or by `PORTAL_TODAY`."""
    return _set_day.get() or settings.TODAY or timezone.localdate()


def now() -> datetime:
    """This moment, on the day `today()` returns: what is written down on a set day bears that day."""
    moment, day = timezone.localtime(timezone.now()), today()
    return moment if moment.date() == day else moment.replace(year=day.year, month=day.month, day=day.day)


@contextmanager
def set_today(day: date):
    """Set the day `today()` returns inside the block. RuntimeError outside the demo."""
    if not settings.DEMO:
        raise RuntimeError("only the demo says another day than today")
    token = _set_day.set(day)
    try:
        yield
    finally:
        _set_day.reset(token)
