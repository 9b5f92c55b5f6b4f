"""A table a body has in Word or Excel, on its way into a register."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.imports.columns import is_remembered
from office.imports.comparison import (
    ADD,
    CHANGED,
    NEW,
    SAME,
    SKIP,
    UPDATE,
    ComparedRow,
    Comparison,
)
from office.imports.reader import Reading
from office.imports.taken_rows import added_rows, refuse_touched
from office.imports.target import ImportTarget
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act

NAMED_ROWS = 5  # rows that a refusal names
REMEMBERED = 50  # files with chosen columns that are looked at


class TableImport(Workflow, Owned):
    """Abstract base of an import: file → Reading → decisions → `take()` on acceptance.

    Nothing is stored in the register before.
    """

    READINGS: ClassVar[Mapping[str, type[Reading]]] = {}  # form of a sheet → how its lists are read
    NAMES: ClassVar[Mapping[str, Promise]] = {}  # form of a sheet → what its lists are called
    # What may be done with a row of the file that is the same as one of the register, changed, or new.
    ACTIONS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        SAME: (SKIP,),
        CHANGED: (UPDATE, SKIP),
        NEW: (ADD, SKIP),
    }

    class State(models.TextChoices):
        READ = "read", _("read, waits for decisions")
        ACCEPTED = "accepted", _("accepted")
        DISCARDED = "discarded", _("put aside")

    MOVES: tuple[Move, ...] = (
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
    TAKE_BACK = Move(
        "take_back",
        _("Take back the import"),
        (State.ACCEPTED,),
        State.DISCARDED,
        Act.KEEP,
        _("The rows this import has added leave the register, as long as nobody has worked on them."),
        danger=True,
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

    @cached_property
    def compared(self) -> list[ComparedRow]:
        """The rows of the file beside those of the register; none while the file itself is in doubt."""
        if self.undecided:
            return []
        target = self.target
        rows = target.prepare_rows(self.found.resolve(self.decisions))
        columns = [column["key"] for column in self.found.columns]
        comparison = Comparison(self.found.VOCABULARY, columns, rows, target.known_rows())
        return comparison.compared(self.decisions, self.ACTIONS, target.usual_actions)

    @property
    def target(self) -> ImportTarget:
        """The register that the rows enter."""
        raise NotImplementedError

    @property
    def unchosen(self):
        """The rows changed against the register for which nobody has said what to do."""
        return [one for one in self.compared if not one.action]

    def choose_actions(self, choices):
        """Keep what is done with rows (id of a ComparedRow → action); an action that is not offered is
        passed over.

        Refused once the import is closed.
        """
        if not self.waits:
            raise Refused(_("This import is closed."))
        actions = {one.id: one.actions for one in self.compared}
        self.decisions |= {key: choice for key, choice in choices.items() if choice in actions.get(key, ())}
        self.version += 1
        self.save(update_fields=["decisions", "version"])
        del self.compared

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
        self.__dict__.pop("compared", None)
        self.take_compared()

    def take_compared(self):
        """Add and update the rows as chosen, and keep what was done for the way back."""
        if left := self.unchosen:
            raise Refused(
                _("Say first what to do with the rows that the register has otherwise: %(rows)s")
                % {"rows": "; ".join(one.title for one in left[:NAMED_ROWS])}
            )
        rows = {action: [one for one in self.compared if one.action == action] for action in (ADD, UPDATE)}
        target = self.target
        if rows[UPDATE]:
            target.update(rows[UPDATE])
        created = target.take([one.row for one in rows[ADD]]) if rows[ADD] else []
        self.decisions["taken"] = {
            "rows": len(rows[ADD]),
            "updated": len(rows[UPDATE]),
            "skipped": len(self.compared) - len(rows[ADD]) - len(rows[UPDATE]),
            "added": added_rows(created or ()),
            "editions": [edition.pk for edition in target.fixed_editions()],
        }

    @property
    def taken(self):
        """What accepting has done: rows, updated, skipped (numbers) and added (see `added_rows`)."""
        return self.decisions.get("taken") or {}

    def on_take_back(self, *, by):
        if not self.taken.get("added") or self.taken["updated"]:
            raise Refused(
                _(
                    "This import has corrected rows that were there before, or added none: there is nothing "
                    "to take back as a whole."
                )
            )
        later = [
            edition for edition in self.target.fixed_editions() if edition.pk not in self.taken["editions"]
        ]
        if later:
            raise Refused(
                _("The rows of this import stand in an edition: %(edition)s") % {"edition": later[0]}
            )
        self.target.delete_added(refuse_touched(self.organisation, self.taken["added"]))
        self.decisions = {key: value for key, value in self.decisions.items() if key != "taken"}
