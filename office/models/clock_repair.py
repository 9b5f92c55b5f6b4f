"""A clock that was accepted although days after it are already written down."""

from django.db import models
from django.db.models import Q

from office import clock
from office.database.triggers import Guard


class ClockRepair(models.Model):
    """Somebody proved the clock right and the written day wrong: the portal writes again.

    `last_day` is the day that stood later than the clock. The row is audited, and sealed in the chain of
    what belongs to no body.
    """

    GUARDS = (
        Guard("an_accepted_clock_is_never_changed", "UPDATE"),
        Guard("an_accepted_clock_is_never_deleted", "DELETE"),
    )

    last_day = models.DateField()
    accepted_on = models.DateField(default=clock.today)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_accepted_clock_has_its_reason"),
            models.CheckConstraint(
                condition=Q(last_day__gt=models.F("accepted_on")), name="an_accepted_clock_was_behind"
            ),
        ]

    def __str__(self):
        return f"{self.accepted_on} < {self.last_day}"
