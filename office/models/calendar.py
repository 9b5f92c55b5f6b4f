"""The working-day calendar: exceptions to Monday–Friday, kept by people."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.request_memory import read_once
from office.law.workdays import Calendar
from office.models.law import Confirmed, confirmation_constraint
from office.models.reference import Named


class CalendarDayQuerySet(models.QuerySet):
    def visible_to(self, person, act=None):
        """The calendar is the state's: everyone signed in reads it."""
        return self

    def calendar(self) -> Calendar:
        """The exceptions as the value that `office.law.workdays` counts with."""
        days = self.values_list("day", "kind", "name_ky")
        return Calendar.of(days)


def working_calendar() -> Calendar:
    """The working-day calendar as it stands."""
    return read_once("calendar", CalendarDay.objects.calendar)


class CalendarDay(Named, Confirmed):
    """One day that is off although a weekday, or working although a weekend."""

    class Kind(models.TextChoices):
        OFF = "off", _("day off")
        WORKING = "working", _("working day")

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFF)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    source = models.CharField(_("act"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [confirmation_constraint("day")]

    def get_absolute_url(self):
        return reverse("calendar:record", args=[self.pk])
