"""A table a body has in Word or Excel, on its way into a register."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.imports.columns import is_remembered
from office.imports.reader import Reading
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act

REMEMBERED = 50  # files with chosen columns that are looked at


class TableImport(Workflow, Owned):
    """Abstract base of an import: file → Reading → decisions → `take()` on acceptance.

    Nothing is stored in the register before.
    """

    READINGS: ClassVar[Mapping[str, type[Reading]]] = {}  # form of a sheet → how its lists are read
    NAMES: ClassVar[Mapping[str, Promise]] = {}  # form of a sheet → what its lists are called

    class State(models.TextChoices):
        READ = "read", _("read, waits for decisions")
        ACCEPTED = "accepted", _("accepted")
        DISCARDED = "discarded", _("put aside")

    MOVES = (
        Move(
            "accept",
            _("Accept into the register"),
            (State.READ,),
            State.ACCEPTED,
            Act.KEEP,
            _("All rows enter the register at once, or none does."),
        ),
        Move(
            "discard",
            _("Put aside"),
            (State.READ,),
            State.DISCARDED,
            Act.KEEP,
            _("Nothing enters the register."),
            danger=True,
        ),
    )
    NOT_AUDITED = ("reading",)

    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    reading = models.JSONField()
    decisions = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.READ, editable=False)
    read_at = models.DateTimeField(_("read on"), auto_now_add=True)
    read_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+", verbose_name=_("read by"))

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    @property
    def waits(self):
        """Whether decisions may still be made."""
        return self.state == self.State.READ

    @cached_property
    def found(self):
        """The Reading of the file."""
        return self.READINGS[self.reading["form"]].from_dict(self.reading)

    @property
    def undecided(self):
        """The doubts still open under the decisions made so far."""
        return self.found.undecided(self.decisions)

    @property
    def earlier(self):
        """Other imports of the same bytes into the same body, newest first."""
        return type(self).objects.of(self.organisation).filter(sha256=self.sha256, pk__lt=self.pk)

    def decide(self, choices):
        """Keep these decisions (doubt id → choice); a choice a doubt does not propose is passed over.

        Refused once the import is closed.
        """
        if not self.waits:
            raise Refused(_("This import is closed."))
        known = {doubt.id: doubt for doubt in self.found.all_doubts(self.decisions)}
        self.decisions |= {
            key: choice for key, choice in choices.items() if key in known and known[key].accepts(choice)
        }
        self.version += 1
        self.save(update_fields=["decisions", "version"])

    @classmethod
    def remembered_columns(cls, organisation) -> dict[str, str]:
        """What the people of a body have chosen for columns of earlier files (id of a column → key); the
        latest choice counts.
        """
        rows = cls.objects.of(organisation).exclude(state=cls.State.DISCARDED)
        rows = rows.filter(decisions__has_key="columns").order_by("-pk")[:REMEMBERED]
        remembered: dict[str, str] = {}
        for decisions in rows.values_list("decisions", flat=True):
            remembered = decisions["columns"] | remembered
        return {place: key for place, key in remembered.items() if is_remembered(place)}

    def choose_columns(self, choices, *, form="", versions=()):
        """Read the file anew with these columns (id of a column → key, "" to leave it out), as a list of
        `form` where a register has several; decisions on its rows begin anew.

        Refused once the import is closed. Raises UnreadableFile.
        """
        if not (self.waits and self.found.source):
            raise Refused(_("This import is closed."))
        kind = self.READINGS.get(form, type(self.found))
        ids = {column.id for column in self.found.mapping}
        chosen = {place: key for place, key in choices.items() if place in ids}
        self.reading = kind.of_plain(self.found.source, versions, chosen).to_dict()
        self.decisions = {"columns": chosen}
        self.version += 1
        self.save(update_fields=["reading", "decisions", "version"])
        del self.found

    def fill_from_reading(self):
        """Set what the file says of the import itself."""

    def on_accept(self, *, by):
        if left := len(self.undecided):
            raise Refused(_("Decide the doubts first. Still open: %(count)s.") % {"count": left})
        self.take(self.found.resolve(self.decisions), by=by)

    def take(self, rows, *, by):
        """Put the resolved rows of the file into the register.

        Raises Refused when they cannot all be taken.
        """
        raise NotImplementedError
