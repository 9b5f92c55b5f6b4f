"""The day on which something is done. It is today; only the demo may say another one, for it tells of a year that nobody lived in it.

What writes a day into a paper or a journal asks `today()` here. What only counts from today for the eye asks `timezone.localdate()`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings
from django.utils import timezone

_said: ContextVar[date | None] = ContextVar("said", default=None)


def today() -> date:
    """Today in Bishkek, or the day the demo says."""
    return _said.get() or timezone.localdate()


@contextmanager
def set_today(day: date):
    """Until the end of the block things are done on `day`. RuntimeError outside the demo: in a portal people work with nothing is dated back."""
    if not settings.DEMO:
        raise RuntimeError("only the demo says another day than today")
    token = _said.set(day)
    try:
        yield
    finally:
        _said.reset(token)
