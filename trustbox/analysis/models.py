"""What the head is told: the analysis of the box of each half-year (003 4.4), of appeals about employees each
year (002 2.3).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.kyrgyz import date_words
from office.models.head_report import HeadReport
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused
from office.roles import Act
from office.wall.models.wall import Exclusion
from trustbox.journal.models.appeals import Appeal
from trustbox.tray.models import TrayLetter


class AnalysisQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """What was submitted counts the whole journal: it goes to nobody from whom an entry or a letter of
        its periods is hidden. A draft is counted anew for each reader.
        """
        rows, hidden = super().visible_to(person, act), hidden_days(person)
        if not hidden:
            return rows
        return rows.exclude(pk__in=[row.pk for row in rows.exclude(state="draft") if row.counts(hidden)])

    def days_below(self, organisation, kind, year) -> dict:
        """{organisation below: the day it was submitted to the head}, of one period: no figure of it."""
        rows = self._below(organisation).filter(kind=kind, year=year, submitted_on__isnull=False)
        return dict(rows.values_list("organisation", "submitted_on"))


def hidden_days(person) -> set[tuple]:
    """(organisation, day) of the entries and letters that are hidden from a person."""
    found = set()
    for organisation in sorted({pk for row in person.appointments_today for pk in row.reach}):
        for model in (Appeal, TrayLetter):
            rows = model.objects.of(organisation).hidden_from(person)
            found |= {(organisation, day) for day in rows.values_list(model.DAY, flat=True)}
    return found


def days_of(exclusions) -> set[tuple]:
    """(organisation, day) of the entries and letters that exclusions are about."""
    found = exclusions.values_list(
        "organisation", "wall__appeal__registered_on", "wall__tray_letter__received_on"
    )
    return {(organisation, day) for organisation, *days in found for day in days if day}


class Analysis(HeadReport):
    """The figures of a period and what follows from them.

    A draft counts anew at each look; what was submitted stays as it was.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("in work")
        SUBMITTED = "submitted", _("submitted to the head")
        READ = "read", _("read by the head")

    class Kind(models.TextChoices):
        FIRST = "first", _("first half-year")
        SECOND = "second", _("second half-year")
        EMPLOYEES = "employees", _("year: appeals about employees")

    MOVES = (
        Move(
            "submit",
            _("Submit to the head"),
            (State.DRAFT,),
            State.SUBMITTED,
            Act.APPEALS,
            _("The figures are kept as they stand now; the paper is no longer a draft."),
            danger=True,
        ),
        Move(
            "read",
            _("I have read it"),
            (State.SUBMITTED,),
            State.READ,
            Act.EXTEND,
            _("Your reading stands beside the paper with today's day."),
        ),
    )
    NOT_AUDITED = ("data",)
    GUARDS = (
        Guard(
            "a_submitted_analysis_is_only_read",
            "UPDATE",
            "OLD.state = 'read' OR (OLD.state = 'submitted' AND (NEW.state <> 'read' OR NEW.year <> OLD.year "
            "OR NEW.kind <> OLD.kind OR NEW.conclusions <> OLD.conclusions OR NEW.proposals <> "
            "OLD.proposals))",
        ),
        Guard("a_submitted_analysis_is_never_deleted", "DELETE", "OLD.state <> 'draft'"),
    )

    kind = models.CharField(_("period"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    read_on = models.DateField(_("read on"), null=True, blank=True, editable=False)
    read_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("read by"),
    )

    unscoped, objects = make_managers(AnalysisQuerySet)

    class Meta:
        ordering = ["-year", "-kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["first", "second", "employees"]), name="period_of_an_analysis_is_known"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "kind"],
                name="one_analysis_a_period",
                violation_error_message=_("The analysis of this period has been begun already."),
            ),
            models.CheckConstraint(
                condition=Q(state="draft", data__isnull=True, submitted_on=None, submitted_by=None)
                | Q(
                    state__in=["submitted", "read"],
                    data__isnull=False,
                    submitted_on__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="submitted_analysis_has_data_day_and_person",
            ),
            models.CheckConstraint(
                condition=Q(state="read", read_on__isnull=False, read_by__isnull=False)
                | (~Q(state="read") & Q(read_on=None, read_by=None)),
                name="read_analysis_has_day_and_person",
            ),
        ]

    def __str__(self):
        return f"{self.year}, {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("analyses:record", args=[self.pk])

    @property
    def is_half(self):
        return self.kind != self.Kind.EMPLOYEES

    @property
    def period(self) -> tuple[date, date]:
        """First and last day."""
        return period_of(self.kind, self.year)

    @property
    def period_before(self) -> tuple[date, date]:
        """The half-year before, or the year before."""
        if self.kind == self.Kind.SECOND:
            return period_of(self.Kind.FIRST, self.year)
        return period_of(self.Kind.SECOND if self.is_half else self.kind, self.year - 1)

    def counts_hidden_from(self, person) -> bool:
        """Whether the figures count an entry or a letter that is hidden from this person."""
        return self.counts(hidden_days(person))

    def allows(self, person, act):
        """By role, or instead of whom an entry or a letter of its periods is hidden from."""
        if super().allows(person, act):
            return True
        rows = Exclusion.objects.of(self.organisation).in_force().filter(stand_in=person.pk)
        return any(
            self.counts(days_of(rows.filter(pk=row.pk))) and act in row.wall.acts_instead(person)
            for row in rows.select_related("wall")
        )

    def counts(self, days) -> bool:
        """Whether any of these (organisation, day) lies in the period or in the one before."""
        first, last = self.period_before[0], self.period[1]
        return any(
            organisation == self.organisation_id and first <= day <= last for organisation, day in days
        )

    @property
    @with_label(_("state"))
    def standing(self):
        return self.get_state_display()

    def on_submit(self, *, by, left_out_ground=""):
        """Freeze the paper. What the figures leave out is listed in it and needs its ground in words."""
        from trustbox.analysis.figures import left_out_entries
        from trustbox.analysis.papers import analysis_paper, with_left_out_ground

        if self.period[1] >= clock.today():
            raise Refused(_("The period is not over yet: its figures may still change."))
        if self.counts_hidden_from(by):
            raise Refused(
                _(
                    "An official analysis counts the whole journal, and part of it is closed to you: whoever "
                    "acts instead of you there submits it."
                )
            )
        self.require_conclusions(_("Write the conclusions first: figures alone say nothing to the head."))
        left_out = left_out_entries(self, self.period)
        if left_out and not left_out_ground.strip():
            raise Refused(
                _(
                    "The figures leave out entries of the journal: № %(numbers)s. Say which point of the "
                    "standard each is about, or give the ground why they are not counted."
                )
                % {"numbers": ", ".join(left_out)}
            )
        paper = analysis_paper(self) | {"draft": False, "date": date_words(clock.today())}
        self.data = with_left_out_ground(paper, left_out_ground) if left_out else paper
        self.submitted_on, self.submitted_by = clock.today(), by

    def on_read(self, *, by):
        self.read_on, self.read_by = clock.today(), by


def last_half(today: date) -> tuple[str, int]:
    """The half-year that ended last: kind and year."""
    if today.month > 6:
        return Analysis.Kind.FIRST, today.year
    return Analysis.Kind.SECOND, today.year - 1


def period_of(kind, year) -> tuple[date, date]:
    """1 January – 30 June, 1 July – 31 December, or the whole year (LAW rule 20)."""
    first = date(year, 7, 1) if kind == Analysis.Kind.SECOND else date(year, 1, 1)
    last = date(year, 6, 30) if kind == Analysis.Kind.FIRST else date(year, 12, 31)
    return first, last
