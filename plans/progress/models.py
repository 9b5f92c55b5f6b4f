"""Progress: instalments, notes, proofs. Notes and proofs are never changed or deleted (guards)."""

from calendar import monthrange
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.models.person import Person
from office.papers.models import Order
from plans.models.acceptance import Acceptable, ProofKind, acceptance_constraints, acceptance_guards
from plans.models.execution import execution_constraints
from plans.models.measure import Measure
from plans.models.versions import dropped_by_hand, only_grows, refuse_drop_of_fixed
from plans.term_words import STEPS
from plans.terms import period_words

NOT_YEARLY = (
    "NOT EXISTS (SELECT 1 FROM plans_measure m WHERE m.id = NEW.measure_id AND m.term_kind IN "  # noqa: S608
    f"({', '.join(repr(kind) for kind in STEPS)}))"
)
PLAN_OF_THE_YEAR = (
    "(SELECT m.plan_id FROM plans_measure m WHERE m.id = OLD.measure_id AND m.task_id IS NOT NULL)"
)


class Instalment(Acceptable):
    """One period of a measure that is done again and again, with a state and proofs of its own: a year, a
    half-year, a quarter or a month by its last `month`; a year of an open term in which it is looked at.
    """

    GUARDS = (
        Guard("only_a_yearly_measure_has_instalments", "INSERT", NOT_YEARLY),
        *acceptance_guards("a_year_of_a_measure", "NEW.measure_id"),
        dropped_by_hand("a_year_of_a_measure", PLAN_OF_THE_YEAR),
        only_grows("a_year_of_a_measure", "steps"),
    )

    measure = models.ForeignKey(
        Measure,
        models.CASCADE,  # a year without its measure says nothing; its entries protect it
        related_name="instalments",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("last month"), default=12, editable=False)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["year", "month"]
        constraints = [
            *execution_constraints("instalment"),
            *acceptance_constraints("instalment"),
            models.UniqueConstraint(fields=["measure", "year", "month"], name="one_instalment_a_period"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="last_month_is_of_a_year"),
        ]

    def __str__(self):
        return f"{self.period} · {self.measure}"

    def get_absolute_url(self):
        return f"{reverse('measures:record', args=[self.measure_id])}#{self.anchor}"

    @property
    def anchor(self):
        return f"year-{self.year}" if self.month == 12 else f"year-{self.year}-{self.month}"

    @property
    def due(self) -> date:
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def period(self) -> str:
        """«2026», or the half-year, quarter or month in the reader's language."""
        return period_words(self.measure.term_kind, self.year, self.month, get_language())

    def is_under_way_on(self, day: date) -> bool:
        """Whether the day lies in its period."""
        first = self.month + 1 - STEPS.get(self.measure.term_kind, 12)
        return self.year == day.year and first <= day.month <= self.month

    @property
    def plan(self):
        return self.measure.plan

    @property
    def is_editable(self):
        return self.plan.is_editable

    @property
    def is_untouched(self):
        """Whether it has neither notes nor proofs."""
        return self.state == self.State.NOT_BEGUN and not self.has_proof()

    @property
    def is_fixed(self):
        return self.measure.is_fixed

    def offers(self, move):
        return super().offers(move) and not (move.name == "drop" and self.is_fixed)

    def on_drop(self, *, by, ground):
        refuse_drop_of_fixed(self)
        super().on_drop(by=by, ground=ground)

    def is_proved_by(self, person):
        return self.measure.is_proved_by(person)

    @property
    def is_controlled(self):
        return self.measure.is_controlled

    @property
    def proof_kind(self):
        return self.measure.proof_kind

    def all_proofs(self):
        """Its proofs and those of the copies of its measure that are due in its year."""
        of_copies = Q(measure__origin=self.measure_id, measure__last_day__year=self.year)
        return Proof.objects.of(self.organisation).filter(Q(instalment=self) | of_copies)

    def on_begin(self, *, by):
        super().on_begin(by=by)
        self.begin_measure(by)

    def on_finish(self, *, by, done_on):
        super().on_finish(by=by, done_on=done_on)
        self.begin_measure(by)

    def on_report(self, *, by, done_on):
        super().on_report(by=by, done_on=done_on)
        self.begin_measure(by)

    def begin_measure(self, by):
        """The measure is under way with the first of its years."""
        if self.measure.state == self.State.NOT_BEGUN:
            self.measure.move("begin", by=by)


OTHER_YEAR = (
    "NEW.instalment_id IS NOT NULL AND NEW.measure_id <> "
    "(SELECT i.measure_id FROM plans_instalment i WHERE i.id = NEW.instalment_id)"
)


class ProgressEntry(Owned):
    """Abstract: a dated entry on the progress of a measure or of one Instalment.

    `public` shows it on the open page.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="%(class)ss", verbose_name=_("measure"))
    instalment = models.ForeignKey(
        Instalment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("year"),
    )
    told_at = models.DateTimeField(_("when"), default=clock.now, editable=False)
    told_by = models.ForeignKey(
        Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("by whom")
    )
    public = models.BooleanField(_("on the open page"), default=False)

    unscoped, objects = make_managers()

    class Meta:
        abstract = True
        ordering = ["-told_at", "-pk"]

    def get_absolute_url(self):
        return reverse("measures:record", args=[self.measure_id])

    @property
    def plan(self):
        return self.measure.plan


class Note(ProgressEntry):
    GUARDS = (
        *(Guard("a_note_is_of_a_year_of_its_measure", event, OTHER_YEAR) for event in ("INSERT", "UPDATE")),
        Guard(
            "what_was_told_is_never_changed",
            "UPDATE",
            "OLD.text <> NEW.text OR OLD.measure_id <> NEW.measure_id OR OLD.told_at <> NEW.told_at "
            "OR OLD.told_by_id <> NEW.told_by_id",
        ),
        Guard("what_was_told_is_never_deleted", "DELETE"),
    )

    text = models.TextField(_("what was done"))

    class Meta(ProgressEntry.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_has_words")]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:117]}…"


class Proof(ProgressEntry):
    """What shows that it was done: a file, an order, a link, a photo."""

    Kind = ProofKind

    GUARDS = (
        *(Guard("a_proof_is_of_a_year_of_its_measure", event, OTHER_YEAR) for event in ("INSERT", "UPDATE")),
        Guard(
            "what_was_given_is_never_changed",
            "UPDATE",
            "OLD.kind <> NEW.kind OR OLD.measure_id <> NEW.measure_id OR OLD.told_at <> "
            "NEW.told_at OR OLD.told_by_id <> NEW.told_by_id OR OLD.title <> NEW.title OR OLD.link "
            "<> NEW.link OR coalesce(OLD.file_id, 0) <> coalesce(NEW.file_id, 0) OR "
            "coalesce(OLD.order_id, 0) <> coalesce(NEW.order_id, 0)",
        ),
        Guard("what_was_given_is_never_deleted", "DELETE"),
    )

    note = models.ForeignKey(
        Note, models.PROTECT, null=True, blank=True, editable=False, related_name="proofs"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("what it is"), max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("order")
    )
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta(ProgressEntry.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="proof_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind__in=["file", "photo"], file__isnull=False, order=None, link="")
                | Q(kind="order", file=None, order__isnull=False, link="")
                | Q(kind="link", file=None, order=None) & ~Q(link=""),
                name="proof_holds_what_its_kind_says",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def substance(self) -> tuple:
        """What it shows, whenever it was given: the same file, order or link twice is one proof."""
        return self.order_id, self.link, self.file.sha256 if self.file else ""
