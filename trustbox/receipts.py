"""What a sender holds in the hand: number, day, term and how it was counted, the head of the entry, the code. The same on paper and screen."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import workdays
from trustbox import codes, terms


def receipt(appeal, code: str) -> dict:
    """What the receipt page and the slip show. `code` is the one thing here that nobody can look up again."""
    return {
        "body": appeal.organisation,
        "number": f"{appeal.number}/{appeal.year}",
        "received": appeal.received_on,
        "registered": appeal.registered_on,
        "due": appeal.due_on,
        "counted": counted(appeal),
        "head": f"{appeal.organisation.code} {appeal.year} № {appeal.number} · {appeal.head}",
        "code": codes.grouped(codes.bare(code)),
        "groups": codes.grouped(codes.bare(code)).split("-"),
    }


def counted(appeal) -> str:
    """How the term was counted, in a sentence; empty while the calendar it runs into has not been entered."""
    try:
        told = workdays.explain(appeal.registered_on, appeal.term, terms.calendar())
    except workdays.YearNotCovered:
        return ""
    holidays = sorted({run.name for run in told.skipped if run.name})
    left_out = ", ".join([_("Saturdays and Sundays"), *holidays])
    return _("Working days: %(days)s, the first of them %(first)s; not counted: %(left_out)s.") % {
        "days": told.workdays,
        "first": date_format(told.first, "SHORT_DATE_FORMAT"),
        "left_out": left_out,
    }


def days_left(appeal, today=None) -> int | None:
    """Working days until the term; None where the calendar does not reach."""
    try:
        return workdays.workdays_between(today or timezone.localdate(), appeal.due_on, terms.calendar())
    except workdays.YearNotCovered:
        return None
