from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office import clock
from office.accounts.handlers import handlers_of_both
from office.accounts.second_person import made_by_the_other
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Meeting
from office.models.counter import Counter
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.reasons import TOO_SHORT, has_words, validate_reason
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from risks.models.method import RANK, STEPS, Effectiveness, Indicator, Level, Method
from risks.models.risk import Risk

# A sheet's level must be the one the law's bands give to its sum; the bands are data, so the database
# compares with the data.
WRONG_BAND = (
    "NEW.level <> coalesce((SELECT b.level FROM risks_band b WHERE b.method_id = NEW.method_id "
    "AND NEW.likelihood + NEW.harm BETWEEN b.lowest AND b.highest), '')"
)
WRONG_RESIDUAL = (
    "NEW.residual <> '' AND NEW.residual <> NEW.level AND NOT (NEW.effectiveness = 'high' AND "
    "NEW.residual_reason <> '' "
    # A level the method has no band for has no rank: what cannot be compared is refused.
    f"AND coalesce({RANK.format(level='level')} - {RANK.format(level='residual')}, 0) BETWEEN 1 AND {STEPS})"
)


ONE_PERSON_ALONE = (
    "OLD.state = 'draft' AND NEW.state = 'agreed' AND NEW.meeting_id IS NULL "
    "AND (NEW.scorer_id IS NULL OR NEW.scorer_id = NEW.agreed_by_id)"
)


class Assessment(Workflow, Owned):
    """An assessment sheet (баалоо баракчасы, 232 §7): two scores, each with its reason; sum, level, control,
    residual, measures.

    A sheet in work is corrected; an agreed one stands as it is and the next assessment is a new sheet.
    """

    BOOK = "assessments"

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        AGREED = "agreed", _("agreed")

    MOVES = (
        Move(
            "agree",
            _("Agree the scores"),
            (State.DRAFT,),
            State.AGREED,
            Act.ASSESS,
            _(
                "You agree, as a second person, what another member of the group has scored. The "
                "sheet can no longer be changed; the risk takes its level."
            ),
            danger=True,
        ),
    )

    GUARDS = (
        *(Guard("level_of_a_sheet_follows_its_points", event, WRONG_BAND) for event in ("INSERT", "UPDATE")),
        *(
            Guard("residual_is_one_step_lower_at_most_and_only_under_strong_control", event, WRONG_RESIDUAL)
            for event in ("INSERT", "UPDATE")
        ),
        Guard("an_agreed_sheet_is_never_changed", "UPDATE", "OLD.state = 'agreed'"),
        Guard("an_agreed_sheet_is_never_deleted", "DELETE", "OLD.state = 'agreed'"),
        Guard("a_sitting_or_a_second_person_agrees_a_score", "UPDATE", ONE_PERSON_ALONE),
        # Whom one administrator entered may agree, marked: a new body has nobody else (`same_hand`).
        made_by_the_other(
            "neither_who_scores_nor_who_agrees_made_the_other",
            when="OLD.state = 'draft' AND NEW.state = 'agreed' AND NEW.meeting_id IS NULL",
            asker="scorer_id",
            second="agreed_by_id",
            asked_at="agreed_at",
        ),
    )

    # From the book of sheets, when it is agreed; sheets agreed before there was one have none.
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="assessments", verbose_name=_("risk"))
    method = models.ForeignKey(
        Method, models.PROTECT, related_name="+", verbose_name=_("method of assessment")
    )
    assessed_on = models.DateField(_("day of the assessment"), default=clock.today)
    indicators = models.ManyToManyField(
        Indicator,
        through="risks.FoundIndicator",
        blank=True,
        verbose_name=_("indicators of likelihood found (232 p.14)"),
    )
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"), validators=[validate_reason])
    harm = models.PositiveSmallIntegerField(_("harm"))
    harm_reason = models.TextField(_("why this harm"), validators=[validate_reason])
    points = models.GeneratedField(
        verbose_name=_("points"),
        expression=F("likelihood") + F("harm"),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    level = models.CharField(_("level"), max_length=10, choices=Level, editable=False)
    control = models.TextField(_("existing internal control"), blank=True)
    effectiveness = models.CharField(
        _("effectiveness of the control"), max_length=10, choices=Effectiveness, blank=True
    )
    residual = models.CharField(_("residual risk"), max_length=10, choices=Level, blank=True)
    residual_reason = models.TextField(
        _("why the residual risk is lower"), blank=True, validators=[validate_reason]
    )
    measures = models.TextField(_("proposed measures to reduce the risk"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    scorer = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,  # sheets of before it was kept
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scored by"),
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sitting that agreed it"),
    )
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("agreed by"),
    )

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 3), harm__range=(1, 3)), name="scores_are_one_to_three"
            ),
            models.CheckConstraint(
                condition=~Q(likelihood_reason="") & ~Q(harm_reason=""), name="each_score_has_its_reason"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="sheet_level_is_known"),
            models.CheckConstraint(
                condition=Q(effectiveness__in=["", *Effectiveness.values]), name="effectiveness_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", agreed_at=None, agreed_by=None)
                | Q(state="agreed", agreed_at__isnull=False, agreed_by__isnull=False),
                name="agreed_sheet_has_person_and_time",
            ),
            models.UniqueConstraint(
                fields=["risk"], condition=Q(state="draft"), name="one_sheet_in_work_a_risk"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_assessment_sheet_a_number"
            ),
            models.CheckConstraint(
                condition=Q(year=None, number=None)
                | Q(state="agreed", year__isnull=False, number__isnull=False),
                name="an_agreed_sheet_alone_has_a_number",
            ),
        ]

    def __str__(self):
        return f"{self.risk} · {self.assessed_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("assessments:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    @with_label("№")
    def numbered(self):
        """«7/2026»; "" of a sheet in work and of one agreed before sheets had numbers."""
        return f"{self.number}/{self.year}" if self.number else ""

    @property
    def outcome(self):
        """The level that counts after the control was judged."""
        return self.residual or self.level

    outcome.fget.label = _("residual risk")

    @property
    def same_hand(self):
        """The person who entered, appointed or reset both who scored and who agreed in the days before; None
        where a sitting agreed it or nobody did.
        """
        if self.meeting_id or self.agreed_by is None or self.scorer is None:
            return None
        return handlers_of_both(self.scorer, self.agreed_by, [self.agreed_at])[0]

    def moves_for(self, person):
        """Whoever scored is not offered to agree it."""
        return [] if self.scorer_id == person.pk else super().moves_for(person)

    def require_second_person(self, by):
        """Refused when neither a sitting nor a second person agrees the scores."""
        if self.meeting_id:
            return
        if self.scorer_id is None:
            raise Refused(
                _(
                    "It is not known who gave these scores. Correct and save the sheet; another member "
                    "agrees it."
                )
            )
        if self.scorer_id == by.pk:
            raise Refused(
                _(
                    "One person alone makes no official score. Another member of the working group "
                    "agrees it, or the group does at a sitting."
                )
            )

    def require_reasons(self):
        """Refused while a reason says nothing."""
        reasons = [self.likelihood_reason, self.harm_reason]
        if self.outcome != self.level:
            reasons.append(self.residual_reason)
        if not all(map(has_words, reasons)):
            raise Refused(f"{self.risk}: {TOO_SHORT}")

    def on_agree(self, *, by):
        self.require_second_person(by)
        self.require_reasons()
        current = self.risk.assessment
        if not self.risk.is_editable:
            raise Refused(_("The risk has been dropped from the register."))
        if current and current.assessed_on > self.assessed_on:
            raise Refused(_("A newer sheet of this risk has been agreed. Correct the day of this one."))
        self.agreed_at, self.agreed_by = timezone.now(), by
        self.year = clock.today().year
        self.number = Counter.take(self.organisation, self.BOOK, self.year)
        self.risk.assessment, self.risk.level = self, self.level
        self.risk.version += 1
        self.risk.save(update_fields=["assessment", "level", "version"])
        self.risk.update_post_levels()


class FoundIndicator(Owned):
    GUARDS = frozen_while(
        "an_indicator_of_an_agreed_sheet",
        "SELECT 1 FROM risks_assessment a WHERE a.id = {row}.assessment_id AND a.state = 'agreed'",
    )

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="found"
    )  # a sheet in work may be thrown away with its ticks
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="an_indicator_is_ticked_once")
        ]

    def __str__(self):
        return str(self.indicator)
