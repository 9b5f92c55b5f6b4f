"""The yearly report on a plan, due on 1 February of the next year (strategy plan, 7.2)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.law import law_value
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from plans.models.plan import Plan


class PlanReportQuerySet(OwnedQuerySet):
    def published(self):
        """Reports on the open page of their plan."""
        return self.filter(state=PlanReport.State.PUBLISHED)


KEPT = "OLD.state IN ('accepted', 'published')"


class PlanReport(Workflow, Owned):
    """The report on a plan for one year: computed while a draft, stored when submitted to the head, then
    published.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        SUBMITTED = "submitted", _("submitted to the head")
        ACCEPTED = "accepted", _("accepted by the head")
        PUBLISHED = "published", _("published")

    MOVES = (
        Move(
            "submit",
            _("Submit to the head"),
            (State.DRAFT,),
            State.SUBMITTED,
            Act.KEEP,
            _("The figures are kept as they stand now; later changes of the plan do not touch the report."),
        ),
        Move(
            "accept",
            _("Accept the report"),
            (State.SUBMITTED,),
            State.ACCEPTED,
            Act.SIGN,
            _("The report can no longer be changed."),
        ),
        Move(
            "send_back",
            _("Return to the clerk"),
            (State.SUBMITTED,),
            State.DRAFT,
            Act.SIGN,
            _("The clerk corrects the report; its figures are drafted anew."),
            danger=True,
        ),
        Move(
            "publish",
            _("Publish"),
            (State.ACCEPTED,),
            State.PUBLISHED,
            Act.PUBLISH,
            _("Everyone reads the report on the open page of the plan."),
        ),
        Move(
            "withdraw",
            _("Take off the open page"),
            (State.PUBLISHED,),
            State.ACCEPTED,
            Act.PUBLISH,
            _("The report stays as it was accepted."),
            danger=True,
        ),
    )
    GUARDS = (
        Guard(
            "an_accepted_report_keeps_what_it_says",
            "UPDATE",
            f"{KEPT} AND (NEW.state IN ('draft', 'submitted') OR OLD.text <> NEW.text OR OLD.year <> "
            "NEW.year "
            "OR OLD.plan_id <> NEW.plan_id OR CAST(OLD.data AS text) <> CAST(NEW.data AS text))",
        ),
        Guard("an_accepted_report_is_never_deleted", "DELETE", KEPT),
    )

    plan = models.ForeignKey(
        Plan, models.PROTECT, editable=False, related_name="reports", verbose_name=_("plan")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(
        _("conclusions"),
        blank=True,
        help_text=_("What was reached, what hindered, what is proposed: one thought a line"),
    )
    data = models.JSONField(null=True, blank=True, editable=False)  # the tables as they were submitted
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    unscoped, objects = make_managers(PlanReportQuerySet)

    class Meta:
        ordering = ["-year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="one_report_of_a_plan_a_year",
                violation_error_message=_("The report of this plan for this year has been begun already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", data__isnull=True, submitted_at=None, submitted_by=None)
                | ~Q(state="draft")
                & Q(data__isnull=False, submitted_at__isnull=False, submitted_by__isnull=False),
                name="submitted_report_has_data_person_and_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"], accepted_at=None, accepted_by=None)
                | Q(
                    state__in=["accepted", "published"], accepted_at__isnull=False, accepted_by__isnull=False
                ),
                name="accepted_report_has_person_and_time",
            ),
        ]

    def __str__(self):
        return str(_("Report on the plan %(years)s for %(year)s")) % {
            "years": self.plan.years,
            "year": self.year,
        }

    def get_absolute_url(self):
        return reverse("plan_reports:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def is_accepted(self):
        return self.state in (self.State.ACCEPTED, self.State.PUBLISHED)

    @property
    @with_label(_("legal term"))
    def legal_day(self) -> date:
        return legal_day(self.year)

    def on_submit(self, *, by):
        from plans.reports.papers import report_data

        if not self.text.strip():
            raise Refused(_("Write the conclusions first: figures alone are no report."))
        self.data = report_data(self)
        self.submitted_at, self.submitted_by = timezone.now(), by

    def on_send_back(self, *, by):
        self.data = self.submitted_at = self.submitted_by = None

    def on_accept(self, *, by):
        self.accepted_at, self.accepted_by = timezone.now(), by

    def on_publish(self, *, by):
        if not hasattr(self.plan, "page"):
            raise Refused(_("The plan has no open page yet. Open it first."))


def legal_day(year: int) -> date:
    """Day by which the report of a year is due by law: 1 February of the next year.

    LookupError when the law sets none.
    """
    month, day = map(int, law_value("strategy_report", on=date(year, 12, 31)).split("-"))
    return date(year + 1, month, day)
