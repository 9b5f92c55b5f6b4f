"""A reminder sent down: a body above names to one below the duties that are late."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.person import Person


class DutyReminderQuerySet(OwnedQuerySet):
    # It is a row of the body it was sent to; the bodies above read what was sent.
    RELEASED = Q()

    def last_days_below(self, sender) -> dict:
        """{organisation below: the day this sender reminded it last}."""
        rows = self.released_below(sender).filter(sender=sender).order_by("sent_on")
        return dict(rows.values_list("organisation", "sent_on"))


class DutyReminder(Owned):
    """What was late when the reminder was sent, in Kyrgyz, a line a duty; at most one a day from a sender."""

    GUARDS = (
        Guard("a_reminder_of_duties_is_never_changed", "UPDATE"),
        Guard("a_reminder_of_duties_is_never_deleted", "DELETE"),
    )

    sender = models.ForeignKey(
        "office.Organisation", models.PROTECT, related_name="+", verbose_name=_("reminded by")
    )
    sent_on = models.DateField(_("sent on"), default=clock.today)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("sent by"))
    duties = models.TextField(_("what was late"))

    unscoped, objects = make_managers(DutyReminderQuerySet)

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sender", "sent_on"],
                name="a_body_is_reminded_of_its_duties_once_a_day",
                violation_error_message=_("This body was reminded today already."),
            ),
            models.CheckConstraint(condition=~Q(duties=""), name="a_reminder_of_duties_names_them"),
            models.CheckConstraint(
                condition=~Q(sender=F("organisation")), name="a_reminder_of_duties_comes_from_another_body"
            ),
        ]

    def __str__(self):
        return f"{self.organisation} · {self.sent_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("duty_reminders:record", args=[self.pk])
