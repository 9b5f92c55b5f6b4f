"""Letters to the people of a body that wait to be sent: what waits for them and where.

Never a name or a word of an appeal.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.registers.labels import with_label

TRIES = 8


class LetterQuerySet(OwnedQuerySet):
    def due(self, now):
        """Unclaimed letters whose next try has come."""
        return self.filter(sent_at=None, taken_at=None, next_try__lte=now, tries__lt=TRIES)


class Letter(Owned):
    """One letter about one event to one person, sent at most once. `event` names it: `plans-due:17:7`."""

    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name=_("to whom"))
    event = models.CharField(max_length=120)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    path = models.CharField(max_length=300)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    taken_at = models.DateTimeField(
        null=True, blank=True
    )  # handed to the mail server, outcome unknown until `sent_at`
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    unscoped, objects = make_managers(LetterQuerySet)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["next_try"], condition=Q(sent_at=None), name="letter_to_send")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "event"], name="one_letter_a_person_and_event"
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return self.path

    @property
    @with_label(_("state"))
    def standing(self):
        """In words: sent, waiting, or given up."""
        if self.sent_at:
            return _("sent")
        return (
            _("not sent: the mail server did not answer")
            if self.taken_at or self.tries >= TRIES
            else _("waits")
        )
