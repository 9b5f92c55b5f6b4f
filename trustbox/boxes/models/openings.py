"""The opening of a box by the commission: who was there, the seals, the letters one by one.

One event with its act, minutes and entries.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database import chain
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.files.clean_copy import clean_upload
from office.models.commission import Commission, Meeting, Seat
from office.models.counter import Counter
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act, Role, may
from office.wall import sealed_box
from trustbox.boxes.models.boxes import Box

LETTERS = "box-letters"  # of the key under which the enclosures of letters lie while their box is open
CLOSED = "SELECT 1 FROM trustbox_opening o WHERE o.id = {row}.opening_id AND o.state <> 'open'"


class OpeningQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        return super().visible_to(person, act).as_read_by(person)

    def as_read_by(self, reader):
        """With `hidden_count`: how many of the entries of each are hidden from the reader."""
        if reader is None:
            return self
        entries = self.model._meta.get_field("appeals").related_model.objects
        hidden = entries.of(OuterRef("organisation")).hidden_from(reader).filter(opening=OuterRef("pk"))
        hidden = hidden.order_by().values("opening").annotate(many=Count("pk"))
        return self.annotate(hidden_count=Coalesce(Subquery(hidden.values("many")), 0))

    def open(self):
        return self.filter(state=Opening.State.OPEN)

    def last_days_below(self, organisation) -> dict:
        """{organisation below: the last day a box of it was opened}: all that a body above reads of an
        opening.
        """
        rows = self._below(organisation).filter(state=Opening.State.CLOSED).order_by("opened_on")
        return dict(rows.values_list("organisation", "opened_on"))


class Opening(Workflow, Owned):
    """One opening of one box (003 3.3, 3.5, 8). While it is open the letters are entered; closing it makes
    everything at once.
    """

    class State(models.TextChoices):
        OPEN = "open", _("box is open")
        CLOSED = "closed", _("box is closed and sealed")

    MOVES = (
        Move(
            "close",
            _("Close and seal the box"),
            (State.OPEN,),
            State.CLOSED,
            Act.OPEN_BOX,
            _(
                "The letters get their numbers in the journal; the act, the minutes and the line in the "
                "journal of openings are made. "
                "It cannot be undone."
            ),
            danger=True,
        ),
    )
    GUARDS = (
        Guard("a_closed_opening_is_never_changed", "UPDATE", "OLD.state = 'closed'"),
        Guard("an_opening_is_never_deleted", "DELETE"),
        Guard(
            "an_opening_closes_only_with_an_entry_for_each_letter",
            "UPDATE",
            "NEW.state = 'closed' AND coalesce(NEW.count, -1) <> "
            "(SELECT count(*) FROM trustbox_appeal a WHERE a.opening_id = NEW.id)",
        ),
    )

    box = models.ForeignKey(Box, models.PROTECT, related_name="openings", verbose_name=_("box"))
    commission = models.ForeignKey(Commission, models.PROTECT, related_name="+", verbose_name=_("commission"))
    opened_on = models.DateField(_("opened on"), default=clock.today)
    entered_on = models.DateField(
        _("entered in the portal on"), null=True, default=clock.today, editable=False
    )
    late_reason = models.TextField(_("why it is entered on another day"), blank=True)
    opened_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by")
    )
    seal_before = models.CharField(
        _("number of the seal before"),
        max_length=60,
        help_text=_("As it stands on the box; «жок» when there is none"),
    )
    seal_whole = models.BooleanField(_("the seal was whole"), default=True)
    count = models.PositiveSmallIntegerField(
        _("number of letters"), null=True, blank=True, help_text=_("Zero is a number too.")
    )
    seal_after = models.CharField(_("number of the seal after"), max_length=60, blank=True)
    note = models.TextField(_("remarks of the commission"), blank=True)
    number = models.PositiveIntegerField(
        _("number in the journal of openings"), null=True, blank=True, editable=False
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("minutes"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("closed by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    unscoped, objects = make_managers(OpeningQuerySet)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["box"],
                condition=Q(state="open"),
                name="a_box_is_opened_once_at_a_time",
                violation_error_message=_("This box is open already: go on with that opening."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_line_a_number_of_the_journal_of_openings"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="open", number=None, year=None, meeting=None, closed_on=None, closed_by=None
                )
                | (
                    Q(
                        state="closed",
                        number__isnull=False,
                        year__isnull=False,
                        meeting__isnull=False,
                        closed_on__isnull=False,
                        closed_by__isnull=False,
                        count__isnull=False,
                    )
                    & ~Q(seal_after="")
                ),
                name="closed_opening_has_number_minutes_count_and_seal",
            ),
            models.CheckConstraint(
                condition=Q(entered_on=None)
                | Q(opened_on=F("entered_on"))
                | (Q(opened_on__lt=F("entered_on")) & ~Q(late_reason="")),
                name="an_opening_entered_on_another_day_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.opened_on:%d.%m.%Y} · {self.box}"

    def get_absolute_url(self):
        return reverse("openings:record", args=[self.pk])

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_editable(self):
        return self.is_open

    @property
    def takes_more(self):
        return self.is_open

    @property
    def is_quiet(self):
        return not self.is_open

    @property
    @with_label(_("number of letters"))
    def letters_count(self):
        """The letters that the reader of the row may know of (`as_read_by`)."""
        return None if self.count is None else self.count - getattr(self, "hidden_count", 0)

    @property
    def entered_count(self):
        """Letters entered so far."""
        return self.letters.count()

    @property
    @with_label(_("minutes"))
    def minutes(self):
        return self.meeting and f"№ {self.meeting.number}"

    @property
    def is_late(self):
        """Opened on paper on an earlier day than it was entered."""
        return self.entered_on is not None and self.opened_on != self.entered_on

    def is_led_by(self, person):
        """Whether the person closes the box: the responsible secretary, or the secretary of the commission
        who was there.
        """
        present = self.attendees.filter(standing=Attendee.Standing.PRESENT)
        is_secretary = present.filter(seat__part=Seat.Part.SECRETARY, seat__person=person).exists()
        return is_secretary or may(person, Act.APPEALS, self.organisation)

    def moves_for(self, person):
        return super().moves_for(person) if self.is_led_by(person) else []

    def present(self):
        return [row.seat for row in self.attendees.all() if row.standing == Attendee.Standing.PRESENT]

    @property
    def has_quorum(self):
        """More than half of the members are there; a substitute stands in for one who is not."""
        rows = list(self.attendees.select_related("seat"))
        members = [row for row in rows if row.seat.part != Seat.Part.SUBSTITUTE]
        present = [row for row in rows if row.standing == Attendee.Standing.PRESENT]
        return len(present) * 2 > len(members)

    def offers(self, move):
        """The box is closed when every letter counted has been entered."""
        return self.count is not None and self.count == self.entered_count

    def on_close(self, *, by, seal_after, note):
        from trustbox.boxes.actions import take_letters, take_minutes

        if not self.is_led_by(by):
            raise Refused(_("The responsible secretary or the secretary of the commission closes the box."))
        if self.count is None:
            raise Refused(_("Count the letters first; an empty box has zero."))
        entered_count = self.entered_count
        if entered_count != self.count:
            raise Refused(
                _("Counted: %(count)s, entered: %(entered)s. The box is closed only when both are equal.")
                % {"count": self.count, "entered": entered_count}
            )
        self.seal_after, self.note = seal_after, note or self.note
        self.closed_on, self.closed_by = clock.today(), by
        self.year = self.opened_on.year
        self.number = Counter.take(self.organisation, "openings", self.year)
        entries = take_letters(self, by=by)
        self.meeting = take_minutes(self, entries, by=by)
        if not self.box.openings.filter(state=self.State.CLOSED, opened_on__gt=self.opened_on).exists():
            self.box.seal = seal_after
            self.box.version += 1
            self.box.save(update_fields=["seal", "version"])


class Attendee(Owned):
    """How a seat of the commission stood at an opening."""

    class Standing(models.TextChoices):
        PRESENT = "present", _("present at the opening")
        ABSENT = "absent", _("absent")
        RECUSED = "recused", _("stood aside: concerned by an appeal")

    GUARDS = frozen_while("an_attendee_of_a_closed_opening", CLOSED)

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="attendees")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "seat"], name="a_seat_stands_once_at_an_opening"),
            models.CheckConstraint(
                condition=Q(standing__in=["present", "absent", "recused"]), name="standing_of_a_seat_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.seat}"


@dataclass(frozen=True)
class Enclosure:
    """What lies with a letter until the box closes: its picture, washed, and {field of an identity: text} of
    who signed it.
    """

    photo: bytes = b""
    particulars: dict[str, str] = field(default_factory=dict)


class BoxLetter(Owned):
    """A letter on the table, as entered while the box is open.

    When the box closes it becomes an entry and this row goes.
    """

    IS_WALLED = True  # what it becomes is
    GUARDS = frozen_while("a_letter_of_a_closed_opening", CLOSED)
    NOT_AUDITED = ("text", "photo_name", "about")  # what stands in a letter is kept in the journal alone

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="letters")
    place = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("kind of appeal"), max_length=20)
    language = models.CharField(_("language of the appeal"), max_length=10, default="ky")
    anonymous = models.BooleanField(_("anonymous"), default=True)
    signatories = models.PositiveSmallIntegerField(_("signatories"), default=1)
    text = models.TextField(_("content of the appeal"), blank=True)
    about = models.CharField(_("about whom"), max_length=20, choices=Role, blank=True, default="")
    # The enclosure under a key of the portal: no copy of the database made while the box stands open shows
    # who wrote.
    photo = models.BinaryField(null=True, editable=False)
    photo_name = models.CharField(max_length=200, blank=True, editable=False)  # none is kept any more

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["opening", "place"], name="one_letter_a_place_on_the_table"),
            models.CheckConstraint(
                condition=~Q(text="") | Q(kind="unreadable"), name="a_letter_that_can_be_read_has_its_content"
            ),
            models.CheckConstraint(condition=Q(signatories__gte=1), name="a_letter_has_a_signatory"),
        ]

    def __str__(self):
        return f"{self.place}"

    def get_absolute_url(self):
        return self.opening.get_absolute_url()

    def enclose(self, enclosure: Enclosure):
        """Lay this with the letter instead of what lay there; the row is saved by the caller."""
        self.photo, self.photo_name = None, ""
        if enclosure != Enclosure():
            content = {"photo": b64encode(enclosure.photo).decode(), "particulars": enclosure.particulars}
            self.photo = sealed_box.seal_with(chain.chain_key(LETTERS), json.dumps(content).encode())

    def enclosure(self) -> Enclosure:
        """WrongFile for a photograph of an opening begun before pictures were washed, when it cannot be
        washed.
        """
        if not self.photo:
            return Enclosure()
        try:
            content = json.loads(sealed_box.open_file(chain.chain_key(LETTERS), self.photo))
        except sealed_box.WrongKey:
            return Enclosure(photo=clean_upload(bytes(self.photo)).content)
        return Enclosure(b64decode(content["photo"]), content["particulars"])
