"""A plan of measures and its division: sections, tasks, in the order of the paper."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.lists.checks import refuse_if_blocked
from office.lists.models import newest_order_state
from office.models.audit import Change
from office.models.person import Person
from office.registers.workflow import ASIDE, Move, Refused, Workflow
from office.roles import Act
from plans.models.control import hold_control
from plans.models.versions import Versioned, fixed_plan, only_grows, registered_copy


def order_holds(plan):
    """The condition that the order registered last for a plan is in force, or the plan has none; `plan` leads
    to its key. An order that has ended, by whichever way, ends what it approved, and what stood before it
    does not revive by itself.
    """
    editions = Plan._meta.get_field("editions").related_model
    state = newest_order_state(editions, plan=OuterRef(plan))
    return Exact(Coalesce(state, Value("in_force")), Value("in_force"))


class PlanQuerySet(OwnedQuerySet):
    def running(self):
        """Plans being carried out; not those whose newest order has ended."""
        return self.filter(order_holds("pk"), state=Plan.State.RUNNING)

    def visible_to(self, person, act=None):
        """Annotates `measured` (measures of the plan without dropped and divided ones) and `finished` (done
        ones); those outside the plan are not its measures.
        """
        counted = Q(measures__parts=None, measures__task__isnull=False) & ~Q(measures__state="dropped")
        return (
            super()
            .visible_to(person, act)
            .annotate(
                measured=Count("measures", filter=counted, distinct=True),
                finished=Count("measures", filter=counted & Q(measures__state="done"), distinct=True),
            )
        )

    def open(self):
        return self.exclude(state=Plan.State.CLOSED)

    def without_copies(self):
        """Plans, but not the copies that editions are worked on in."""
        return self.filter(edition=None)


class Plan(Versioned, Workflow, Owned):
    """A plan of measures of an organisation: from its draft over the head's order to its last report.

    With an `edition` it is the copy in which that edition of an approved plan is worked on; the registration
    of its order lets the plan take the copy over and deletes it.
    """

    VERSIONED = ("kind", "title", "stage", "first_year", "last_year")

    class Kind(models.TextChoices):
        STRATEGY = "strategy", _("strategy plan")
        RISKS = "risks", _("plan of managing corruption risks (232 §6)")
        OTHER = "other", _("other plan")

    class Stage(models.TextChoices):
        FIRST = "first", _("stage I")
        SECOND = "second", _("stage II")

    class State(models.TextChoices):
        DRAFT = "draft", _("being drawn up")
        RUNNING = "running", _("being carried out")
        CLOSED = "closed", _("closed")

    MOVES = (
        Move(
            "start",
            _("Begin to carry out"),
            (State.DRAFT,),
            State.RUNNING,
            Act.KEEP,
            _("Executors see their measures and are reminded of the terms."),
        ),
        Move(
            "close",
            _("Close the plan"),
            (State.RUNNING,),
            State.CLOSED,
            Act.KEEP,
            _("Nobody is reminded any more; nothing in the plan can be changed."),
            danger=True,
        ),
    )
    ASIDE = ASIDE | {"close"}

    GUARDS = (
        Guard(
            "a_plan_does_not_begin_after_its_measures",
            "UPDATE",
            "EXISTS (SELECT 1 FROM plans_measure m WHERE m.plan_id = NEW.id "
            "AND CAST(substr(CAST(m.first_day AS text), 1, 4) AS integer) < NEW.first_year)",
        ),
        Guard(
            "a_plan_keeps_the_order_it_was_brought_in_with",
            "UPDATE",
            "OLD.state <> 'draft' AND (OLD.paper_number <> NEW.paper_number "
            "OR OLD.paper_post <> NEW.paper_post "
            "OR coalesce(OLD.paper_scan_id, 0) <> coalesce(NEW.paper_scan_id, 0))",
        ),
        Guard(
            "an_approved_plan_changes_by_an_edition_alone",
            "UPDATE",
            "(OLD.title <> NEW.title OR OLD.kind <> NEW.kind OR OLD.stage <> NEW.stage OR OLD.first_year "
            f"<> NEW.first_year OR OLD.last_year <> NEW.last_year) AND {fixed_plan('OLD.id')}",
        ),
        Guard(
            "a_copy_is_made_while_its_edition_is_in_work",
            "INSERT",
            "NEW.edition_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plans_planedition w "
            "WHERE w.id = NEW.edition_id AND w.state = 'draft')",
        ),
        Guard(
            "a_copy_stays_the_copy_of_its_edition",
            "UPDATE",
            "coalesce(OLD.edition_id, 0) <> coalesce(NEW.edition_id, 0)",
        ),
        Guard(
            "a_copy_is_kept_until_its_order_is_registered",
            "DELETE",
            f"OLD.edition_id IS NOT NULL AND NOT {registered_copy('c.id', 'OLD.id')}",
        ),
        only_grows("a_plan", "versions"),
    )

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STRATEGY)
    title = models.TextField(_("title"), help_text=_("As it stands over the paper, in Kyrgyz"))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("taken from the plan"),
    )
    edition = models.OneToOneField(
        "plans.PlanEdition", models.PROTECT, null=True, blank=True, editable=False, related_name="copy"
    )
    approval = models.TextField(
        _("approved outside the portal"),
        blank=True,
        editable=False,
        help_text=_("The act that approved the plan before it came into the portal: number and date"),
    )
    paper_number = models.CharField(
        _("number of the order on paper"), max_length=40, blank=True, editable=False
    )
    paper_date = models.DateField(_("date of the order on paper"), null=True, blank=True, editable=False)
    paper_scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    # Of the head who approved it on paper, whatever the post is called later.
    paper_post = models.CharField(max_length=100, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    unscoped, objects = make_managers(PlanQuerySet)

    class Meta:
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__range=(2000, 2100), last_year__range=(2000, 2100)),
                name="years_of_a_plan_are_of_this_century",
                violation_error_message=_("Write the years in four digits: 2025."),
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="a_plan_ends_after_it_begins",
                violation_error_message=_("The last year lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(paper_number="", paper_date=None, paper_scan=None)
                | ~Q(paper_number="") & Q(paper_date__isnull=False, paper_scan__isnull=False),
                name="order_on_paper_has_number_date_and_scan",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["strategy", "risks", "other"]), name="plan_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["", "first", "second"]), name="plan_stage_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "running", "closed"]), name="plan_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(edition=None) | Q(state="draft"), name="copy_of_an_edition_is_never_carried_out"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", started_at=None, started_by=None)
                | ~Q(state="draft") & Q(started_at__isnull=False, started_by__isnull=False),
                name="running_plan_has_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False, closed_by__isnull=False)
                | ~Q(state="closed") & Q(closed_at=None, closed_by=None),
                name="closed_plan_has_person_and_time",
            ),
        ]

    def __str__(self):
        return self.title if len(self.title) <= 120 else f"{self.title[:117]}…"

    def get_absolute_url(self):
        return reverse("plans:record", args=[self.pk])

    @property
    def years(self):
        """«2025–2027», or the one year."""
        same = self.first_year == self.last_year
        return str(self.first_year) if same else f"{self.first_year}–{self.last_year}"

    years.fget.label = _("years")

    @property
    def progress(self):
        """«45 % (9 / 20)», from the counts of `visible_to`."""
        share = 100 * self.finished // self.measured if self.measured else 0
        return f"{share} % ({self.finished} / {self.measured})"

    progress.fget.label = _("done")

    @property
    def is_running(self):
        return self.state == self.State.RUNNING

    @property
    def is_carried_out(self):
        """Whether it is being carried out under an order that has not ended."""
        return self.is_running and self.ended_edition is None

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_editable(self):
        return self.state != self.State.CLOSED

    @property
    def is_copy(self):
        """Whether an edition of an approved plan is worked on here."""
        return self.edition_id is not None

    @property
    def is_approved(self):
        """Whether an order stands behind what it says, one signed here or one on paper."""
        return bool(self.paper_date or self.approved_edition) and not self.ended_edition

    @property
    def is_fixed(self):
        """Whether it is approved, or a copy that is no longer worked on: see `fixed_plan`."""
        if self.is_copy:
            return not self.edition.is_editable
        bound = bool(self.paper_date) or self.editions.binding().exists()
        return bound and not self.editions.filter(state="draft", works_in_plan=True).exists()

    def offers(self, move):
        return not self.is_copy

    @property
    def takes_more(self):
        """Whether sections, tasks and measures may be added."""
        return self.is_editable

    @property
    def is_quiet(self):
        return self.state == self.State.CLOSED

    @property
    def approved_edition(self):
        """The edition in force, else the newest under a signed order, or None: approval is the state of that
        order.
        """
        signed = self.editions.approved().select_related("annex__order")
        return signed.filter(annex__order__state="in_force").first() or signed.first()

    @property
    def registered_edition(self):
        """The edition whose order was registered last, or None: the plan says what it says."""
        registered = self.editions.registered().select_related("annex__order")
        return registered.order_by("-number").first()

    @property
    def ended_edition(self):
        """`registered_edition` where its order was cancelled, repealed or replaced since, else None."""
        newest = self.registered_edition
        return newest if newest and newest.order.is_quiet else None

    @property
    def approved_by(self):
        """The act that approved the plan, in words; that it has ended, where it has."""
        if ended := self.ended_edition:
            cancelled = _("the order is cancelled: %(order)s")
            words = cancelled if ended.order.is_cancelled else _("the order no longer holds: %(order)s")
            return words % {"order": ended.approved_by}
        edition = self.approved_edition
        return edition.approved_by if edition else self.approved_on_paper or self.approval

    approved_by.fget.label = _("approved by")

    @property
    def approved_on_paper(self):
        """«Order 05.01.2025 № 3-Б» of a plan that was approved before it came into the portal; "" for any
        other.
        """
        if not self.paper_date:
            return ""
        return " ".join(filter(None, [self.approval, f"{self.paper_date:%d.%m.%Y} № {self.paper_number}"]))

    @property
    def entered_on(self):
        """The day the plan came into the portal, as the audit remembers it."""
        first = Change.objects.of_record(self).last()
        return timezone.localdate(first.at) if first else clock.today()

    def on_start(self, *, by, approval="", number="", date=None, scan=None):
        """Start the plan: approved here, or on paper with number, date and scan of its order.

        A paper order cannot be undone here, so its findings are shown as doubts; only an order older than the
        plan's days in the portal is one: what is drawn up here is approved here.
        """
        from plans.editions.approved_words import keep_present_executors
        from plans.editions.checks import plan_findings

        if self.is_copy:
            raise Refused(_("This is the copy of an edition: the plan itself is carried out."))
        if not self.is_approved:
            if not (number and date and scan):
                raise Refused(
                    _(
                        "The plan has not been approved: take it to the head's order, or give "
                        "number, date and scan of the order that approved it on paper."
                    )
                )
            if date > clock.today():
                raise Refused(_("The order on paper lies in the future."))
            if date > self.entered_on or self.editions.exists():
                refuse_if_blocked(plan_findings(self))
            self.paper_scan = StoredFile.store(self.organisation, name=scan.name, content=scan.read(), by=by)
            self.approval, self.paper_number, self.paper_date = approval, number, date
            self.paper_post = self.organisation.head_post
            keep_present_executors(self)
        self.started_at, self.started_by = timezone.now(), by
        hold_control(self.measures.all(), self.organisation)
        self.delegate_measures(by)

    def on_close(self, *, by):
        ordered = self.editions.under_way().filter(annex__isnull=False).first()
        if ordered:
            raise Refused(
                _(
                    "The order of edition %(number)s is on its way: register or cancel it, or take the "
                    "edition back from it; then close the plan."
                )
                % {"number": ordered.number}
            )
        self.closed_at, self.closed_by = timezone.now(), by
        self.delegate_measures(by)

    def delegate_measures(self, by):
        """Update the delegated rows, see `plans.delegation.actions`."""
        from plans.delegation.actions import delegate_plan

        delegate_plan(self, by=by)
