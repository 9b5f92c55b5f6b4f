"""The register of corruption risks: a risk, its sources, the posts it exposes, its links to signals."""

from django.db import models
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.models.organisation import Unit
from office.models.search import Searchable, SearchableQuerySet
from office.models.signal import Signal
from office.registers.reasons import validate_reason
from office.registers.values import two_lines
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from positions.actions import update_level_from_risks
from positions.models.posts import Post
from risks.models.method import CatalogueEntry, Category, FunctionKind, Level

PLACE = ("kind", "position", "id")  # what the paper orders by, in the columns of a risk itself

# What makes a situation of the library the organisation's own: other words for what is so here, or the reason
# why these words hold.
TOUCHES = ("function", "situation", "unit_text", "posts", "elsewhere")
TOUCHED_BY_NOTHING = (
    "OLD.untouched AND NOT NEW.untouched AND NEW.here_because = '' AND coalesce(OLD.unit_id, 0) = "
    "coalesce(NEW.unit_id, 0) AND "
) + " AND ".join(f"OLD.{name} = NEW.{name}" for name in TOUCHES)


class RiskQuerySet(SearchableQuerySet):
    def in_register(self):
        """Risks that are worked on; those dropped stay in the memory."""
        return self.exclude(state=Risk.State.DROPPED)

    def in_the_list(self):
        """Risks that the next edition of the list prints."""
        return self.filter(state=Risk.State.ACTIVE)

    def in_order(self):
        """As the paper has them: function kinds in the order of 281 p.5, then the numbers of each group."""
        return self.order_by(*Risk._meta.ordering)


class Risk(Workflow, Searchable, Owned):
    """A corruption risk of an organisation: which function, which situation, who is exposed, how likely and
    how harmful.

    `position` is its number in the group of its function; 0 while it is not in the list. Under a method
    without points the level is chosen; under one with points it is the level of the current assessment sheet.
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
                "NEW.assessment_id IS NOT NULL AND NEW.level <> (SELECT a.level FROM "
                "risks_assessment a WHERE a.id = NEW.assessment_id)",
            )
            for event in ("INSERT", "UPDATE")
        )
        + tuple(
            Guard(
                "sheet_of_a_risk_is_its_own",
                event,
                "NEW.assessment_id IS NOT NULL AND NEW.id <> (SELECT a.risk_id FROM "
                "risks_assessment a WHERE a.id = NEW.assessment_id)",
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
    level_ground = models.TextField(
        _("why the level is chosen and not scored"), blank=True, validators=[validate_reason]
    )
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
    unscoped, objects = make_managers(RiskQuerySet)

    class Meta:
        # The kind itself too: kinds of one place stay apart, and an index reads the rows in this order.
        ordering = ["kind__position", "kind_id", "position", "pk"]
        indexes = [
            # Each filter of the register beside the order of the paper; the last counts the matrix.
            models.Index(fields=["organisation", *PLACE, "state"], name="risk_in_order"),
            models.Index(fields=["organisation", "level", *PLACE, "state"], name="risk_by_level_in_order"),
            models.Index(fields=["organisation", "state", *PLACE], name="risk_by_state_in_order"),
            models.Index(
                fields=["organisation", "category", *PLACE, "state"], name="risk_by_category_in_order"
            ),
            models.Index(fields=["organisation", "unit", *PLACE, "state"], name="risk_by_unit_in_order"),
            models.Index(fields=["organisation", "assessment", "level", "state"], name="risk_counted"),
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
        """The unit as the list prints it: in the organisation's own words, else the unit of the staffing
        table.
        """
        return self.unit_text or (self.unit.name_ky if self.unit else "")

    unit_words.fget.label = _("structural unit (body, institution)")

    @property
    def matter(self):
        return two_lines(self.function, self.situation)

    matter.fget.label = _("function and situation")

    @property
    def holders(self):
        return two_lines(self.unit_words, self.posts)

    holders.fget.label = _("unit and posts")

    @property
    def searched_texts(self):
        return [self.function, self.situation, self.unit_text, self.posts, self.elsewhere, self.note]

    def assign_position(self):
        """Give the risk the next number of its group; the caller saves."""
        group = Risk.objects.of(self.organisation).in_the_list().filter(kind=self.kind)
        self.position = (group.aggregate(last=Max("position"))["last"] or 0) + 1

    def close_gap(self, kind_id=None):
        """Close the gap the risk leaves in its group (`kind_id` where the risk has already moved on); the
        caller saves.
        """
        if self.position:
            Risk.objects.of(self.organisation).in_the_list().filter(
                kind_id=kind_id or self.kind_id, position__gt=self.position
            ).update(position=F("position") - 1)
        self.position = 0

    def touch(self, changed=(), because=""):
        """Mark a library situation as the organisation's own: fields of TOUCHES among `changed`, or a reason.

        The caller saves.
        """
        if self.untouched and (because or {*changed} & {"unit", *TOUCHES}):
            self.untouched, self.here_because = False, because

    def update_post_levels(self):
        """Recompute the list rows of the exposed posts from the levels of their risks."""
        own = [self.level] if self.state == self.State.ACTIVE else []
        for post in self.exposed_posts.all():
            others = post.risks.in_the_list().exclude(pk=self.pk).values_list("level", flat=True)
            update_level_from_risks(post, [*others, *own])

    def offers(self, move):
        """A library situation may only be dropped until it was touched."""
        return move.name == "drop" or not self.untouched

    def on_enter(self, *, by):
        self.require_touch()
        self.require_level()
        self.assign_position()
        self.update_post_levels()

    def on_drop(self, *, by, ground):
        if not ground:
            raise Refused(_("Give the ground: why the risk is no longer in the list."))
        self.dropped_on, self.drop_ground = clock.today(), ground
        self.close_gap()
        self.update_post_levels()

    def on_restore(self, *, by):
        self.require_touch()
        self.require_level()
        self.dropped_on, self.drop_ground = None, ""
        self.assign_position()
        self.update_post_levels()

    def require_touch(self):
        if self.untouched:
            raise Refused(
                _(
                    "This situation stands as the library has it. Correct it to what is so here, or "
                    "say why it is so here."
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
