"""Bringing the standard to people (order 629-Б p.2): to which units, who acknowledged this version, on screen
or by a wet signature.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.files.models import StoredFile
from office.models.organisation import Unit
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from standards.text.models import Standard

NOT_ADOPTED = (
    "NOT EXISTS (SELECT 1 FROM standards_standard s WHERE s.id = NEW.standard_id AND s.state IN "
    "('in_force', 'replaced'))"
)


class SubordinateQuerySet(OwnedQuerySet):
    def below(self, organisation):
        """Of the organisations under an organisation: for counts, never for names."""
        rows = self.filter(organisation__path__startswith=organisation.path)
        return self._allow(rows.exclude(organisation=organisation))


class Addressee(Owned):
    """A unit the version is brought to; a version without any is brought to the whole organisation."""

    standard = models.ForeignKey(
        Standard, models.CASCADE, related_name="addressees"
    )  # a draft may be thrown away with its addressees
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))

    unscoped, objects = make_managers(SubordinateQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "unit"], name="one_unit_is_addressed_once")
        ]

    def __str__(self):
        return str(self.unit)


class SheetQuerySet(OwnedQuerySet):
    def waiting(self):
        """Printed and not filed back yet."""
        return self.filter(state=AcquaintanceSheet.State.PREPARED)


class AcquaintanceSheet(Workflow, Owned):
    """A printed list of people who sign by hand that they have read a version; scanned back and ticked off by
    the officer.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("printed, waits for the signatures")
        FILED = "filed", _("filed with its scan")
        DISCARDED = "discarded", _("put aside")

    MOVES = (
        Move(
            "file",
            _("File the signed sheet"),
            (State.PREPARED,),
            State.FILED,
            Act.BRING,
            _("The scan is kept byte for byte; each person ticked has acknowledged this version."),
            danger=True,
        ),
        Move(
            "discard",
            _("Put aside"),
            (State.PREPARED,),
            State.DISCARDED,
            Act.BRING,
            _("Nobody signed this sheet; a new one can be printed."),
            danger=True,
        ),
    )
    GUARDS = (
        Guard("a_closed_sheet_is_never_changed", "UPDATE", "OLD.state <> 'prepared'"),
        Guard("a_closed_sheet_is_never_deleted", "DELETE", "OLD.state <> 'prepared'"),
    )

    standard = models.ForeignKey(
        Standard,
        models.PROTECT,
        related_name="sheets",
        verbose_name=_("version of the standard"),
        editable=False,
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Leave it empty for a sheet of all who have not acknowledged yet."),
    )
    prepared_at = models.DateTimeField(_("prepared on"), auto_now_add=True)
    prepared_by = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", editable=False, verbose_name=_("prepared by")
    )
    scan = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scan of the signed sheet"),
    )
    filed_at = models.DateTimeField(_("filed on"), null=True, blank=True, editable=False)
    filed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("filed by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREPARED, editable=False)

    unscoped, objects = make_managers(SheetQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="one_sheet_of_a_version_a_number"),
            models.CheckConstraint(
                condition=Q(state="filed", scan__isnull=False, filed_at__isnull=False, filed_by__isnull=False)
                | Q(state__in=["prepared", "discarded"], scan=None, filed_at=None, filed_by=None),
                name="filed_sheet_has_scan_time_and_person",
            ),
        ]

    def __str__(self):
        return str(_("Acquaintance sheet № %(number)s")) % {"number": self.number}

    def get_absolute_url(self):
        return reverse("sheets:record", args=[self.pk])

    @property
    def is_quiet(self):
        return self.state == self.State.DISCARDED

    @property
    def is_filed(self):
        return self.state == self.State.FILED

    def on_file(self, *, by, scan, day, signed):
        if not signed:
            raise Refused(_("Tick who has signed the sheet."))
        self.scan = StoredFile.store(self.organisation, name=scan.name, content=scan.read(), by=by)
        self.filed_at, self.filed_by = timezone.now(), by
        self.lines.filter(pk__in=[line.pk for line in signed]).update(signed=True)
        done = set(self.standard.acknowledgements.values_list("person", flat=True))
        Acknowledgement.objects.bulk_create(
            Acknowledgement(
                organisation=self.organisation,
                standard=self.standard,
                person=line.person,
                way=Acknowledgement.Way.SHEET,
                name=line.name,
                day=day,
                sheet=self,
                by=by,
            )
            for line in signed
            if line.person_id not in done
        )


CLOSED_SHEET = (
    "SELECT 1 FROM standards_acquaintancesheet s WHERE s.id = {row}.sheet_id AND s.state <> 'prepared'"
)


class SheetLine(Owned):
    """A person of a sheet with the words that were printed."""

    GUARDS = frozen_while("a_line_of_a_closed_sheet", CLOSED_SHEET)

    sheet = models.ForeignKey(
        AcquaintanceSheet, models.CASCADE, related_name="lines"
    )  # a sheet that nobody signed may be thrown away with its lines
    place = models.PositiveIntegerField(_("place"))
    person = models.ForeignKey("office.Person", models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=300)
    post = models.CharField(_("post"), max_length=200)
    signed = models.BooleanField(_("signed"), default=False)

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person"], name="one_line_of_a_sheet_a_person")
        ]

    def __str__(self):
        return f"{self.name}, {self.post}"


class Acknowledgement(Owned):
    """A person has read one version of the standard.

    Kept for ever, also of who has left since; what is missing is never stored.
    """

    GUARDS = (
        Guard("only_an_adopted_standard_is_acknowledged", "INSERT", NOT_ADOPTED),
        Guard("an_acknowledgement_is_never_changed", "UPDATE"),
        Guard("an_acknowledgement_is_never_deleted", "DELETE"),
    )

    class Way(models.TextChoices):
        SCREEN = "screen", _("on screen")
        SHEET = "sheet", _("on the acquaintance sheet")

    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="acknowledgements", verbose_name=_("version of the standard")
    )
    person = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=_("employee's name")
    )
    way = models.CharField(_("way"), max_length=10, choices=Way)
    name = models.CharField(_("name as typed or printed"), max_length=300)
    day = models.DateField(_("day of the acknowledgement"))
    sheet = models.ForeignKey(
        AcquaintanceSheet, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sheet")
    )
    at = models.DateTimeField(_("entered on"), auto_now_add=True)
    by = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name=_("entered by"))

    unscoped, objects = make_managers(SubordinateQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "person"], name="a_version_is_acknowledged_once"),
            models.CheckConstraint(
                condition=Q(way="screen", sheet=None) | Q(way="sheet", sheet__isnull=False),
                name="acknowledgement_by_hand_names_its_sheet",
            ),
        ]

    def __str__(self):
        return f"{self.name} · {self.day:%d.%m.%Y}"
