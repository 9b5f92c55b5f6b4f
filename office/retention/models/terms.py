"""How long a kind of record is kept at a body, and what holds it back."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.law import LegalAct
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.retention.kinds import kind_label
from office.roles import Act


class TermQuerySet(OwnedQuerySet):
    def in_force_on(self, day) -> dict:
        """{kind: its term in force on the day}"""
        return {term.kind: term for term in self.filter(valid_from__lte=day).order_by("valid_from", "pk")}


class RetentionTerm(Owned):
    """How many years a kind of record is kept at a body, from a day on, and by which act.

    Where no act gives a term, the nomenclature of files of the body does. Without any term a kind is kept for
    ever; a term is followed by another one, never corrected.
    """

    GUARDS = (
        Guard("a_retention_term_is_never_changed", "UPDATE"),
        Guard("a_retention_term_is_never_deleted", "DELETE"),
    )

    kind = models.SlugField(gettext_lazy("kind of record"), max_length=40)
    years = models.PositiveSmallIntegerField(
        gettext_lazy("years"),
        null=True,
        blank=True,
        help_text=gettext_lazy(
            "Counted from 1 January after the year in which the matter ended. Empty: kept for ever."
        ),
    )
    act = models.ForeignKey(
        LegalAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("act"),
        help_text=gettext_lazy("Only where an act gives this term itself"),
    )
    point = models.CharField(gettext_lazy("point"), max_length=60, blank=True)
    nomenclature = models.CharField(
        gettext_lazy("nomenclature of files"),
        max_length=300,
        blank=True,
        help_text=gettext_lazy("Index of the file, who approved the nomenclature, number and date"),
    )
    valid_from = models.DateField(gettext_lazy("in force from"), default=clock.today)
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", editable=False, verbose_name=gettext_lazy("entered by")
    )
    entered_on = models.DateField(gettext_lazy("entered on"), default=clock.today, editable=False)

    unscoped, objects = make_managers(TermQuerySet)

    class Meta:
        ordering = ["kind", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "valid_from"],
                name="one_retention_term_of_a_kind_from_a_day",
                violation_error_message=gettext_lazy("This kind already has a term from this day."),
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__gte=1), name="a_retention_term_has_a_year_at_least"
            ),
            models.CheckConstraint(
                condition=Q(act__isnull=False, nomenclature="") & ~Q(point="")
                | Q(act=None, point="") & ~Q(nomenclature=""),
                name="a_retention_term_has_its_act_and_point_or_the_nomenclature",
                violation_error_message=gettext_lazy(
                    "Give the act with its point, or the nomenclature of files: one of the two."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.kind_name}: {self.years_words}"

    def get_absolute_url(self):
        return reverse("retention_terms:record", args=[self.pk])

    @property
    def is_editable(self):
        return False

    @property
    @with_label(gettext_lazy("kind of record"))
    def kind_name(self):
        return kind_label(self.kind)

    @property
    @with_label(gettext_lazy("kept for"))
    def years_words(self):
        return _("%(years)s years") % {"years": self.years} if self.years else _("for ever")

    @property
    @with_label(gettext_lazy("ground"))
    def ground(self):
        """The act with its point, or the nomenclature."""
        if self.act is None:
            return self.nomenclature
        number = f"№ {self.act.number}" if self.act.number else ""
        return ", ".join(filter(None, [str(self.act), number, self.point]))

    def last_year_of_age(self, today) -> int | None:
        """The last year whose matters have come of age; None while they are kept for ever."""
        return today.year - self.years - 1 if self.years else None


class HoldQuerySet(OwnedQuerySet):
    def in_force(self):
        return self.filter(state=Hold.State.HELD)


class Hold(Workflow, Owned):
    """Records that nobody disposes of while something hangs on them: a complaint, a check, an investigation,
    a court. All years of a kind, one year, or one number of it.
    """

    GUARDS = (
        Guard(
            "a_hold_is_only_lifted",
            "UPDATE",
            "OLD.state <> 'held' OR OLD.kind <> NEW.kind OR coalesce(OLD.year, 0) "
            "<> coalesce(NEW.year, 0) OR OLD.number <> NEW.number OR OLD.reason <> NEW.reason "
            "OR OLD.entered_by_id <> NEW.entered_by_id OR OLD.entered_on <> NEW.entered_on",
        ),
        Guard("a_hold_is_never_deleted", "DELETE"),
    )

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("hold", "kept back")
        LIFTED = "lifted", pgettext_lazy("hold", "let go")

    MOVES = (
        Move(
            "lift",
            gettext_lazy("Let go"),
            (State.HELD,),
            State.LIFTED,
            Act.SIGN,
            gettext_lazy("The records can be disposed of again once they have come of age."),
            danger=True,
        ),
    )

    kind = models.SlugField(gettext_lazy("kind of record"), max_length=40)
    year = models.PositiveSmallIntegerField(
        gettext_lazy("year"), null=True, blank=True, help_text=gettext_lazy("Empty: all years")
    )
    number = models.CharField(
        gettext_lazy("number"),
        max_length=60,
        blank=True,
        help_text=gettext_lazy("Of one record of the year; empty: all of it"),
    )
    reason = models.TextField(
        gettext_lazy("reason"),
        help_text=gettext_lazy("Which complaint, check, investigation or court; number and date"),
    )
    state = models.CharField(
        gettext_lazy("state"), max_length=10, choices=State, default=State.HELD, editable=False
    )
    entered_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", editable=False, verbose_name=gettext_lazy("entered by")
    )
    entered_on = models.DateField(gettext_lazy("entered on"), default=clock.today, editable=False)
    lifted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=gettext_lazy("let go by"),
    )
    lifted_on = models.DateField(gettext_lazy("let go on"), null=True, blank=True, editable=False)
    lift_ground = models.TextField(gettext_lazy("ground"), blank=True, editable=False)

    unscoped, objects = make_managers(HoldQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="a_hold_has_its_reason"),
            models.CheckConstraint(
                condition=Q(number="") | Q(year__isnull=False),
                name="a_hold_of_one_number_names_its_year",
                violation_error_message=gettext_lazy("Give the year of this number."),
            ),
            models.CheckConstraint(
                condition=Q(state="held", lifted_by=None, lifted_on=None, lift_ground="")
                | Q(state="lifted", lifted_by__isnull=False, lifted_on__isnull=False) & ~Q(lift_ground=""),
                name="a_lifted_hold_has_person_day_and_ground",
            ),
        ]

    def __str__(self):
        where = " ".join(filter(None, [str(self.year or ""), f"№ {self.number}" if self.number else ""]))
        return " · ".join(filter(None, [str(self.kind_name), where]))

    def get_absolute_url(self):
        return reverse("holds:record", args=[self.pk])

    @property
    def is_editable(self):
        return False

    @property
    def is_quiet(self):
        return self.state == self.State.LIFTED

    @property
    @with_label(gettext_lazy("kind of record"))
    def kind_name(self):
        return kind_label(self.kind)

    def on_lift(self, *, by, ground):
        if not ground.strip():
            raise Refused(_("Give the ground: how the matter ended."))
        self.lifted_by, self.lifted_on, self.lift_ground = by, clock.today(), ground
