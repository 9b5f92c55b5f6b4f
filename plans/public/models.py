"""The open page of a plan, and citizens' remarks sent from there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.person import Person
from office.papers.models import token
from office.registers.workflow import ASIDE, Move, Workflow
from office.roles import Act
from plans.models.measure import Measure
from plans.models.plan import Plan

DRAFT = "EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = NEW.plan_id AND p.state = 'draft')"


class PlanPageQuerySet(OwnedQuerySet):
    def with_address(self, token):
        """The page of a public address, for anyone who holds it."""
        return self._allow(self.filter(token=token)).select_related("plan", "organisation")

    def open_of(self, organisation):
        """The open pages of an organisation, for anyone."""
        return self._allow(self.filter(organisation=organisation)).select_related("plan")

    def everywhere(self):
        """The open pages of every organisation, for anyone."""
        return self._allow(self.all())


class PlanPage(Owned):
    """The open page of an approved plan; deleting the row closes it."""

    GUARDS = (
        Guard("only_an_approved_plan_is_open_to_all", "INSERT", DRAFT),
        Guard("an_open_page_keeps_its_plan_and_address", "UPDATE"),
    )

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="page")
    token = models.CharField(max_length=32, unique=True, default=token, editable=False)
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)

    unscoped, objects = make_managers(PlanPageQuerySet)

    def __str__(self):
        return str(self.plan)

    @property
    def url(self):
        return reverse("open:plan", args=[self.token])

    @property
    def address(self):
        """The absolute address, for letters and the QR code."""
        return f"{settings.PUBLIC_ADDRESS}{self.url}"


CLOSED = "NOT EXISTS (SELECT 1 FROM plans_planpage p WHERE p.plan_id = NEW.plan_id)"
OTHER_PLAN = (
    "NEW.measure_id IS NOT NULL AND NEW.plan_id <> "
    "(SELECT m.plan_id FROM plans_measure m WHERE m.id = NEW.measure_id)"
)


class Remark(Workflow, Owned):
    """A citizen's remark on a plan or a measure; read by the clerk, never shown on the page.

    Of the sender nothing is stored beyond what was typed: no person, no address, the day and not the hour.
    """

    class State(models.TextChoices):
        NEW = "new", _("waits for an answer")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed without an answer")

    MOVES = (
        Move(
            "answer",
            _("Answered"),
            (State.NEW,),
            State.ANSWERED,
            Act.KEEP,
            _("What was answered and done stays with the remark. The open page shows neither."),
        ),
        Move(
            "close",
            _("Close without an answer"),
            (State.NEW,),
            State.CLOSED,
            Act.KEEP,
            _("The remark stays in the register with the ground."),
            danger=True,
        ),
    )
    ASIDE = ASIDE | {"close"}

    # The memory writes the second in which a row came: that would be a trace. What was sent can never be
    # changed.
    AUDITED = False
    GUARDS = (
        Guard("a_remark_comes_only_to_an_open_plan", "INSERT", CLOSED),
        Guard("a_remark_is_on_a_measure_of_its_plan", "INSERT", OTHER_PLAN),
        Guard(
            "what_was_remarked_is_never_changed",
            "UPDATE",
            "OLD.text <> NEW.text OR OLD.contact <> NEW.contact OR OLD.day <> NEW.day OR "
            "OLD.plan_id <> NEW.plan_id OR coalesce(OLD.measure_id, 0) <> coalesce(NEW.measure_id, "
            "0)",
        ),
        Guard("a_remark_is_never_deleted", "DELETE"),
    )

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="remarks", verbose_name=_("plan"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="remarks", verbose_name=_("measure")
    )
    day = models.DateField(_("day"), default=clock.today, editable=False)
    text = models.TextField(_("remark"))
    contact = models.CharField(_("how to answer"), max_length=200, blank=True)
    answer = models.TextField(_("what was answered and done"), blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("answered by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW, editable=False)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["organisation", "state"], name="remark_by_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_has_words"),
            models.CheckConstraint(
                condition=Q(state="new", answered_on=None, answered_by=None, answer="")
                | Q(state__in=["answered", "closed"], answered_on__isnull=False, answered_by__isnull=False)
                & ~Q(answer=""),
                name="answered_remark_has_day_person_and_words",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:117]}…"

    def get_absolute_url(self):
        return reverse("remarks:record", args=[self.pk])

    @property
    def is_waiting(self):
        return self.state == self.State.NEW

    @property
    def is_quiet(self):
        return not self.is_waiting

    def on_answer(self, *, by, answer):
        self.answer, self.answered_on, self.answered_by = answer, clock.today(), by

    def on_close(self, *, by, ground):
        self.on_answer(by=by, answer=ground)
