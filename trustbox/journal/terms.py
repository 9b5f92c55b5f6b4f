"""The terms of an appeal: registered within a working day, considered within the term of the law in force on
the day of registration.
"""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.law.workdays import (
    YearNotCovered,
    add_workdays,
    explain_term,
    explanation_text,
    next_workday,
    workdays_between,
)
from office.models.calendar import working_calendar
from office.models.law import law_value


def first_term(registered_on, term, days):
    """The last day of the term of the law; None while nobody has entered the calendar it runs into."""
    try:
        return add_workdays(registered_on, term, days)
    except YearNotCovered:
        return None


def move_to_workday(day, days=None):
    """`day`, or the next working day when it is none; `day` unchanged outside the calendar."""
    try:
        return next_workday(day, days or working_calendar())
    except YearNotCovered:
        return day


def due_day(appeal, days):
    """Current last day: of the legal term, or of the head's extension moved to a working day."""
    if appeal.extended_to is None:
        return first_term(appeal.registered_on, appeal.term, days)
    return move_to_workday(appeal.extended_to, days)


def registered_late(received_on, registered_on, days) -> bool:
    """Whether the appeal was registered after the working day the law gives for it (LAW rule 5)."""
    allowed = law_value("appeal_registration", on=received_on)
    try:
        return registered_on > add_workdays(received_on, allowed, days)
    except YearNotCovered:
        return (registered_on - received_on).days > allowed


def forward_by(appeal, days, term):
    """The last day to send what another body is to decide (law № 67); None outside the calendar."""
    try:
        return add_workdays(appeal.registered_on, term, days)
    except YearNotCovered:
        return None


def forwarding_words(appeal, days, today, term) -> str:
    """By when an entry nobody considers yet goes to another body, or that it went late; `term` in working
    days.
    """
    last = forward_by(appeal, days, term)
    if last is None or appeal.state not in (appeal.State.REGISTERED, appeal.State.FORWARDED):
        return ""
    written = {"day": date_format(last, "SHORT_DATE_FORMAT")}
    if appeal.state == appeal.State.FORWARDED:
        late = bool(appeal.finished) and appeal.finished > last
        return _("Forwarded late: it was to be sent by %(day)s.") % written if late else ""
    if today > last:
        return _("The term to forward it to another body passed on %(day)s.") % written
    return _("To another body by %(day)s.") % written


def last_extension(appeal):
    """The latest day the head may extend to, counted from the end of the term of the law (LAW rule 16)."""
    base = first_term(appeal.registered_on, appeal.term, working_calendar()) or appeal.due_on
    return base + timedelta(days=law_value("appeal_extension", on=appeal.registered_on))


def term_explanation(appeal, days=None) -> str:
    """One sentence explaining the present term."""
    if appeal.extended_to:
        return _("The head extended the term to %(day)s.") % {
            "day": date_format(appeal.extended_to, "SHORT_DATE_FORMAT")
        }
    try:
        return explanation_text(explain_term(appeal.registered_on, appeal.term, days or working_calendar()))
    except YearNotCovered as missing:
        return _(
            "The calendar of %(year)s has not been entered yet: the term is counted as soon as it is."
        ) % {"year": missing.year}


SOON = 3  # working days before the term from which it is «soon»


def term_left(appeal, days, today=None) -> dict:
    """`{urgency, text}` of the term: how many working days are left or passed.

    An appeal without a term waits for the calendar.
    """
    today = today or clock.today()
    if not appeal.is_open or appeal.due_on is None:
        day = appeal.finished and date_format(appeal.finished, "SHORT_DATE_FORMAT")
        return {"urgency": "done" if day else "later", "text": day or _("not counted yet")}
    try:
        count = workdays_between(today, appeal.due_on, days)
    except YearNotCovered:
        count = (appeal.due_on - today).days
    if count < 0:
        return {"urgency": "overdue", "text": _("%(days)s working days late") % {"days": -count}}
    text = _("%(days)s working days left") % {"days": count} if count else _("today is the last day")
    return {"urgency": "soon" if count <= SOON else "later", "text": text}
