"""The working-day calendar: exceptions to Monday–Friday, kept by people."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.request_memory import read_once
from office.law.workdays import Calendar
from office.models.law import Confirmed, confirmation_constraint
from office.models.reference import Named
from office.registers.labels import with_label


class CalendarDayQuerySet(models.QuerySet):
    def visible_to(self, person, act=None):
        """The calendar is the state's: everyone signed in reads it."""
        return self

    def standing(self):
        """Without what was entered wrongly and removed."""
        return self.filter(removed_on=None)

    def calendar(self) -> Calendar:
        """The exceptions as the value that `office.law.workdays` counts with."""
        days = self.standing().values_list("day", "kind", "name_ky")
        return Calendar.of(days)


def working_calendar() -> Calendar:
    """The working-day calendar as it stands."""
    return read_once("calendar", CalendarDay.objects.calendar)


class CalendarDay(Named, Confirmed):
    """One day that is off although a weekday, or working although a weekend."""

    class Kind(models.TextChoices):
        OFF = "off", _("day off")
        WORKING = "working", _("working day")

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFF)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200, blank=True)
    source = models.CharField(_("act"), max_length=300, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("removed by"),
    )
    removal_reason = models.TextField(_("why it was removed"), blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            confirmation_constraint("day"),
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(removed_on=None),
                name="a_day_stands_once_in_the_calendar",
                violation_error_message=_("This day stands in the calendar already."),
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None, removal_reason="")
                | (Q(removed_on__isnull=False, removed_by__isnull=False) & ~Q(removal_reason="")),
                name="a_removed_day_has_its_reason_day_and_person",
            ),
        ]

    def get_absolute_url(self):
        return reverse("calendar:record", args=[self.pk])

    @property
    def is_removed(self):
        return self.removed_on is not None

    @property
    def is_editable(self):
        return not self.is_removed

    @property
    def is_quiet(self):
        return self.is_removed

    @property
    @with_label(_("confirmed"))
    def standing(self):
        return _("removed: it counts no more") if self.is_removed else super().standing

    def remove(self, *, by, reason):
        """Count the day as an ordinary one; the row stays as its trace. The caller saves."""
        self.removed_on, self.removed_by, self.removal_reason = clock.today(), by, reason
