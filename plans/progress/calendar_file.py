"""Terms as an iCalendar file."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from plans.progress.board import DueItem

BEFORE = timedelta(days=-7)


def write_calendar(name: str, items) -> bytes:
    """The calendar of this name with an event for each of the items that is still open."""
    found = Calendar()
    found.add("prodid", "-//Achyk//plans//KY")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for due in items:
        if due.what.is_in_work:
            found.add_component(calendar_event(due))
    return found.to_ical()


def calendar_event(due: DueItem) -> Event:
    """The last day of a term as a whole day, with a reminder a week before."""
    one = Event()
    one.add("uid", f"{due.what._meta.model_name}-{due.what.pk}@{settings.PUBLIC_ADDRESS.partition('//')[2]}")
    one.add("dtstamp", timezone.now())
    one.add("dtstart", due.day)
    one.add("dtend", due.day + timedelta(days=1))
    one.add("summary", str(due.measure))
    one.add("description", f"{due.what.standing}. {due.measure.printed_term}")
    one.add("url", f"{settings.PUBLIC_ADDRESS}{due.measure.get_absolute_url()}")
    one.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(due.measure))
    alarm.add("trigger", BEFORE)
    one.add_component(alarm)
    return one
