"""Measures delegated to subordinate organisations: rows of those organisations, read from above
(ADR 0012).
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.models.organisation import Organisation
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused
from office.roles import Act, granting, may
from plans.models.execution import Executable, execution_constraints
from plans.models.measure import Measure
from plans.models.term_fields import TermFields, term_constraints
from plans.models.versions import only_grows


class FromBelowQuerySet(OwnedQuerySet):
    RELEASED = Q()  # all rows are read by the superior organisation

    def visible_to(self, person, act=None):
        """Rows of an organisation where the person works, or of one below where the person has Act.READ."""
        rows = super().visible_to(person, act)
        seen = Q(organisation__in=sorted({pk for row in granting(person, Act.PROVE) for pk in row.reach}))
        for row in granting(person, Act.READ):
            seen |= Q(organisation__path__startswith=row.organisation.path)
        return rows.filter(seen)


class HandedQuerySet(FromBelowQuerySet):
    def asked(self):
        """What the superior organisation still asks for."""
        return self.filter(ended_on=None)

    def open(self):
        """What still has to be done."""
        return self.asked().filter(state__in=Executable.OPEN)

    def said_done(self):
        """Done in the copy, while the original measure is open."""
        return self.asked().filter(state=Executable.State.DONE)


NOT_ITS_EXECUTOR = (
    "NOT EXISTS (SELECT 1 FROM plans_executor e JOIN plans_measure m ON m.id = e.measure_id WHERE "
    "m.id = NEW.measure_id AND m.organisation_id = NEW.giver_id AND e.body_id = "
    "NEW.organisation_id AND e.body_id <> NEW.giver_id)"
)
# Whoever cannot see the measure of the superior organisation cannot write down what it says.
OTHER_WORDS = (
    "(OLD.text <> NEW.text OR OLD.result <> NEW.result OR OLD.term_kind <> NEW.term_kind OR "
    "OLD.term_text <> NEW.term_text) AND NOT EXISTS (SELECT 1 FROM plans_measure m WHERE m.id = "
    "NEW.measure_id AND m.text = NEW.text AND m.result = NEW.result AND m.term_kind = "
    "NEW.term_kind AND m.term_text = NEW.term_text)"
)


class HandedMeasure(TermFields, Executable):
    """A copy of a measure of a superior organisation that this organisation executes.

    `state` is the execution here; whether the original is done is decided above. `ended_why` says why it is
    no longer asked for.
    """

    class Ended(models.TextChoices):
        DONE = "done", _("the measure counts as done")
        DROPPED = "dropped", _("the measure was dropped")
        CLOSED = "closed", _("the plan is no longer carried out")
        OTHERS = "others", _("others execute the measure now")

    MOVES = (
        Executable.move_named("begin"),
        Executable.move_named("finish"),
        Move(
            "reopen",
            _("Take up again"),
            (Executable.State.DONE,),
            Executable.State.UNDER_WAY,
            Act.PROVE,
            _("What was told and given stays; the measure is under way again."),
        ),
    )

    ACROSS_BODIES = ("measure",)  # the measure is a row of the organisation that hands it down
    GUARDS = (
        Guard("a_measure_is_handed_to_its_executor", "INSERT", NOT_ITS_EXECUTOR),
        Guard("a_handed_measure_says_what_its_measure_says", "UPDATE", OTHER_WORDS),
        Guard(
            "a_handed_measure_stays_what_it_was",
            "UPDATE",
            "OLD.measure_id <> NEW.measure_id OR OLD.giver_id <> NEW.giver_id",
        ),
        Guard("a_handed_measure_is_never_deleted", "DELETE"),
        only_grows("a_handed_measure", "steps"),
    )

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="handed", editable=False)
    giver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", editable=False, verbose_name=_("entrusted by")
    )
    plan_title = models.TextField(_("plan"))
    text = models.TextField(_("measure"))
    result = models.TextField(_("expected result"), blank=True)
    executors_text = models.TextField(_("executors"), blank=True)
    funding = models.TextField(_("funding source"), blank=True)
    handed_on = models.DateField(_("handed down on"), default=clock.today, editable=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")
    ended_on = models.DateField(_("asked until"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    ended_why = models.CharField(_("why no longer"), max_length=10, choices=Ended, blank=True, editable=False)

    unscoped, objects = make_managers(HandedQuerySet)

    class Meta:
        ordering = ["last_day", "pk"]
        indexes = [models.Index(fields=["organisation", "state", "last_day"], name="handed_by_term")]
        constraints = [
            *execution_constraints("handed_measure"),
            *term_constraints("handed_measure"),
            models.UniqueConstraint(
                fields=["measure", "organisation"], name="a_measure_is_handed_once_to_a_body"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="handed_measure_has_words"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_why="")
                | Q(
                    ended_on__isnull=False,
                    ended_by__isnull=False,
                    ended_why__in=["done", "dropped", "closed", "others"],
                ),
                name="what_is_no_longer_asked_has_day_person_and_ground",
            ),
        ]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:117]}…"

    def get_absolute_url(self):
        return reverse("handed:record", args=[self.pk])

    @property
    def years_to_report(self) -> list[int]:
        """Years of a yearly measure, from the year of delegation on, without a note."""
        if not self.is_yearly:
            return []
        reported_years = {note.year for note in self.notes.all()}
        return [
            year for year in self.term.years if year >= self.handed_on.year and year not in reported_years
        ]

    @property
    @with_label(_("due on"))
    def due(self) -> date | None:
        """The last day; for a yearly measure the end of the first year without a note."""
        years = self.years_to_report
        return date(years[0], 12, 31) if years else self.last_day

    @property
    def is_asked(self):
        return self.ended_on is None

    @property
    def is_open(self):
        return super().is_open and self.is_asked

    @property
    def is_in_work(self):
        return super().is_in_work and self.is_asked

    @property
    def is_quiet(self):
        return not self.is_asked

    def offers(self, move):
        """Begin and finish are done in the progress form, with a proof; the buttons offer the rest."""
        return self.is_asked and move.name == "reopen"

    def is_proved_by(self, person):
        return may(person, Act.PROVE, self.organisation)

    def require_running(self):
        if not self.is_asked:
            raise Refused(
                _("The body above asks for it no longer: %(why)s.") % {"why": self.get_ended_why_display()}
            )

    def has_proof(self):
        return self.notes.exists()


class HandedNote(Owned):
    """A progress note of a delegated measure, with photo, file or link."""

    GUARDS = (
        Guard("what_a_body_told_is_never_changed", "UPDATE"),
        Guard("what_a_body_told_is_never_deleted", "DELETE"),
    )

    handed = models.ForeignKey(HandedMeasure, models.PROTECT, related_name="notes", editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    text = models.TextField(_("what was done"), blank=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(_("link"), max_length=500, blank=True)
    told_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    told_by = models.ForeignKey(
        Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("by whom")
    )

    unscoped, objects = make_managers(FromBelowQuerySet)

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(link="") | Q(photo__isnull=False) | Q(file__isnull=False),
                name="handed_note_says_or_shows_something",
            )
        ]

    def __str__(self):
        return self.text if len(self.text) <= 120 else f"{self.text[:117]}…"

    def get_absolute_url(self):
        return self.handed.get_absolute_url()

    @property
    def files(self):
        """The photo and the file, those present."""
        return [one for one in (self.photo, self.file) if one]
