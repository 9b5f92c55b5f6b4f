"""A measure: what is to be done, by when, by whom, with what money, against which risk."""

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import make_managers
from office.models.search import Searchable, SearchableQuerySet
from office.papers.sheet import KEY
from office.registers.labels import with_label
from office.registers.workflow import Refused
from office.roles import Act, granting, may
from office.templatetags.portal import term
from plans.models.acceptance import (
    Acceptable,
    acceptance_constraints,
    proof_kind_constraint,
    proof_kind_field,
)
from plans.models.control import RELEASE, Controllable, control_constraint
from plans.models.division import Task
from plans.models.execution import Executable, execution_constraints
from plans.models.measure_guards import FIXED, MEASURE_GUARDS
from plans.models.plan import Plan, order_holds
from plans.models.term_fields import TermFields, term_constraints
from plans.models.versions import LEAVE, Versioned, refuse_drop_of_fixed
from plans.term_words import KINDS
from risks.models.method import CatalogueEntry, Level
from risks.models.risk import Risk

NO_MONEY = "Талап кылынбайт"  # «not required»: said, not left out


def related_model(relation):
    """The model behind a relation of measures: it stands above this one and cannot be imported here."""
    return Measure._meta.get_field(relation).related_model


class MeasureQuerySet(SearchableQuerySet):
    def visible_to(self, person, act=None):
        """With Act.READ all rows, else those the person executes. Annotates `controlled` (`with_control`)."""
        rows = super().visible_to(person, act).with_control()
        if act not in (None, Act.PROVE):
            return rows
        readers = {pk for row in granting(person, Act.READ) for pk in row.reach}
        return rows.filter(Q(organisation__in=sorted(readers)) | Exists(self.executions(person)))

    @staticmethod
    def executions(person):
        """The executors of a measure that are this person, by name or by the post held today."""
        named = Q(person=person)
        for row in person.appointments_today:
            named |= Q(organisation__in=sorted(row.reach), post__name_ky=row.post)
        return related_model("executors").unscoped.filter(named, measure=OuterRef("pk"))

    def executed_by(self, person):
        return self.filter(Exists(self.executions(person)))

    def with_control(self):
        """Annotate `controlled`: it, or the measure it is a part of, is under the head's control."""
        high = Measure.risks.through.unscoped.filter(risk__level=Level.HIGH, risk__state=Risk.State.ACTIVE)
        own = Q(under_control=True) | Exists(high.filter(measure=OuterRef("pk")))
        above = Measure.unscoped.filter(own, pk=OuterRef("parent"))
        return self.annotate(controlled=ExpressionWrapper(own | Exists(above), models.BooleanField()))

    def in_order(self):
        """As the paper has them; measures outside the plan stand last."""
        return self.order_by(*Measure.ORDER)

    def first_the_high(self):
        """Those under the head's control first, then as the paper has them (232 §6)."""
        return self.with_control().order_by("-controlled", *Measure.ORDER)

    def of_the_paper(self):
        """Measures that stand under a task of the plan."""
        return self.filter(task__isnull=False)

    def outside(self):
        """Measures added outside the plan."""
        return self.filter(task=None)

    def of_running_plans(self):
        """Measures of plans being carried out, see `PlanQuerySet.running`."""
        return self.filter(order_holds("plan"), plan__state=Plan.State.RUNNING)

    def open(self):
        """What still has to be done."""
        return self.filter(state__in=Executable.OPEN)

    def without_copies(self):
        """Measures of plans, but not those of the copies that editions are worked on in."""
        return self.filter(plan__edition=None)

    def due_before(self, day):
        """Open measures whose due day, or a period of a repeating one, is before `day`."""
        late = Q(last_day__lt=day)
        passed = Q(year__lt=day.year) | Q(year=day.year, month__lt=day.month)
        periods = related_model("instalments").unscoped.filter(
            passed, measure=OuterRef("pk"), state__in=Executable.OPEN
        )
        return self.open().filter(late | Exists(periods))

    def with_executor(self):
        named = related_model("executors").unscoped.filter(measure=OuterRef("pk"))
        return self.filter(~Q(executors_text="") | Exists(named))


class Measure(TermFields, Searchable, Versioned, Controllable, Acceptable):
    """A measure of a plan; without a task it stands outside the plan and is marked so. `number` is that of a
    sub-measure or as written.

    In the copy of an edition, `original` is the measure in force it was made from.

    The term is a period (`term_kind`, `first_day`, `last_day`); `term_text` is how the paper writes it where
    that differs. `executors_text` is what the paper prints; the rows of `executors` say who that is in the
    portal.
    """

    VERSIONED = ("position", *FIXED)
    MOVES = (*Acceptable.MOVES, RELEASE, LEAVE)
    GUARDS = MEASURE_GUARDS

    ORDER = (
        F("task__section__position").asc(nulls_last=True),
        F("task__position").asc(nulls_last=True),
        "position",
        "pk",
    )

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures", verbose_name=_("plan"))
    task = models.ForeignKey(
        Task,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("task"),
        help_text=_("Without a task the measure stands outside the plan and is marked so."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of the measure"),
    )
    origin = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="copies",
        verbose_name=_("taken from the measure"),
    )
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    position = models.PositiveIntegerField(default=0, editable=False)
    number = models.CharField("№", max_length=20, blank=True)
    text = models.TextField(_("measure"))
    result = models.TextField(_("expected result"), blank=True)
    executors_text = models.TextField(
        _("executors as written"), blank=True, help_text=_("As the paper prints them")
    )
    # Of an approved measure, whatever its posts and bodies are called later.
    approved_executors = models.TextField(blank=True, editable=False)
    joint = models.BooleanField(_("jointly"), default=False)
    funding = models.TextField(
        _("funding source"),
        blank=True,
        help_text=_("«Талап кылынбайт» is an answer; an empty field says that nobody has answered yet."),
    )
    barrier = models.ForeignKey(
        CatalogueEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("barrier measure (281 p. 14)"),
    )
    proof_kind = proof_kind_field()
    risks = models.ManyToManyField(
        Risk,
        through="plans.LinkedRisk",
        blank=True,
        related_name="plan_measures",
        verbose_name=_("linked risks"),
    )
    unscoped, objects = make_managers(MeasureQuerySet)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["plan", "task", "position"], name="measure_in_order"),
            models.Index(fields=["organisation", "state", "last_day"], name="measure_by_term"),
        ]
        constraints = [
            *execution_constraints("measure"),
            *acceptance_constraints("measure"),
            control_constraint(),
            proof_kind_constraint("kind_of_required_proof_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="measure_has_words"),
            models.CheckConstraint(condition=Q(term_kind__in=["", *KINDS]), name="term_kind_is_known"),
            *term_constraints("measure"),
        ]

    def __str__(self):
        text = " ".join(filter(None, [self.number and f"{self.number}.", self.text]))
        return text if len(text) <= 120 else f"{text[:117]}…"

    def get_absolute_url(self):
        return reverse("measures:record", args=[self.pk])

    def is_late_on(self, day):
        """Late by its last day, or by a period of a repeating measure that has passed."""
        return super().is_late_on(day) or (
            self.is_yearly and self.is_open and any(one.is_late_on(day) for one in self.instalments.all())
        )

    @property
    @with_label(_("state"))
    def badge(self):
        """In a copy, what the edition does with the measure: nobody carries a copy out."""
        if self.plan.is_copy and self.is_open:
            return "" if self.original_id else term("soon", _("new in this edition"))
        return super().badge

    # --- who, what for

    @property
    def is_outside(self):
        return self.task_id is None

    @property
    def is_controlled(self):
        """Whether the head controls it (232 §6)."""
        if hasattr(self, "controlled"):
            return self.controlled
        same = Measure.objects.of(self.organisation).filter(pk=self.pk).with_control()
        return any(same.values_list("controlled", flat=True))

    @property
    @with_label(_("executors"))
    def executor_words(self):
        """Who executes it, as the paper prints it, a post once; of an approved measure in the words of its
        paper.
        """
        if self.approved_executors:
            return self.approved_executors
        named = ", ".join(
            dict.fromkeys(filter(None, (one.in_paper for one in self.executors.all() if one.printed)))
        )
        return self.executors_text or (f"{named} (биргеликте)" if named and self.joint else named)

    @property
    @with_label(_("task"))
    def place_words(self):
        return str(self.task) if self.task else _("outside the plan")

    @property
    def is_editable(self):
        return self.plan.is_editable

    @property
    def is_fixed(self):
        """Whether it stands in an approved plan that no edition is open for: its words, term, result and
        executors change by an edition alone.
        """
        return not self.is_outside and self.plan.is_fixed

    @property
    def is_left_out(self):
        """Whether the paper of the edition registered last is without it: only an edition brings it back."""
        fixed = not self.is_outside and not self.plan.is_copy
        edition = self.plan.registered_edition if fixed else None
        if edition is None:
            return False
        groups = edition.annex.paper.content["table"]["groups"]
        keys = {row.get(KEY) for group in groups for row in group["rows"]} - {None}
        return bool(keys) and str(self.pk) not in keys

    @property
    def takes_more(self):
        """Whether notes, proofs, executors and parts may be added."""
        return self.is_editable

    def offers(self, move):
        """Begin, finish and report belong to the progress form, with a proof; the buttons offer the rest."""
        if move.name == "reopen" and self.is_left_out or move.name == "drop" and self.is_fixed:
            return False
        if move is RELEASE and (not self.under_control or self.has_high_risk):
            return False
        return move.act is not Act.PROVE and move is not LEAVE

    def is_proved_by(self, person):
        if may(person, Act.KEEP, self.organisation):
            return True
        if not may(person, Act.PROVE, self.organisation):
            return False
        return Measure.objects.of(self.organisation).filter(pk=self.pk).executed_by(person).exists()

    def all_proofs(self):
        """Its proofs and those of its copies in plans of a year."""
        return (
            related_model("proofs")
            .objects.of(self.organisation)
            .filter(Q(measure=self) | Q(measure__origin=self))
        )

    def on_finish(self, *, by, done_on):
        super().on_finish(by=by, done_on=done_on)
        self.require_years_done()
        self.delegate(by)
        self.finish_in_origin(by=by, done_on=done_on)

    def on_report(self, *, by, done_on):
        super().on_report(by=by, done_on=done_on)
        self.require_years_done()

    def on_accept(self, *, by):
        super().on_accept(by=by)
        self.delegate(by)
        self.finish_in_origin(by=self.done_by, done_on=self.done_on, accepted_by=by)

    def require_years_done(self):
        """Refused while a period of a repeating measure is open."""
        late = [one for one in self.instalments.all() if one.is_open]
        if late:
            years = ", ".join(one.period for one in late)
            raise Refused(
                _("Years that are not done yet: %(years)s. Finish each of them first.") % {"years": years}
            )

    def finish_in_origin(self, *, by, done_on, accepted_by=None):
        """Finish the original of a copied measure, see `plans.progress.actions.finish_in_origin`."""
        from plans.progress.actions import finish_in_origin

        finish_in_origin(self, by=by, done_on=done_on, accepted_by=accepted_by)

    def require_running(self):
        """Nobody carries a copy out; its measures are dropped from it and taken up again."""
        if not self.plan.is_copy:
            super().require_running()
        elif not (self.is_dropped or self.dropped_on) or not self.plan.edition.is_editable:
            raise Refused(_("This is the copy of an edition: the plan itself is carried out."))

    def on_drop(self, *, by, ground):
        refuse_drop_of_fixed(self)
        super().on_drop(by=by, ground=ground)
        self.delegate(by)

    def on_leave(self, *, by, ground):
        if not self.plan.editions.filter(copy__isnull=False, annex__order__state="in_force").exists():
            raise Refused(_("A measure leaves a plan by the order of an edition alone."))
        self.done_on = self.done_by = None  # of one that was reported; its steps keep the day
        self.dropped_on, self.dropped_by, self.drop_ground = clock.today(), by, ground
        self.add_step()

    def on_reopen(self, *, by):
        if self.is_left_out:
            raise Refused(_("An edition took this measure out of the plan: only an edition brings it back."))
        super().on_reopen(by=by)
        self.delegate(by)

    def delegate(self, by):
        """Update the delegated rows, see `plans.delegation.actions`."""
        from plans.delegation.actions import delegate_measure

        delegate_measure(self, by=by)

    @property
    def searched_texts(self):
        return [self.text, self.result, self.executors_text, self.funding, self.term_text]

    def assign_position(self):
        """Stand last under its task, or last outside the plan; the caller saves."""
        beside = Measure.objects.of(self.organisation).filter(plan=self.plan, task=self.task)
        self.position = (beside.aggregate(last=models.Max("position"))["last"] or 0) + 1

    def sync_instalments(self):
        """Create one Instalment per period of a repeating term; delete others that have no entry."""
        periods = set(self.term.periods) if self.is_yearly else set()
        known = {(one.year, one.month): one for one in self.instalments.all()}
        for period, instalment in known.items():
            if period not in periods and instalment.is_untouched:
                instalment.delete()
        for year, month in sorted(periods - set(known)):
            self.instalments.create(organisation=self.organisation, year=year, month=month)

    @property
    def this_year(self):
        """The instalment of the current year or period, or None."""
        today = clock.today()
        return next((one for one in self.instalments.all() if one.is_under_way_on(today)), None)
