"""Commissions and working groups, their meetings and minutes."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.kyrgyz import initials
from office.models.counter import Counter
from office.registers.workflow import Move, Refused, Workflow
from office.registries import SEEN_AT_SITTINGS
from office.roles import Act


class CommissionQuerySet(OwnedQuerySet):
    def working(self):
        return self.filter(dissolved_on=None)


class Commission(Owned):
    """A commission or working group, created by the head's order (281 p.11: chaired by one of the heads)."""

    class Kind(models.TextChoices):
        WORKING_GROUP = "working_group", _("Working group on corruption risks")
        TRUST_BOX = "trust_box", _("Trust-box commission")
        MONITORING = "monitoring", _("Monitoring commission")
        ADVISORY = "advisory", _("Advisory body on corruption prevention")
        EVALUATION = "evaluation", _("Commission on the evaluation of service")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name_ky = models.CharField(_("name in Kyrgyz"), max_length=300)
    order = models.ForeignKey(
        "office.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commissions",
        verbose_name=_("created by order"),
    )
    formed_on = models.DateField(_("formed on"), default=clock.today)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    unscoped, objects = make_managers(CommissionQuerySet)

    class Meta:
        ordering = ["-formed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=F("formed_on")),
                name="commission_dissolved_after_formed",
                violation_error_message=_("A commission cannot be dissolved before it was formed."),
            )
        ]

    def __str__(self):
        return self.name_ky

    def get_absolute_url(self):
        return reverse("commissions:record", args=[self.pk])

    @property
    def takes_more(self):
        """Seats and meetings are added while the commission works."""
        return self.dissolved_on is None

    @property
    def is_quiet(self):
        return not self.takes_more


class Seat(Owned):
    """A place in a commission: a person of the portal, or an outsider by name (Public Council, independent
    expert).
    """

    class Part(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")
        SUBSTITUTE = "substitute", _("Substitute member")

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="seats", verbose_name=_("commission")
    )
    part = models.CharField(_("part"), max_length=20, choices=Part, default=Part.MEMBER)
    person = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("person of the portal"),
    )
    outsider = models.CharField(_("surname and initials of an outside member"), max_length=200, blank=True)
    post = models.CharField(_("post or whom the member stands for"), max_length=300)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        ordering = [
            models.Case(models.When(part="chair", then=0), models.When(part="secretary", then=1), default=2),
            "pk",
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None) ^ Q(outsider=""),
                name="seat_is_held_by_a_person_or_an_outsider",
                violation_error_message=_(
                    "Choose a person of the portal or write the name of an outside member: one of the two."
                ),
            ),
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(part="chair", left_on=None),
                name="one_chair_a_commission",
                violation_error_message=_(
                    "The commission already has a chair. Enter first when that one left."
                ),
            ),
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(part="secretary", left_on=None),
                name="one_secretary_a_commission",
                violation_error_message=_(
                    "The commission already has a secretary. Enter first when that one left."
                ),
            ),
        ]

    def __str__(self):
        return self.holder

    def get_absolute_url(self):
        return self.commission.get_absolute_url()

    @property
    def holder(self):
        """«А. А. Сыдыкова»: the person of the seat, of the portal or from outside."""
        return (
            initials(self.person.surname, self.person.name, self.person.patronymic)
            if self.person
            else self.outsider
        )


class Meeting(Workflow, Owned):
    """A sitting of a commission. Its minutes take their number when they are closed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CLOSED = "closed", _("minutes closed")

    MOVES = (
        Move(
            "close",
            _("Close the minutes"),
            (State.PLANNED,),
            State.CLOSED,
            Act.KEEP,
            _("The minutes take the next number of the year and can no longer be changed."),
            danger=True,
        ),
    )

    # Their questions, frozen with them, keep them from being deleted.
    GUARDS = (Guard("closed_minutes_are_never_changed", "UPDATE", "OLD.state = 'closed'"),)

    commission = models.ForeignKey(
        Commission, models.PROTECT, related_name="meetings", verbose_name=_("commission")
    )
    held_on = models.DateField(_("day of the meeting"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("number of the minutes"), null=True, blank=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PLANNED, editable=False)
    # {edition in work: digest of its words} when the minutes were closed; None of minutes closed before that
    # was kept.
    seen_lists = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "number"], name="one_number_of_minutes_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state="planned", number=None)
                | Q(state="closed", number__isnull=False, year__isnull=False),
                name="closed_minutes_have_a_number",
            ),
        ]

    def __str__(self):
        return f"{self.commission} · {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self):
        return reverse("meetings:record", args=[self.pk])

    @property
    def is_editable(self):
        return self.state == self.State.PLANNED

    @property
    def quorum(self):
        """More than half of the seats held on the day; a substitute who came stands in for a member."""
        seats = self.attendances.exclude(seat__part=Seat.Part.SUBSTITUTE).count()
        return self.attendances.filter(present=True).count() * 2 > seats

    @property
    def missing(self) -> list[str | Promise]:
        """What keeps the minutes from being closed, a sentence each."""
        found: list[str | Promise] = []
        if self.held_on > clock.today():
            found.append(_("The meeting has not been held yet."))
        if not self.quorum:
            found.append(
                _(
                    "Without more than half of the members present the meeting has no quorum. Mark who "
                    "was present."
                )
            )
        if not self.items.exists() or self.items.filter(decision="").exists():
            found.append(_("Each question of the agenda needs its decision."))
        return found

    @property
    def remarks(self) -> list[str | Promise]:
        """What is unusual in the minutes and keeps nobody from closing them."""
        unvoted = self.items.filter(votes_for=0, votes_against=0, abstained=0).exclude(decision="")
        return [
            _("Question %(number)s: no votes are entered.") % {"number": number}
            for number in unvoted.values_list("number", flat=True)
        ]

    def allows(self, person, act):
        """The secretary who was there closes the minutes, whatever else the role allows."""
        return super().allows(person, act) or (act == Act.KEEP and self.is_kept_by(person))

    def is_kept_by(self, person):
        present = self.attendances.filter(present=True)
        return present.filter(seat__part=Seat.Part.SECRETARY, seat__person=person).exists()

    def on_close(self, *, by):
        if missing := self.missing:
            raise Refused(missing[0])
        self.year = self.held_on.year
        self.number = Counter.take(self.organisation, "minutes", self.year)
        self.seen_lists = {
            key: words for lists_in_work in SEEN_AT_SITTINGS for key, words in lists_in_work(self).items()
        }


CLOSED_ALREADY = "SELECT 1 FROM office_meeting m WHERE m.id = {row}.meeting_id AND m.state = 'closed'"


class Attendance(Owned):
    """Whether the holder of a seat was present at a meeting."""

    GUARDS = frozen_while("an_attendance_of_closed_minutes", CLOSED_ALREADY)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    present = models.BooleanField(_("present"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_a_seat")]

    def __str__(self):
        return f"{self.seat}"


class AgendaItem(Owned):
    """A question of the agenda: who reported, what was heard, what was decided."""

    GUARDS = frozen_while("a_question_of_closed_minutes", CLOSED_ALREADY)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    question = models.TextField(_("question"))
    reporter = models.CharField(_("reported by"), max_length=200, blank=True)
    heard = models.TextField(_("heard"), blank=True)
    decision = models.TextField(_("decided"), blank=True)
    votes_for = models.PositiveSmallIntegerField(_("votes for"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), default=0)
    abstained = models.PositiveSmallIntegerField(_("abstained"), default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_question_a_number")]

    def __str__(self):
        return f"{self.number}. {self.question}"

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()

    @property
    def is_editable(self):
        return self.meeting.is_editable
