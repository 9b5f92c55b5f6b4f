"""Who came to a reception, who received them, what came of it (004 criterion 22): no name of a visitor."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.models.person import Person
from office.registers.labels import with_label
from trustbox.journal.models.appeals import Appeal


class VisitQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        return super().visible_to(person, act).as_read_by(person)

    def as_read_by(self, reader):
        """Without what belongs to an entry that is hidden from the reader."""
        if reader is None:
            return self
        hidden = Appeal.objects.of(OuterRef("organisation")).hidden_from(reader)
        return self.exclude(Exists(hidden.filter(pk=OuterRef("appeal"))))


class Visit(Owned):
    """One visitor. What was not settled on the spot stands in the journal of appeals, and this row leads to
    it.
    """

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("settled on the spot")
        EXPLAINED = "explained", _("explained")
        DIRECTED = "directed", _("directed to another institution")
        ENTERED = "entered", _("entered in the journal of appeals")

    received_on = models.DateField(_("day of the reception"), default=clock.today)
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who received"))
    matter = models.TextField(
        _("what it was about"), blank=True, help_text=_("Without names, telephones and addresses.")
    )
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome)
    result = models.TextField(_("in words"), blank=True)
    appeal = models.OneToOneField(
        Appeal,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visit",
        verbose_name=_("entry in the journal of appeals"),
    )

    unscoped, objects = make_managers(VisitQuerySet)

    class Meta:
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["settled", "explained", "directed", "entered"]),
                name="outcome_of_a_visit_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="entered", appeal__isnull=False, matter="", result="")
                | (~Q(outcome="entered") & Q(appeal=None) & ~Q(matter="") & ~Q(result="")),
                name="a_visit_has_its_result_or_its_entry",
                violation_error_message=_(
                    "Write what it was about and what came of it; of a visit that was entered in the journal "
                    "choose the entry alone."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.received_on:%d.%m.%Y} · {self.received_by}"

    def get_absolute_url(self):
        return reverse("visits:record", args=[self.pk])

    @property
    @with_label(_("what it was about"))
    def about(self):
        return self.appeal.short_text if self.appeal else self.matter

    @property
    @with_label(_("what came of it"))
    def result_words(self):
        """Of an entry what the journal says of it now."""
        if self.appeal:
            return f"{self.appeal}: {self.appeal.get_state_display()}"
        return f"{self.get_outcome_display()}: {self.result}"
