"""A second factor that is lost: an administrator asks in writing, a second person takes it away.

Never the person alone, never one person twice, never an account made for it: the database refuses all three.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.accounts.second_person import SETTLED_DAYS, handled_since, made_by_the_other
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act, may

OPEN_DAYS = 3  # as long a request waits for its second person
CONFIRMS = "OLD.state = 'asked' AND NEW.state = 'done'"
SETTLED_SINCE = f"days_after(NEW.entered_at, -{SETTLED_DAYS})"
STILL_KEEPS = """EXISTS (
    SELECT 1 FROM office_person p JOIN office_appointment a ON a.person_id = p.id
    WHERE p.id = NEW.entered_by_id AND p.is_active AND a.role = 'administrator'
        AND (a.ends IS NULL OR CAST(a.ends AS text) >= substr(CAST(NEW.confirmed_at AS text), 1, 10)))"""
HAS_OLD_FACTOR = """EXISTS (
    SELECT 1 FROM office_person p JOIN mfa_authenticator m ON m.user_id = p.id
    WHERE p.id = NEW.confirmed_by_id AND p.is_active AND m.type <> 'recovery_codes'
        AND m.created_at <= {since})"""


class FactorRemoval(Owned, Workflow):
    """One request to take the second factor of a person away, at a body where the person is appointed."""

    GUARDS = (
        Guard("a_decided_removal_is_never_changed", "UPDATE", "OLD.state <> 'asked'"),
        Guard(
            "what_a_removal_asks_is_never_changed",
            "UPDATE",
            "OLD.person_id <> NEW.person_id OR OLD.entered_by_id <> NEW.entered_by_id "
            "OR OLD.ground <> NEW.ground OR OLD.entered_at <> NEW.entered_at",
        ),
        Guard("a_removal_is_never_deleted", "DELETE"),
        Guard(
            "a_removal_is_confirmed_within_its_days",
            "UPDATE",
            f"{CONFIRMS} AND NEW.confirmed_at > days_after(NEW.entered_at, {OPEN_DAYS})",
            words=gettext_lazy("The request has lapsed. A new one is needed."),
        ),
        Guard(
            "who_asked_a_removal_is_still_an_administrator",
            "UPDATE",
            f"{CONFIRMS} AND NOT {STILL_KEEPS}",
            words=gettext_lazy("Whoever asked is no longer an administrator here."),
            sees_every_body=True,
        ),
        Guard(
            "who_confirms_a_removal_has_a_factor_since_long",
            "UPDATE",
            f"{CONFIRMS} AND NOT {HAS_OLD_FACTOR.format(since=SETTLED_SINCE)}",
            words=gettext_lazy(
                "Whoever confirms has had a second factor of their own for a week before the request, and "
                "may sign in."
            ),
        ),
        Guard(
            "both_persons_of_a_removal_were_there_before",
            "UPDATE",
            f"{CONFIRMS} AND ({handled_since('NEW.confirmed_by_id', SETTLED_SINCE)} "
            f"OR {handled_since('NEW.entered_by_id', SETTLED_SINCE)})",
            words=gettext_lazy(
                "The account of one of the two persons was entered, appointed or reset less than a week "
                "before the request. Another second person, or a later request, is needed."
            ),
            sees_every_body=True,
        ),
        made_by_the_other(
            "neither_person_of_a_removal_made_the_other",
            when=CONFIRMS,
            asker="entered_by_id",
            second="confirmed_by_id",
            asked_at="entered_at",
        ),
    )

    class State(models.TextChoices):
        ASKED = "asked", gettext_lazy("waits for the second person")
        DONE = "done", gettext_lazy("second factor taken away")
        REFUSED = "refused", gettext_lazy("refused")
        LAPSED = "lapsed", gettext_lazy("lapsed")

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
        Move(
            "lapse",
            gettext_lazy("Close the lapsed request"),
            (State.ASKED,),
            State.LAPSED,
            Act.MANAGE,
            gettext_lazy("Nobody decided it in time. The second factor stays; a new request may be entered."),
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
                | Q(state__in=["asked", "lapsed"], confirmed_at=None, confirmed_by=None, refusal="")
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

    @property
    @with_label(gettext_lazy("holds until"))
    def holds_until(self):
        return self.entered_at + timedelta(days=OPEN_DAYS)

    @property
    def has_lapsed(self):
        return timezone.now() > self.holds_until

    def offers(self, move):
        return self.has_lapsed if move.name == "lapse" else move.name == "refuse" or not self.has_lapsed

    def permits(self, person):
        return person.pk != self.person_id

    def on_confirm(self, *, by):
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession

        self.decide(by)
        if not may(self.entered_by, Act.MANAGE, self.organisation):
            raise Refused(_("Whoever asked is no longer an administrator here."))
        # What the person has enrolled since is not what was lost.
        lost = Authenticator.objects.filter(user=self.person, created_at__lte=self.entered_at)
        if not lost.exists():
            raise Refused(_("Nothing is left to take away: every factor is newer than the request."))
        lost.delete()
        for session in UserSession.objects.filter(user=self.person):
            session.end()

    def on_refuse(self, *, by, ground):
        self.decide(by)
        self.refusal = ground

    def on_lapse(self, *, by):
        if not self.has_lapsed:
            raise Refused(_("The request still waits for its second person."))

    def decide(self, by):
        """Set who decides and when. Raises Refused for who entered the request."""
        if by == self.entered_by:
            raise Refused(_("Another person than the one who entered it confirms."))
        self.confirmed_at, self.confirmed_by = timezone.now(), by
