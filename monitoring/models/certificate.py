"""What passes between the monitoring organisation and the organisation under monitoring.

Rows of the latter, read by the organisations above it.
"""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.criteria import Band, CriteriaSet, Criterion
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import MonitoredQuerySet, Notice
from office import clock
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.models.organisation import Organisation
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act, may


class ResultQuerySet(MonitoredQuerySet):
    def of_bodies(self):
        """Those that rate the work of an organisation, not of a state secretary."""
        return self.filter(state_secretary="")

    def of_secretaries(self):
        return self.exclude(state_secretary="")


class Result(Owned):
    """The certificate (маалымкат) of a monitoring: every score, the total, the band.

    Made once, never changed.

    `scores` = {"1": 4, …}; `data` = {"reasons": {"1": str}, "conclusion": str, "members": [{"post", "name"}],
    "order": str, "late": [str]}. Without a notice it was brought in from paper: `brought_from` says from
    where.
    """

    GUARDS = (
        Guard("a_certificate_is_never_changed", "UPDATE"),
        Guard("a_certificate_is_never_deleted", "DELETE"),
    )

    notice = models.OneToOneField(
        Notice, models.PROTECT, null=True, blank=True, related_name="result", editable=False
    )
    brought_from = models.CharField(_("brought in from"), max_length=300, blank=True, editable=False)
    monitor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("conducted by")
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, models.PROTECT, related_name="+", verbose_name=_("criteria")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=Monitoring.Kind, default=Monitoring.Kind.PLANNED
    )
    year = models.PositiveSmallIntegerField(_("year of the rating"))
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period to"))
    state_secretary = models.CharField(_("state secretary whose work is rated"), max_length=200, blank=True)
    scores = models.JSONField(_("scores"))
    count = models.PositiveSmallIntegerField(_("criteria"))
    total = models.PositiveSmallIntegerField(_("total"))
    band = models.ForeignKey(Band, models.PROTECT, related_name="+", verbose_name=_("band"))
    data = models.JSONField(_("certificate"))
    made_on = models.DateField(_("certificate of"), default=clock.today)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("made by"))

    unscoped, objects = make_managers(ResultQuerySet)

    class Meta:
        ordering = ["-year", "-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gte=F("count")) & Q(total__lte=F("count") * 5),
                name="total_lies_between_all_ones_and_all_fives",
            ),
            models.CheckConstraint(
                condition=Q(notice=None) ^ Q(brought_from=""), name="certificate_has_its_notice_or_its_paper"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["planned", "unplanned"]), name="certificate_kind_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.state_secretary or self.organisation} · {self.year} · {self.total}"

    def get_absolute_url(self):
        return reverse("results:record", args=[self.pk])

    @property
    @with_label(_("period"))
    def period(self):
        return f"{self.period_from:%d.%m.%Y} – {self.period_to:%d.%m.%Y}"

    @property
    @with_label(_("band"))
    def rank(self):
        """Which band, from 1 for the worst."""
        return self.band.rank

    @property
    def most(self) -> int:
        """The highest total its criteria allow."""
        return self.count * max(score_rules.SCORES)

    @property
    def share(self) -> Fraction:
        """The total as a part of the highest one: what remains comparable where the criteria differ."""
        return Fraction(self.total, self.most)

    @property
    @with_label(_("of the maximum"))
    def percent(self) -> str:
        """«80 %», rounded."""
        return f"{round(100 * self.share)} %"

    @property
    def by_number(self):
        """{number of the criterion: score}."""
        return {int(number): score for number, score in self.scores.items()}


class RecommendationQuerySet(MonitoredQuerySet):
    def unanswered(self):
        return self.filter(state__in=[Recommendation.State.ISSUED, Recommendation.State.RETURNED])

    def late(self, today):
        """Answered after the day they were due, or not yet though the day is past."""
        return self.filter(
            Q(answered_on__gt=F("due")) | Q(due__lt=today, pk__in=self.unanswered().values("pk"))
        )


class Recommendation(Workflow, Owned):
    """What a certificate recommends: to whom, by which day, what was answered, whether that was accepted."""

    class State(models.TextChoices):
        ISSUED = "issued", _("waits for an answer")
        ANSWERED = "answered", _("answered, waits to be judged")
        RETURNED = "returned", _("answer not accepted")
        ACCEPTED = "accepted", _("accepted")

    MOVES = (
        Move(
            "answer",
            _("Answer"),
            (State.ISSUED, State.RETURNED),
            State.ANSWERED,
            Act.KEEP,
            _("The monitoring body reads the answer with its proof. The day of the answer stays."),
        ),
        Move(
            "accept",
            _("Accept the answer"),
            (State.ANSWERED,),
            State.ACCEPTED,
            Act.MONITOR,
            _("The recommendation counts as carried out; it can no longer be changed."),
        ),
        Move(
            "give_back",
            _("Give back"),
            (State.ANSWERED,),
            State.RETURNED,
            Act.MONITOR,
            _("The body answers once more; the term stays as it was."),
        ),
    )
    JUDGED = ("accept", "give_back")

    GUARDS = (
        Guard("an_accepted_recommendation_is_never_changed", "UPDATE", "OLD.state = 'accepted'"),
        Guard(
            "a_recommendation_keeps_its_words_and_term",
            "UPDATE",
            "OLD.text <> NEW.text OR OLD.due <> NEW.due OR OLD.result_id <> NEW.result_id OR OLD.issued_on "
            "<> NEW.issued_on",
        ),
        Guard("a_recommendation_is_never_deleted", "DELETE"),
    )

    result = models.ForeignKey(
        Result, models.PROTECT, related_name="recommendations", verbose_name=_("certificate")
    )
    number = models.PositiveSmallIntegerField(_("№"), editable=False)
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("criterion")
    )
    text = models.TextField(_("recommendation"))
    addressee = models.CharField(
        _("to whom"), max_length=300, help_text=_("Post, surname and initials of whoever answers for it")
    )
    issued_on = models.DateField(_("issued on"), default=clock.today)
    issued_by = models.ForeignKey(
        Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("issued by")
    )
    due = models.DateField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ISSUED, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    proof = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("proof"),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    verdict = models.TextField(_("judgement"), blank=True, editable=False)
    judged_on = models.DateField(_("judged on"), null=True, blank=True, editable=False)
    judged_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("judged by"),
    )

    unscoped, objects = make_managers(RecommendationQuerySet)

    class Meta:
        ordering = ["-result__year", "-result", "number"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="one_recommendation_a_number"),
            models.CheckConstraint(
                condition=Q(state__in=["issued", "answered", "returned", "accepted"]),
                name="recommendation_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(due__gte=F("issued_on")),
                name="recommendation_is_due_after_it_was_issued",
                violation_error_message=_("The term lies before the day the recommendation was issued."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answered_by=None, state="issued")
                | Q(answered_on__isnull=False, answered_by__isnull=False)
                & ~Q(state="issued")
                & ~Q(answer=""),
                name="an_answer_has_its_words_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(judged_on=None, judged_by=None, state__in=["issued", "answered"])
                | Q(judged_on__isnull=False, judged_by__isnull=False) & ~Q(state="issued"),
                name="a_judgement_has_its_day_and_person",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    def get_absolute_url(self):
        return reverse("recommendations:record", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state in (self.State.ISSUED, self.State.RETURNED)

    @property
    @with_label(_("late by, days"))
    def days_late(self):
        """Calendar days past the term, of the answer that stands or until today; 0 when in time."""
        until = clock.today() if self.answered_on is None else self.answered_on
        return max((until - self.due).days, 0)

    def moves_for(self, person):
        """The organisation under monitoring does not judge its own answer, unless it monitors itself."""
        judges = may(person, Act.MONITOR, self.result.monitor)
        return [move for move in super().moves_for(person) if judges or move.name not in self.JUDGED]

    def on_answer(self, *, by, answer, answered_on, proof):
        if answered_on < self.issued_on:
            raise Refused(_("The answer cannot be older than the recommendation."))
        self.answer, self.answered_on, self.answered_by = answer, answered_on, by
        if proof:
            self.proof = StoredFile.store(self.organisation, name=proof.name, content=proof.read(), by=by)

    def on_accept(self, *, by, verdict):
        self._judge(by, verdict)

    def on_give_back(self, *, by, verdict):
        if not verdict:
            raise Refused(_("Say what is wanting in the answer."))
        self._judge(by, verdict)

    def _judge(self, by, verdict):
        if not may(by, Act.MONITOR, self.result.monitor):
            raise Refused(_("Only the body that conducted the monitoring judges the answer."))
        self.verdict, self.judged_on, self.judged_by = verdict, clock.today(), by
