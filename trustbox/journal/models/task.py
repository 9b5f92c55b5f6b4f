"""An appeal as the official sees it to whom it was given: the masked text and the term, nothing else (003
6.2).
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import make_managers
from office.registers.labels import with_label
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.querysets import AppealQuerySet


class TaskQuerySet(AppealQuerySet):
    def visible_to(self, person, act=None):
        """Those given to this very person, whatever role the person holds."""
        return super().visible_to(person, act).filter(executor=person.pk)


class Task(Appeal):
    """The same row behind a narrower window.

    It has no moves: the official reports, the clerk enters the reply.
    """

    MOVES = ()

    unscoped, objects = make_managers(TaskQuerySet)

    class Meta:
        proxy = True
        ordering = ["due_on", "number"]

    def get_absolute_url(self):
        return reverse("tasks:record", args=[self.pk])

    @property
    @with_label(_("masked text"))
    def masked_beginning(self):
        return self.masked if len(self.masked) <= 120 else f"{self.masked[:119]}…"
