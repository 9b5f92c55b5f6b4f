"""Submission of a list to the superior organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.person import Person

NOT_APPROVED = (
    "NOT EXISTS (SELECT 1 FROM risks_edition e JOIN office_annex x ON x.id = e.annex_id JOIN "
    "office_order o ON o.id = x.order_id WHERE e.id = NEW.edition_id AND o.state IN ('signed', "
    "'in_force'))"
)


class SubmittalQuerySet(OwnedQuerySet):
    # A submittal is addressed to the superior organisations.
    RELEASED = models.Q()


class Submittal(Owned):
    """An approved edition submitted to the superior organisation: day, person, receiver. Never withdrawn."""

    GUARDS = (
        Guard("only_an_approved_edition_is_submitted", "INSERT", NOT_APPROVED),
        Guard("a_submittal_is_never_changed", "UPDATE"),
        Guard("a_submittal_is_never_deleted", "DELETE"),
    )

    edition = models.OneToOneField(
        "risks.Edition", models.PROTECT, related_name="submittal", verbose_name=_("edition")
    )
    receiver = models.ForeignKey(
        "office.Organisation", models.PROTECT, related_name="+", verbose_name=_("submitted to")
    )
    submitted_on = models.DateField(_("submitted on"), default=clock.today)
    submitted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("submitted by"))

    unscoped, objects = make_managers(SubmittalQuerySet)

    class Meta:
        ordering = ["-submitted_on", "-pk"]

    def __str__(self):
        return f"{self.submitted_on:%d.%m.%Y} → {self.receiver}"
