"""How a body keeps the identities of those who write to it: in paper envelopes, or in the vault by a decision
somebody answers for.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard


class KeepingQuerySet(OwnedQuerySet):
    def on(self, day):
        """Decisions in force on a day, the newest first."""
        return self.filter(since__lte=day).order_by("-since", "-pk")


class Keeping(Owned):
    """A body's dated decision how identities are kept. Without one: in paper envelopes.

    Whether the data of a helper may lie in an ordinary computer at all is an open question of law (000 p.25):
    so the envelope is the rule, and the vault begins by a decision that somebody answers for.
    """

    GUARDS = (
        Guard("a_decision_on_keeping_is_never_changed", "UPDATE"),
        Guard("a_decision_on_keeping_is_never_deleted", "DELETE"),
    )

    class Mode(models.TextChoices):
        ENVELOPE = "envelope", gettext_lazy("in paper envelopes")
        VAULT = "vault", gettext_lazy("in the vault")

    mode = models.CharField(gettext_lazy("identities are kept"), max_length=10, choices=Mode)
    since = models.DateField(gettext_lazy("from"))
    decision = models.CharField(
        gettext_lazy("decision"),
        max_length=200,
        help_text=gettext_lazy("Whose, its number and date: who answers for it that the law allows this"),
    )
    entered_at = models.DateTimeField(gettext_lazy("entered"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("entered by"),
    )

    unscoped, objects = make_managers(KeepingQuerySet)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=["envelope", "vault"]), name="keeping_is_known_one"),
        ]

    def __str__(self):
        return f"{self.get_mode_display()} · {self.since:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("keepings:record", args=[self.pk])
