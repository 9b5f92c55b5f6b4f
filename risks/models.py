"""The register of corruption risks: method, risks, assessment sheets, imports, editions."""

from dataclasses import replace

from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.kyrgyz import fold
from office.models import (
    ListEdition,
    Owned,
    OwnedQuerySet,
    Person,
    Signal,
    TableImport,
    Unit,
    edition_rules,
    managers,
)
from office.models.law import DatedQuerySet
from office.roles import Act
from office.triggers import Guard, frozen_while
from office.workflow import Move, Refused, Workflow
from positions.actions import follow_risks
from positions.models import Post
from risks import scoring
from risks.imports import Reading
from risks.papers import CHANGES
from risks.session import Matter, Opinion, Session
from risks.submittal import Submittal

__all__ = ["Matter", "Opinion", "Session", "Submittal"]  # models of this app with files of their own


class Level(models.TextChoices):
    ZERO = "zero", _("zero")
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class Category(models.TextChoices):
    SYSTEMIC = "systemic", _("systemic (real)")
    POTENTIAL = "potential", _("potential")
    SITUATIONAL = "situational", _("situational")


class Effectiveness(models.TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class Named(models.Model):
    """Reference data that says its name in Kyrgyz and Russian."""

    name_ky = models.TextField(_("name in Kyrgyz"))
    name_ru = models.TextField(_("name in Russian"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name_ru if get_language() == "ru" and self.name_ru else self.name_ky

    @property
    def words(self):
        """The name in the reader's language."""
        return str(self)

    words.fget.label = _("name")


class FunctionKind(Named):
    """A kind of function that must be assessed (281 p.5). Lists are grouped under `heading`."""

    code = models.SlugField(_("code"), unique=True)
    heading = models.CharField(_("heading in the printed list"), max_length=200)
    position = models.PositiveSmallIntegerField(_("place in the printed list"))
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def get_absolute_url(self):
        return reverse("functions:record", args=[self.pk])


IN_USE = "SELECT 1 FROM risks_assessment a WHERE a.method_id = {method}"


class Method(Named):
    """How a level is found: by choice (281) or as the sum of two scores (232). Old sheets keep the method they were made under.

    A new method is entered, not released: sheets of a day take the newest one in force on it.
    """

    GUARDS = (
        Guard(
            "a_method_in_use_keeps_its_rule",
            "UPDATE",
            "(OLD.code <> NEW.code OR OLD.uses_points <> NEW.uses_points OR OLD.residual_steps <> NEW.residual_steps "
            f"OR OLD.valid_from <> NEW.valid_from) AND EXISTS ({IN_USE.format(method='OLD.id')})",
        ),
    )

    code = models.SlugField(_("code"), unique=True)
    uses_points = models.BooleanField(_("the level follows from points"), default=True)
    residual_steps = models.PositiveSmallIntegerField(
        _("categories that strong control may take off"), default=0
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["valid_from"]

    def get_absolute_url(self):
        return reverse("methods:record", args=[self.pk])

    @classmethod
    def with_points_on(cls, day):
        """The method by which a sheet of that day is scored; None before the first such method."""
        return cls.objects.in_force(day).filter(uses_points=True).last()

    @property
    def is_editable(self):
        """Whether its rule may still change: it has bands to set, and no sheet has been made under it."""
        return self.uses_points and not Assessment.unscoped.filter(method=self).exists()

    @cached_property
    def rules(self):
        """The method as pure functions know it: bands and steps from their rows, the words of the scales from the acts we know."""
        kin = scoring.METHOD_232 if self.uses_points else scoring.METHOD_281
        bands = tuple(scoring.Band(band.lowest, band.highest, band.level) for band in self.bands.all())
        return replace(
            kin,
            code=self.code,
            starts=self.valid_from,
            bands=bands,
            levels=tuple(band.level for band in bands) or kin.levels,
            residual_steps=self.residual_steps,
        )

    def band_words(self):
        """«2–3 төмөнкү, 4 орточо, 5–6 жогорку»; a dash where people choose the level."""
        return ", ".join(f"{band} {band.get_level_display()}" for band in self.bands.all())

    band_words.label = _("bands of the sum")


class Band(models.Model):
    """Which sums give which level under a method (232 §4)."""

    GUARDS = frozen_while("a_band_of_a_method_in_use", IN_USE.format(method="{row}.method_id"))

    method = models.ForeignKey(Method, models.PROTECT, related_name="bands")
    level = models.CharField(max_length=10, choices=Level)
    rank = models.PositiveSmallIntegerField()  # 0 is the lowest category of the method
    lowest = models.PositiveSmallIntegerField()
    highest = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["method", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["method", "level"], name="one_band_a_level"),
            models.CheckConstraint(condition=Q(lowest__lte=F("highest")), name="band_is_not_empty"),
        ]

    def __str__(self):
        return f"{self.lowest}–{self.highest}" if self.lowest < self.highest else str(self.lowest)


class Indicator(Named):
    """An indicator of likelihood (232 p.14). The list is empty at delivery: the official text must be entered."""

    method = models.ForeignKey(Method, models.PROTECT, related_name="indicators")
    valid_from = models.DateField(_("in force from"), default=timezone.localdate)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def get_absolute_url(self):
        return reverse("indicators:record", args=[self.pk])


class CatalogueEntry(Named):
    """A line of the act's open catalogues: zones (281 p.6), sectors (p.7), sources of information (p.8), signs of corrupt conduct (p.10), barriers (p.14)."""

    class Catalogue(models.TextChoices):
        ZONE = "zone", _("zones of corruption risk (p. 6)")
        SECTOR = "sector", _("sectors (p. 7)")
        SOURCE = "source", _("sources of information (p. 8)")
        SIGN = "sign", _("signs of corrupt conduct (p. 10)")
        BARRIER = "barrier", _("barrier measures (p. 14)")

    catalogue = models.CharField(_("catalogue"), max_length=10, choices=Catalogue)
    code = models.SlugField(_("code"), max_length=60)
    valid_from = models.DateField(_("in force from"), default=timezone.localdate)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["-catalogue", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "code"], name="one_catalogue_entry_a_code"),
            models.CheckConstraint(
                condition=Q(catalogue__in=["zone", "sector", "source", "sign", "barrier"]),
                name="catalogue_is_known",
            ),
        ]

    def get_absolute_url(self):
        return reverse("catalogues:record", args=[self.pk])


# A sheet's level must be the one the law's bands give to its sum; the bands are data, so the database compares with the data.
WRONG_BAND = (
    "NEW.level <> coalesce((SELECT b.level FROM risks_band b WHERE b.method_id = NEW.method_id "
    "AND NEW.likelihood + NEW.harm BETWEEN b.lowest AND b.highest), '')"
)
RANK = "(SELECT b.rank FROM risks_band b WHERE b.method_id = NEW.method_id AND b.level = NEW.{level})"
STEPS = "(SELECT m.residual_steps FROM risks_method m WHERE m.id = NEW.method_id)"
WRONG_RESIDUAL = (
    f"NEW.residual <> '' AND NEW.residual <> NEW.level AND NOT (NEW.effectiveness = 'high' AND NEW.residual_reason <> '' "
    # A level the method has no band for has no rank: what cannot be compared is refused.
    f"AND coalesce({RANK.format(level='level')} - {RANK.format(level='residual')}, 0) BETWEEN 1 AND {STEPS})"
)


# What makes a situation of the library the body's own: other words for what is so here, or the reason why these words hold.
TOUCHES = ("function", "situation", "unit_text", "posts", "elsewhere")
TOUCHED_BY_NOTHING = (
    "OLD.untouched AND NOT NEW.untouched AND NEW.here_because = '' AND coalesce(OLD.unit_id, 0) = coalesce(NEW.unit_id, 0) AND "
    + " AND ".join(f"OLD.{name} = NEW.{name}" for name in TOUCHES)
)


class RiskQuerySet(OwnedQuerySet):
    def in_register(self):
        """Risks that are worked on; those dropped stay in the memory."""
        return self.exclude(state=Risk.State.DROPPED)

    def in_the_list(self):
        """Risks that the next edition of the list prints."""
        return self.filter(state=Risk.State.ACTIVE)

    def in_order(self):
        """As the paper has them: function kinds in the order of 281 p.5, then the numbers of each group."""
        return self.order_by("kind__position", "position", "pk")

    def text_matches(self, words):
        """Forgives н for ң, о for ө, у for ү, case and Latin typing."""
        rows = self
        for word in fold(words).split():
            rows = rows.filter(search__contains=word)
        return rows


class Risk(Workflow, Owned):
    """A corruption risk of a body: which function, which situation, who is exposed, how likely and how harmful.

    `position` is its number in the group of its function; 0 while it is not in the list. Under a method without points the level is chosen; under one with points it is the level of the current assessment sheet.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being described")
        ACTIVE = "active", _("in the register")
        DROPPED = "dropped", _("dropped from the register")

    MOVES = (
        Move(
            "enter",
            _("Put into the register"),
            (State.DRAFT,),
            State.ACTIVE,
            Act.KEEP,
            _("The risk appears in the next edition of the list."),
        ),
        Move(
            "drop",
            _("Drop from the register"),
            (State.DRAFT, State.ACTIVE),
            State.DROPPED,
            Act.KEEP,
            _("The next edition of the list is without this risk. Approved editions keep it."),
            danger=True,
        ),
        Move(
            "restore",
            _("Bring back"),
            (State.DROPPED,),
            State.ACTIVE,
            Act.KEEP,
            _("The risk appears in the next edition of the list again."),
        ),
    )

    GUARDS = (
        tuple(
            Guard(
                "level_of_a_risk_is_that_of_its_sheet",
                event,
                "NEW.assessment_id IS NOT NULL AND NEW.level <> (SELECT a.level FROM risks_assessment a WHERE a.id = NEW.assessment_id)",
            )
            for event in ("INSERT", "UPDATE")
        )
        + tuple(
            Guard(
                "sheet_of_a_risk_is_its_own",
                event,
                "NEW.assessment_id IS NOT NULL AND NEW.id <> (SELECT a.risk_id FROM risks_assessment a WHERE a.id = NEW.assessment_id)",
            )
            for event in ("INSERT", "UPDATE")
        )
        + (Guard("a_risk_of_the_library_is_touched_by_a_change_or_a_reason", "UPDATE", TOUCHED_BY_NOTHING),)
    )

    kind = models.ForeignKey(
        FunctionKind, models.PROTECT, related_name="+", verbose_name=_("kind of function")
    )
    position = models.PositiveIntegerField(_("place in its group"), default=0)
    function = models.TextField(_("function (powers)"))
    situation = models.TextField(
        _("cases and situations with a risk of corruption"),
        help_text=_("Describe how it works, with examples of where it has happened (281 annex 1, note **)"),
    )
    category = models.CharField(_("category"), max_length=20, choices=Category)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit of the staffing table"),
    )
    unit_text = models.TextField(_("structural unit (body, institution)"), blank=True)
    posts = models.TextField(_("exposed posts"), blank=True)
    elsewhere = models.TextField(_("can it arise in other bodies? (if so, in which)"), blank=True)
    note = models.TextField(_("note"), blank=True)
    zone = models.ForeignKey(
        CatalogueEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("zone of corruption risk"),
    )
    sector = models.ForeignKey(
        CatalogueEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sector")
    )
    exposed_posts = models.ManyToManyField(
        Post,
        through="risks.ExposedPost",
        blank=True,
        related_name="risks",
        verbose_name=_("exposed posts of the staffing table"),
    )
    sources = models.ManyToManyField(
        CatalogueEntry,
        through="risks.RiskSource",
        blank=True,
        related_name="+",
        verbose_name=_("sources of information"),
    )
    source_text = models.TextField(
        _("the materials themselves"),
        blank=True,
        help_text=_("Minutes, statistics, publication: number and date"),
    )
    assessment = models.ForeignKey(
        "risks.Assessment",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("assessment sheet"),
    )
    signals = models.ManyToManyField(
        Signal, through="risks.RiskSignal", blank=True, related_name="risks", verbose_name=_("signals")
    )
    library = models.SlugField(
        _("situation of the starter library"), max_length=60, blank=True, editable=False
    )
    untouched = models.BooleanField(_("from the library, not touched yet"), default=False, editable=False)
    here_because = models.TextField(_("why it is so here"), blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    dropped_on = models.DateField(null=True, blank=True, editable=False)
    drop_ground = models.TextField(_("ground"), blank=True, editable=False)
    search = models.TextField(editable=False, default="")

    unscoped, objects = managers(RiskQuerySet)

    class Meta:
        ordering = ["kind__position", "position", "pk"]
        indexes = [
            models.Index(fields=["organisation", "kind", "position"], name="risk_in_order"),
            models.Index(fields=["organisation", "level"], name="risk_by_level"),
            models.Index(fields=["organisation", "state"], name="risk_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=["", *Level.values]), name="risk_level_is_known"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="risk_category_is_known"),
            models.CheckConstraint(
                condition=Q(state="dropped", dropped_on__isnull=False) & ~Q(drop_ground="")
                | ~Q(state="dropped") & Q(dropped_on=None, drop_ground=""),
                name="dropped_risk_has_day_and_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state="active", level=""), name="risk_in_the_register_has_a_level"
            ),
            models.CheckConstraint(
                condition=~Q(state="active", untouched=True),
                name="risk_of_the_library_enters_the_register_touched",
            ),
            models.UniqueConstraint(
                fields=["organisation", "library"],
                condition=Q(untouched=True) & ~Q(state="dropped"),
                name="a_situation_waits_untouched_once",
                violation_error_message=_("This situation has already been copied and is not touched yet."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "active", "dropped"]), name="risk_state_is_known"
            ),
        ]

    def __str__(self):
        return self.situation if len(self.situation) <= 120 else f"{self.situation[:117]}…"

    def get_absolute_url(self):
        return reverse("risks:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state != self.State.DROPPED

    @property
    def takes_more(self):
        """Whether it may be assessed."""
        return self.is_editable

    @property
    def is_quiet(self):
        """Drawn in grey in the register."""
        return self.state != self.State.ACTIVE

    @property
    def number(self):
        """Its number in the printed list; a dash while it is in none."""
        return str(self.position or "—")

    number.fget.label = "№"

    @property
    def residual(self):
        """The level after strong control, or the level itself."""
        return (self.assessment.residual if self.assessment else "") or self.level

    @property
    def unit_words(self):
        """The unit as the list prints it: in the body's own words, else the unit of the staffing table."""
        return self.unit_text or (self.unit.name_ky if self.unit else "")

    unit_words.fget.label = _("structural unit (body, institution)")

    def index(self):
        """Fill the folded search column from the words of the risk; the caller saves."""
        self.search = fold(
            " ".join([self.function, self.situation, self.unit_text, self.posts, self.elsewhere, self.note])
        )

    def take_place(self):
        """Give the risk the next number of its group; the caller saves."""
        group = Risk.objects.of(self.organisation).in_the_list().filter(kind=self.kind)
        self.position = (group.aggregate(last=Max("position"))["last"] or 0) + 1

    def leave_place(self, kind_id=None):
        """Close the gap the risk leaves in its group (`kind_id` where the risk has already moved on); the caller saves."""
        if self.position:
            Risk.objects.of(self.organisation).in_the_list().filter(
                kind_id=kind_id or self.kind_id, position__gt=self.position
            ).update(position=F("position") - 1)
        self.position = 0

    def touch(self, changed=(), because=""):
        """Make a situation of the library the body's own: by other words in the fields `changed`, or by a reason. The caller saves."""
        if self.untouched and (because or {*changed} & {"unit", *TOUCHES}):
            self.untouched, self.here_because = False, because

    def tell_posts(self):
        """Let the rows of the list of positions that hang on this risk follow its level."""
        own = [self.level] if self.state == self.State.ACTIVE else []
        for post in self.exposed_posts.all():
            others = post.risks.in_the_list().exclude(pk=self.pk).values_list("level", flat=True)
            follow_risks(post, [*others, *own])

    def offers(self, move):
        """A situation of the library is offered to the register once it has been touched."""
        return move.name == "drop" or not self.untouched

    def on_enter(self, *, by):
        self.require_touch()
        self.require_level()
        self.take_place()
        self.tell_posts()

    def on_drop(self, *, by, ground):
        if not ground:
            raise Refused(_("Give the ground: why the risk is no longer in the list."))
        self.dropped_on, self.drop_ground = timezone.localdate(), ground
        self.leave_place()
        self.tell_posts()

    def on_restore(self, *, by):
        self.require_touch()
        self.require_level()
        self.dropped_on, self.drop_ground = None, ""
        self.take_place()
        self.tell_posts()

    def require_touch(self):
        if self.untouched:
            raise Refused(
                _(
                    "This situation stands as the library has it. Correct it to what is so here, or say why it is so here."
                )
            )

    def require_level(self):
        if not self.level:
            raise Refused(
                _("A risk in the register needs a level: choose it or fill in an assessment sheet.")
            )


class ExposedPost(Owned):
    """A post of the staffing table that is exposed to a risk (281 p.9)."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="+")  # nothing without its risk
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["risk", "post"], name="a_post_is_linked_once_a_risk")]

    def __str__(self):
        return str(self.post)


class RiskSource(Owned):
    """A source of information the risk was found in (281 p.8)."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="found_in")  # nothing without its risk
    source = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["risk", "source"], name="a_source_is_named_once_a_risk")
        ]

    def __str__(self):
        return str(self.source)


class RiskSignal(Owned):
    """A signal that tells of a risk."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="heard_of")  # nothing without its risk
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["risk", "signal"],
                name="a_signal_is_linked_once_a_risk",
                violation_error_message=_("This signal is already linked to the risk."),
            )
        ]

    def __str__(self):
        return str(self.signal)


class Assessment(Workflow, Owned):
    """An assessment sheet (баалоо баракчасы, 232 §7): two scores, each with its reason; sum, level, control, residual, measures.

    A sheet in work is corrected; an agreed one stands as it is and the next assessment is a new sheet.
    """

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
            _("The sheet can no longer be changed; the risk takes its level."),
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
    )

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="assessments", verbose_name=_("risk"))
    method = models.ForeignKey(
        Method, models.PROTECT, related_name="+", verbose_name=_("method of assessment")
    )
    assessed_on = models.DateField(_("day of the assessment"), default=timezone.localdate)
    indicators = models.ManyToManyField(
        Indicator,
        through="risks.FoundIndicator",
        blank=True,
        verbose_name=_("indicators of likelihood found (232 p.14)"),
    )
    likelihood = models.PositiveSmallIntegerField(_("likelihood"))
    likelihood_reason = models.TextField(_("why this likelihood"))
    harm = models.PositiveSmallIntegerField(_("harm"))
    harm_reason = models.TextField(_("why this harm"))
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
    residual_reason = models.TextField(_("why the residual risk is lower"), blank=True)
    measures = models.TextField(_("proposed measures to reduce the risk"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    unscoped, objects = managers()

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
        ]

    def __str__(self):
        return f"{self.risk} · {self.assessed_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("assessments:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def outcome(self):
        """The level that counts after the control was judged."""
        return self.residual or self.level

    outcome.fget.label = _("residual risk")

    def on_agree(self, *, by):
        current = self.risk.assessment
        if not self.risk.is_editable:
            raise Refused(_("The risk has been dropped from the register."))
        if current and current.assessed_on > self.assessed_on:
            raise Refused(_("A newer sheet of this risk has been agreed. Correct the day of this one."))
        self.agreed_at, self.agreed_by = timezone.now(), by
        self.risk.assessment, self.risk.level = self, self.level
        self.risk.version += 1
        self.risk.save(update_fields=["assessment", "level", "version"])
        self.risk.tell_posts()


class FoundIndicator(Owned):
    """An indicator of likelihood ticked in a sheet."""

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


class RiskImport(TableImport):
    """A table of risks a body has in Word or Excel, on its way into the register. Nothing of it is a risk before the last step."""

    READINGS = {sheet.form: Reading for sheet in Reading.VOCABULARY.sheets}

    class Meta(TableImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TableImport.State.values), name="import_state_is_known"
            )
        ]

    def get_absolute_url(self):
        return reverse("imports:record", args=[self.pk])

    def take(self, rows, *, by):
        from risks.actions import take_rows

        take_rows(self.organisation, rows)


class Edition(ListEdition):
    """One edition of the list of risks: what the working group considered, on its way to the head's order."""

    class Form(models.TextChoices):
        VILLAGE_LIST = "risks/village-list", _("list of cases and situations (2026)")
        ANNEX_1 = "risks/annex-1", _("list of risks, annex 1 of order 281")

    SAME_LIST = ("organisation", "form")
    CHANGES = CHANGES.form

    form = models.CharField(_("form"), max_length=60, choices=Form, default=Form.VILLAGE_LIST)

    class Meta(ListEdition.Meta):
        constraints = [
            *edition_rules("edition", ("organisation", "form")),
            models.CheckConstraint(
                condition=Q(form__in=["risks/village-list", "risks/annex-1"]), name="edition_form_is_known"
            ),
        ]

    def __str__(self):
        return f"{capfirst(self.get_form_display())} · {self.number}"

    def get_absolute_url(self):
        return reverse("editions:record", args=[self.pk])

    def on_detach(self, *, by):
        super().on_detach(by=by)
        self.grounds.exclude(risk__state=Risk.State.ACTIVE).delete()

    def on_order(self, *, by, with_changes=False):
        from risks.actions import prepare_order

        self.annex = prepare_order(self, by=by, with_changes=with_changes)


class ChangeGround(Owned):
    """Why one row of the list changes, where the ground of the whole edition does not say it (281 p.13). Fixed with the edition."""

    GUARDS = frozen_while(
        "a_ground_of_an_approved_edition",
        "SELECT 1 FROM risks_edition e JOIN office_annex x ON x.id = e.annex_id JOIN office_order o ON o.id = x.order_id "
        "WHERE e.id = {row}.edition_id AND o.state NOT IN ('draft', 'agreement')",
    )

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="grounds", verbose_name=_("edition"))
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="grounds", verbose_name=_("risk"))
    text = models.TextField(_("ground of the change"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "risk"],
                name="one_ground_a_risk_and_edition",
                violation_error_message=_(
                    "The ground of this change has already been given. Correct it there."
                ),
            ),
            models.CheckConstraint(condition=~Q(text=""), name="ground_of_a_change_has_words"),
        ]

    def __str__(self):
        return str(self.risk)

    def get_absolute_url(self):
        return reverse("editions:changes", args=[self.edition_id])

    @property
    def is_editable(self):
        return self.edition.annex_id is None
