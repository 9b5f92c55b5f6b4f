"""A second factor that is lost: an administrator asks in writing, a second person takes it away.

Never the person alone, never one person twice: the database refuses both.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act


class FactorRemoval(Owned, Workflow):
    """One request to take the second factor of a person away, at a body where the person is appointed."""

    GUARDS = (
        Guard("a_decided_removal_is_never_changed", "UPDATE", "OLD.state <> 'asked'"),
        Guard(
            "what_a_removal_asks_is_never_changed",
            "UPDATE",
            "OLD.person_id <> NEW.person_id OR OLD.entered_by_id <> NEW.entered_by_id "
            "OR OLD.ground <> NEW.ground",
        ),
        Guard("a_removal_is_never_deleted", "DELETE"),
    )

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("waits for the second person")
        DONE = "done", gettext_lazy("second factor taken away")
        REFUSED = "refused", gettext_lazy("refused")

    MOVES = (
        Move(
            "confirm",
            gettext_lazy("Take the second factor away"),
            (State.ASKED,),
            State.DONE,
            Act.SECOND,
            gettext_lazy(
                "Telephone, keys and recovery codes of the person stop working, and wherever the person is "
                "signed in, they are signed out. With the password alone they set up a new one at the next "
                "sign-in, and read who took the old one away. Your name stays with it."
            ),
            danger=True,
        ),
        Move(
            "refuse",
            gettext_lazy("Refuse"),
            (State.ASKED,),
            State.REFUSED,
            Act.SECOND,
            gettext_lazy("The second factor stays. The ground stays with the request."),
        ),
    )

    person = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="factor_removals", verbose_name=gettext_lazy("person")
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=8, choices=State, default=State.ASKED, editable=False
    )
    ground = models.TextField(
        gettext_lazy("what happened, and how you know that the person asks"),
        help_text=gettext_lazy("«The telephone fell into the river; came in person with the passport»"),
    )
    entered_at = models.DateTimeField(gettext_lazy("entered"), default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("entered by"),
    )
    confirmed_at = models.DateTimeField(gettext_lazy("confirmed on"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("second person"),
    )
    refusal = models.TextField(gettext_lazy("ground of the refusal"), blank=True, editable=False)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="asked"),
                name="a_person_has_one_open_removal",
                violation_error_message=gettext_lazy("A request for this person waits already."),
            ),
            models.CheckConstraint(
                condition=Q(state="done", confirmed_at__isnull=False, confirmed_by__isnull=False, refusal="")
                | Q(state="asked", confirmed_at=None, confirmed_by=None, refusal="")
                | Q(state="refused", confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(refusal=""),
                name="a_removal_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("entered_by")),
                name="a_removal_is_not_decided_by_who_entered_it",
                violation_error_message=gettext_lazy("Another person than the one who entered it confirms."),
            ),
            models.CheckConstraint(
                condition=~Q(entered_by=F("person")) & (Q(confirmed_by=None) | ~Q(confirmed_by=F("person"))),
                name="nobody_takes_the_own_factor_away",
                violation_error_message=gettext_lazy("Nobody takes away the own second factor."),
            ),
        ]

    def __str__(self):
        return _("Lost second factor: %(person)s") % {"person": self.person}

    def get_absolute_url(self):
        return reverse("factor_removals:record", args=[self.pk])

    @property
    def is_quiet(self):
        return self.state != self.State.ASKED

    @property
    def is_editable(self):
        return False

    def permits(self, person):
        return person.pk != self.person_id

    def on_confirm(self, *, by):
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession

        self.decide(by)
        Authenticator.objects.filter(user=self.person).delete()
        for session in UserSession.objects.filter(user=self.person):
            session.end()

    def on_refuse(self, *, by, ground):
        self.decide(by)
        self.refusal = ground

    def decide(self, by):
        """Set who decides and when. Raises Refused for who entered the request."""
        if by == self.entered_by:
            raise Refused(_("Another person than the one who entered it confirms."))
        self.confirmed_at, self.confirmed_by = timezone.now(), by
