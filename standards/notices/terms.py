"""Terms of decisions on notices.

The standard (000 p.16–17) asks the head for measures and sets no number of days: the term is the dated value
`notice_decision`, to be confirmed.
"""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.law.workdays import add_workdays, explain_term, workdays_between
from office.letters import queue_letter
from office.models.calendar import working_calendar
from office.models.law import law_value

TERM = "notice_decision"
SOON = 2  # working days before the term ends


def decision_due_day(day):
    """The last day of the decision on what was given on `day`.

    LookupError without a value, YearNotCovered without a calendar.
    """
    return add_workdays(day, law_value(TERM, on=day), working_calendar())


def short_day(day):
    return date_format(day, "SHORT_DATE_FORMAT")


def term_status(row):
    """{urgency, text} of the decision's term; no query."""
    day = {"day": short_day(row.due_on)}
    if row.is_decided:
        late = row.decided_on > row.due_on
        return {
            "urgency": "done",
            "text": _("decided after the term of %(day)s") % day if late else _("decided in term"),
        }
    if row.due_on < clock.today():
        return {"urgency": "overdue", "text": _("no decision since %(day)s") % day}
    return {"urgency": "later", "text": _("by %(day)s") % day}


def term_in_full(row):
    """The same with the working days left and `how` they were counted."""
    calendar = working_calendar()
    today, line = clock.today(), dict(row.clock)
    if line["urgency"] == "later":
        left = workdays_between(today, row.due_on, calendar)
        line["urgency"] = "soon" if left <= SOON else "later"
        line["text"] = _("%(day)s, working days left: %(left)s") % {
            "day": short_day(row.due_on),
            "left": left,
        }
    return {**line, "how": count_explanation(row, calendar)}


def count_explanation(row, calendar):
    """The count in words: from which day, how many working days, what was left out."""
    days = max(1, workdays_between(row.given_on, row.due_on, calendar))
    counted = explain_term(row.given_on, days, calendar)
    words = _("%(days)s working days from the day after %(start)s") % {
        "days": counted.workdays,
        "start": short_day(row.given_on),
    }
    off = ", ".join(
        f"{skipped.name} {short_day(skipped.first)}" for skipped in counted.skipped if skipped.name
    )
    left_out = _("days off: %(days)s") % {"days": off}
    return f"{words}; {left_out}" if off else words


# --- who is told: that something waits, never what; the administrator reads the list of letters -------------


def queue_addressee_letters(row):
    """Queue a letter to each holder of the addressee's place."""
    for appointment in row.holders(row.addressee):
        if row.is_turn_of(appointment.person):
            queue_notice_letter(row, appointment.person, "given")


def queue_notice_letter(row, person, event):
    queue_letter(
        person,
        row.organisation,
        f"{row.SPACE}-{event}:{row.year}:{row.number}",
        _("Something waits for you in the portal"),
        _("Sign in and open the desk of the standard."),
        reverse("desk:page"),
    )


def daily_watch(model):
    """Returns a daily act (organisation, today) for one register: move terms with the calendar, queue
    reminders.
    """

    def act(organisation, today):
        for row in model.objects.of(organisation).waiting().select_related("organisation"):
            follow_calendar(row)
            remind_of_decision(row, today)

    act.__qualname__ = f"watch_{model.SPACE}"
    return act


def recount_register_terms(model, organisation) -> int:
    """Count the open terms of one register anew, as the calendar stands now. Returns how many moved."""
    return sum(follow_calendar(row) for row in model.objects.of(organisation).waiting())


def follow_calendar(row) -> bool:
    """Move the term of one notice with the calendar; the history keeps both days.

    Returns whether it moved.
    """
    due = decision_due_day(row.given_on)
    moved = due != row.due_on
    if moved:
        row.due_on = due
        row.version += 1
        row.save(update_fields=["due_on", "version"])
    return moved


def remind_of_decision(row, today):
    """Queue a letter SOON working days before the term to the addressee; after it to the officer about the
    head.
    """
    if workdays_between(today, row.due_on, working_calendar()) <= SOON:
        for appointment in row.holders(row.addressee):
            if row.is_turn_of(appointment.person):
                queue_notice_letter(row, appointment.person, f"ends-{row.due_on}")
    if row.due_on < today and row.addressee == "head":
        for appointment in row.holders("officer"):
            if appointment.person_id != row.excluded_id and not row.is_of(appointment.person):
                queue_notice_letter(row, appointment.person, f"silent-{row.due_on}")
