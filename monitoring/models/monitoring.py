"""The monitoring at the organisation that conducts it: memo, scores of the members apart, agreed scores."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.criteria import CriteriaSet, Criterion
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Commission, Seat
from office.models.organisation import Organisation
from office.models.person import Person
from office.models.scoring_round import ScoringRound
from office.papers.models import Order
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused
from office.roles import Act

MONITORING_IN_STATE = "SELECT 1 FROM monitoring_monitoring m WHERE m.id = {row}.monitoring_id AND m.state "
ANNOUNCED_COLUMNS = ("subject_id", "criteria_set_id", "commission_id", "directions", "year", "kind")


class Monitoring(ScoringRound, Owned):
    """The check of one organisation by a commission under one set of criteria (order 158; regulation 674 p.
    4).

    While the members score apart nobody knows what another gave; once all have handed in, or the chair opens,
    the commission agrees.
    """

    class Kind(models.TextChoices):
        PLANNED = "planned", _("planned monitoring")
        UNPLANNED = "unplanned", _("unplanned")

    class State(models.TextChoices):
        PREPARED = "prepared", _("the memo is being prepared")
        SCORING = "scoring", _("members score apart")
        OPEN = "open", _("scores are open, the commission agrees")
        CLOSED = "closed", _("certificate made")

    MOVES = (
        Move(
            "announce",
            _("Send the notice and the memo"),
            (State.PREPARED,),
            State.SCORING,
            Act.MONITOR,
            _(
                "The body reads the memo and hands over the documents; the members begin to score. The memo "
                "can no longer be changed."
            ),
        ),
        Move(
            "open",
            _("Open the scores"),
            (State.SCORING,),
            State.OPEN,
            Act.SCORE,
            _(
                "Everybody in the commission sees the scores that were handed in; nobody can change theirs "
                "any more. It happens by itself once all have handed in theirs. Sheets that are not handed "
                "in do not count."
            ),
        ),
        Move(
            "close",
            _("Make the certificate"),
            (State.OPEN,),
            State.CLOSED,
            Act.SCORE,
            _(
                "The agreed scores, the total and the band are fixed for good and handed to the body as its "
                "certificate."
            ),
            danger=True,
        ),
    )

    GUARDS = (
        Guard("a_closed_monitoring_is_never_changed", "UPDATE", "OLD.state = 'closed'"),
        Guard(
            "scores_once_open_are_never_hidden",
            "UPDATE",
            "OLD.state = 'open' AND NEW.state NOT IN ('open', 'closed')",
        ),
        Guard(
            "an_announced_monitoring_keeps_what_was_announced",
            "UPDATE",
            "OLD.state <> 'prepared' AND (NEW.state = 'prepared' OR "
            + " OR ".join(f"OLD.{name} <> NEW.{name}" for name in ANNOUNCED_COLUMNS)
            + ")",
        ),
    )

    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", editable=False, verbose_name=_("criteria")
    )
    subject = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("body under monitoring")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PLANNED)
    year = models.PositiveSmallIntegerField(_("year of the rating"))
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    visit_from = models.DateField(_("the commission works from"))
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("order on the monitoring"),
    )
    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="+", verbose_name=_("working commission")
    )
    state_secretary = models.CharField(
        _("state secretary whose work is rated"),
        max_length=200,
        blank=True,
        help_text=_("Surname and initials, where the monitoring is of a state secretary (order 158 p. 3)"),
    )
    directions = models.TextField(_("directions of the monitoring"), blank=True)
    conclusion = models.TextField(_("conclusion of the commission"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARED, editable=False)

    class Meta:
        ordering = ["-year", "-visit_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "scoring", "open", "closed"]),
                name="monitoring_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["planned", "unplanned"]), name="monitoring_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="monitored_period_ends_after_it_begins",
                violation_error_message=_("The last day of the period lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "subject", "year", "state_secretary"],
                condition=Q(kind="planned"),
                name="one_planned_monitoring_a_year",
                violation_error_message=_("This body already has a planned monitoring of this year."),
            ),
        ]

    def __str__(self):
        return f"{self.subject} · {self.year}"

    def get_absolute_url(self):
        return reverse("monitorings:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state in (self.State.PREPARED, self.State.OPEN)

    @property
    def is_prepared(self):
        return self.state == self.State.PREPARED

    @property
    @with_label(_("period"))
    def period(self):
        return f"{self.period_from:%d.%m.%Y} – {self.period_to:%d.%m.%Y}"

    @property
    def takes_more(self):
        """Whether substitutes may still be named: until the scores are open."""
        return self.state in (self.State.PREPARED, self.State.SCORING)

    @cached_property
    def members(self):
        """The seats that score, the chair first: all held today, and for a member who does not take part the
        substitute (`instead_of`).
        """
        stand_ins = {
            row.member_id: row.substitute
            for row in self.replacements.select_related("member__person", "substitute__person")
        }
        seats = self.commission.seats.filter(Q(left_on=None) | Q(pk__in=stand_ins))
        found = []
        for seat in seats.exclude(part=Seat.Part.SUBSTITUTE).select_related("person"):
            scoring_seat = stand_ins.get(seat.pk, seat)
            scoring_seat.instead_of = seat if scoring_seat is not seat else None
            found.append(scoring_seat)
        return found

    @property
    def scoring_seats(self):
        return self.members

    @property
    def scores_given(self):
        """Of the sheets that were handed in; a sheet kept on the way counts for nothing."""
        return self.member_scores.handed_in().exclude(score=None)

    @property
    def questions_count(self):
        return self.criteria_set.count

    def part_of(self, seat):
        """A substitute has the part of the member whose place they take."""
        return (seat.instead_of or seat).part

    @property
    def is_certifiable(self):
        """Whether a certificate could be made today: open scores, all agreed, and a notice that was sent."""
        return self.is_open and self.is_agreed and hasattr(self, "notice")

    @property
    def is_agreed(self):
        """Whether each criterion has its final score."""
        return not self.lines.filter(score=None).exists()

    @property
    def agreed(self):
        """{number of the criterion: agreed score}, of those that are agreed."""
        rows = self.lines.exclude(score=None).values_list("criterion__number", "score")
        return dict(rows)

    def moves_for(self, person):
        """Only who leads the commission opens and closes."""
        moves = super().moves_for(person)
        return (
            moves if self.is_led_by(person) else [move for move in moves if move.target == self.State.SCORING]
        )

    def on_announce(self, *, by):
        from monitoring.memo import hand_memo

        if not self.members:
            raise Refused(_("The commission has no members yet: enter who sits in it."))
        hand_memo(self, by=by)

    def on_open(self, *, by):
        self.refuse_early_opening(by)
        from monitoring.score_actions import agree_where_unanimous

        agree_where_unanimous(self, by=by)

    def on_close(self, *, by, made_on):
        from monitoring.certificate_actions import make_certificate

        if not self.is_led_by(by):
            raise Refused(_("Only the chair or the secretary of the commission makes the certificate."))
        missing = [
            line.criterion.number for line in self.lines.filter(score=None).select_related("criterion")
        ]
        if missing:
            raise Refused(
                _("The certificate needs a score for each criterion. Still without one: %(numbers)s.")
                % {"numbers": ", ".join(map(str, missing))}
            )
        make_certificate(self, by=by, made_on=made_on)


class LineQuerySet(OwnedQuerySet):
    def agreed(self):
        return self.exclude(score=None)


class Line(Owned):
    """A criterion in a monitoring: the documents the memo asks for and, once the commission has agreed, the
    final score with its reason.
    """

    GUARDS = (
        *frozen_while("a_line_of_a_closed_monitoring", MONITORING_IN_STATE + "= 'closed'"),
        Guard(
            "a_score_is_agreed_once_all_are_open",
            "UPDATE",
            "NEW.score IS NOT NULL AND EXISTS ("
            + MONITORING_IN_STATE.format(row="NEW")
            + "IN ('prepared', 'scoring'))",
        ),
        Guard(
            "a_memo_that_was_sent_keeps_its_words",
            "UPDATE",
            "OLD.documents <> NEW.documents AND EXISTS ("
            + MONITORING_IN_STATE.format(row="NEW")
            + "<> 'prepared')",
        ),
    )

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="lines", editable=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    documents = models.TextField(_("documents asked for"), blank=True)
    score = models.PositiveSmallIntegerField(_("final score"), null=True, blank=True)
    reason = models.TextField(_("reason for the score"), blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    unscoped, objects = make_managers(LineQuerySet)

    class Meta:
        ordering = ["criterion__number"]
        constraints = [
            models.UniqueConstraint(fields=["monitoring", "criterion"], name="one_line_a_criterion"),
            models.CheckConstraint(
                condition=Q(score=None, reason="", agreed_at=None, agreed_by=None)
                | Q(score__in=score_rules.SCORES, agreed_at__isnull=False, agreed_by__isnull=False)
                & ~Q(reason=""),
                name="final_score_is_one_to_five_with_reason_person_and_time",
                violation_error_message=_("A score is a whole number from 1 to 5 and has its reason."),
            ),
        ]

    def __str__(self):
        return str(self.criterion)

    def get_absolute_url(self):
        return self.monitoring.get_absolute_url()
