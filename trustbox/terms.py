"""The terms of an appeal: registered within a working day, considered within the term of the law in force on the day of registration."""

from datetime import timedelta

from office.models import CalendarDay, law_value
from office.workdays import YearNotCovered, add_workdays, next_workday


def calendar():
    """The working-day calendar as it stands."""
    return CalendarDay.objects.all().calendar()


def first_term(registered_on, term, days):
    """The last day of the term of the law; None while nobody has entered the calendar it runs into."""
    try:
        return add_workdays(registered_on, term, days)
    except YearNotCovered:
        return None


def due(appeal, days):
    """The last day as the calendar stands now: of the term of the law, or the day the head extended it to."""
    if appeal.extended_to is None:
        return first_term(appeal.registered_on, appeal.term, days)
    try:
        return next_workday(appeal.extended_to, days)
    except YearNotCovered:
        return appeal.extended_to


def registered_late(received_on, registered_on, days) -> bool:
    """Whether the appeal was registered after the working day the law gives for it (LAW rule 5)."""
    allowed = law_value("appeal_registration", on=received_on)
    try:
        return registered_on > add_workdays(received_on, allowed, days)
    except YearNotCovered:
        return (registered_on - received_on).days > allowed


def last_extension(appeal):
    """The latest day the head may extend to, counted from the end of the term of the law (LAW rule 16)."""
    base = first_term(appeal.registered_on, appeal.term, calendar()) or appeal.due_on
    return base + timedelta(days=law_value("appeal_extension", on=appeal.registered_on))
