"""Scoring sessions of the working group: members score apart, then agree (232 §7, 281 p.11)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Meeting, Seat
from office.models.person import Person
from office.models.scoring_round import ScoringRound
from office.registers.reasons import validate_reason
from office.registers.workflow import Move, Refused
from office.roles import Act

SCORES = (1, 2, 3)


class Session(ScoringRound, Owned):
    """The scoring at one meeting (232 §7, 281 p.11).

    An opinion is readable by its author alone until all present have scored or the chair opens the scores.
    """

    class State(models.TextChoices):
        SCORING = "scoring", _("members score apart")
        OPEN = "open", _("scores are open")
        CLOSED = "closed", _("agreed, in the minutes")

    MOVES = (
        Move(
            "open",
            _("Open the scores"),
            (State.SCORING,),
            State.OPEN,
            Act.READ,
            _(
                "Everybody in the group sees all scores; nobody can change theirs any more. It "
                "happens by itself once all present have scored."
            ),
        ),
        Move(
            "close",
            _("Enter the agreed scores"),
            (State.OPEN,),
            State.CLOSED,
            Act.ASSESS,
            _(
                "Every agreed score becomes an assessment sheet, its risk takes the level; the "
                "question goes into the minutes of the meeting."
            ),
            danger=True,
        ),
    )

    GUARDS = (
        Guard("a_closed_session_is_never_changed", "UPDATE", "OLD.state = 'closed'"),
        Guard(
            "open_scores_are_never_hidden_again", "UPDATE", "OLD.state <> 'scoring' AND NEW.state = 'scoring'"
        ),
    )

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="session", verbose_name=_("meeting"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SCORING, editable=False)

    class Meta:
        ordering = ["-meeting__held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["scoring", "open", "closed"]), name="session_state_is_known"
            )
        ]

    def __str__(self):
        return f"{self.meeting}"

    def get_absolute_url(self):
        return reverse("sessions:record", args=[self.pk])

    @property
    def held_on(self):
        return self.meeting.held_on

    held_on.fget.label = _("day of the meeting")

    @property
    def present(self):
        """The seats whose holders are marked present at the meeting, the chair first."""
        there = self.meeting.attendances.filter(present=True).values("seat")
        return Seat.objects.of(self.organisation).filter(pk__in=there).select_related("person")

    @property
    def scoring_seats(self):
        return self.present

    @property
    def scores_given(self):
        return self.opinions.all()

    @property
    def questions_count(self):
        return self.matters.count()

    def moves_for(self, person):
        """Only who leads the group opens and enters."""
        return super().moves_for(person) if self.is_led_by(person) else []

    def on_open(self, *, by):
        self.refuse_early_opening(by)

    def on_close(self, *, by):
        from risks.sessions.actions import enter_scores

        if not self.is_led_by(by):
            raise Refused(_("Only the chair or the secretary of the group enters what was agreed."))
        enter_scores(self, by=by)


class MatterQuerySet(OwnedQuerySet):
    def agreed(self):
        return self.exclude(likelihood=None)


class Matter(Owned):
    """A risk of a session with its agreed scores, each with one reason."""

    GUARDS = frozen_while(
        "a_matter_of_a_closed_session",
        "SELECT 1 FROM risks_session s WHERE s.id = {row}.session_id AND s.state = 'closed'",
    ) + (
        Guard(
            "scores_are_agreed_once_they_are_open",
            "UPDATE",
            "NEW.likelihood IS NOT NULL AND EXISTS (SELECT 1 FROM risks_session s WHERE s.id = "
            "NEW.session_id AND s.state = 'scoring')",
        ),
    )

    session = models.ForeignKey(Session, models.PROTECT, related_name="matters", verbose_name=_("session"))
    risk = models.ForeignKey("risks.Risk", models.PROTECT, related_name="+", verbose_name=_("risk"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), null=True, blank=True)
    likelihood_reason = models.TextField(_("why this likelihood"), blank=True, validators=[validate_reason])
    harm = models.PositiveSmallIntegerField(_("harm"), null=True, blank=True)
    harm_reason = models.TextField(_("why this harm"), blank=True, validators=[validate_reason])
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    unscoped, objects = make_managers(MatterQuerySet)

    class Meta:
        ordering = ["risk__kind__position", "risk__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "risk"], name="a_risk_is_asked_once_a_session"),
            models.CheckConstraint(
                condition=Q(
                    likelihood=None,
                    harm=None,
                    likelihood_reason="",
                    harm_reason="",
                    agreed_at=None,
                    agreed_by=None,
                )
                | Q(
                    likelihood__range=(1, 3),
                    harm__range=(1, 3),
                    agreed_at__isnull=False,
                    agreed_by__isnull=False,
                )
                & ~Q(likelihood_reason="")
                & ~Q(harm_reason=""),
                name="agreed_scores_have_reasons_person_and_time",
            ),
        ]

    def __str__(self):
        return str(self.risk)

    def get_absolute_url(self):
        return self.session.get_absolute_url()

    @property
    def is_agreed(self):
        return self.likelihood is not None

    @property
    def is_editable(self):
        """Whether scores may be agreed: the opinions are open."""
        return self.session.is_open

    @property
    def takes_more(self):
        """Whether members may still score it."""
        return self.session.is_scoring


class OpinionQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """While a session is scoring, only the person's own opinions and those entered for
        outside members.
        """
        rows = super().visible_to(person, act)
        return rows.filter(
            ~Q(session__state=Session.State.SCORING) | Q(seat__person=person) | Q(scribe=person)
        )


class Opinion(Owned):
    """Scores of one member for one risk; fixed once all opinions are open."""

    GUARDS = frozen_while(
        "a_score_of_an_open_session",
        "SELECT 1 FROM risks_session s WHERE s.id = {row}.session_id AND s.state <> 'scoring'",
    ) + (
        Guard(
            "a_score_is_of_a_matter_of_its_session",
            "INSERT",
            "NEW.session_id <> (SELECT q.session_id FROM risks_matter q WHERE q.id = NEW.matter_id)",
        ),
    )

    session = models.ForeignKey(Session, models.PROTECT, related_name="opinions", editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="opinions", verbose_name=_("risk"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("member of the group"))
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"), validators=[validate_reason])
    harm = models.PositiveSmallIntegerField(_("harm"))
    harm_reason = models.TextField(_("why this harm"), validators=[validate_reason])
    scribe = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")

    unscoped, objects = make_managers(OpinionQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "seat"],
                name="one_opinion_a_member_and_risk",
                violation_error_message=_(
                    "This member has already scored this risk. Correct that score instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 3), harm__range=(1, 3)),
                name="opinion_scores_are_one_to_three",
            ),
            models.CheckConstraint(
                condition=~Q(likelihood_reason="") & ~Q(harm_reason=""),
                name="each_score_of_a_member_has_its_reason",
            ),
        ]

    def __str__(self):
        return f"{self.seat} · {self.matter}"

    def get_absolute_url(self):
        return reverse("sessions:next", args=[self.session_id])

    @property
    def is_editable(self):
        return self.session.is_scoring
