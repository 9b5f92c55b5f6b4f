"""The reference of a person for the head, at a promotion, a title, a class rank or an award (000 p.18.4), and
each reading of it.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.roles import Act


class ReferenceQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """The head's own papers; never the person they are about."""
        return super().visible_to(person, Act.DECIDE).exclude(person=person)


class Reference(Owned):
    """One page on a person as the registers stood on the day it was asked for."""

    GUARDS = (
        Guard("a_reference_is_never_changed", "UPDATE"),
        Guard("a_reference_is_never_deleted", "DELETE"),
    )

    class Occasion(models.TextChoices):
        PROMOTION = "promotion", _("appointment to a higher post")
        TITLE = "title", _("special title")
        RANK = "rank", _("class rank")
        AWARD = "award", _("award")

    person = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=_("about whom")
    )
    occasion = models.CharField(_("occasion of the check"), max_length=20, choices=Occasion)
    note = models.CharField(_("which post, title or award"), max_length=300, blank=True)
    data = models.JSONField(editable=False)  # the paper as it stood, ready to print
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", editable=False, verbose_name=_("asked by")
    )

    unscoped, objects = make_managers(ReferenceQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")),
                name="nobody_asks_for_a_reference_of_their_own",
                violation_error_message=_("Nobody asks for a reference on themselves."),
            ),
            models.CheckConstraint(
                condition=Q(occasion__in=["promotion", "title", "rank", "award"]),
                name="occasion_of_reference_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.get_occasion_display()}"

    def get_absolute_url(self):
        return reverse("references:record", args=[self.pk])

    @property
    def is_editable(self):
        return False

    def read(self, *, by):
        """Store a reading now; returns the data of the paper."""
        Reading.objects.of(self.organisation).create(
            organisation=self.organisation, reference=self, read_by=by
        )
        return self.data


class ReadingQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        return self._allow(self.filter(reference__in=Reference.objects.visible_to(person)))


class Reading(Owned):
    """Who opened a reference, and when."""

    GUARDS = (
        Guard("a_reading_is_never_changed", "UPDATE"),
        Guard("a_reading_is_never_deleted", "DELETE"),
    )

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="readings")
    read_at = models.DateTimeField(default=timezone.now)
    read_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+")

    unscoped, objects = make_managers(ReadingQuerySet)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.read_by} {self.read_at:%d.%m.%Y %H:%M}"
