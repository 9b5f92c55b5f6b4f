"""What the members of a commission give apart: their scores, and that they handed them in."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules
from monitoring.models.criteria import Criterion
from monitoring.models.monitoring import MONITORING_IN_STATE, Monitoring
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.models.commission import Seat
from office.models.person import Person

HAND_IN_STANDS = (
    "SELECT 1 FROM monitoring_handin h WHERE h.monitoring_id = {row}.monitoring_id "
    "AND h.seat_id = {row}.seat_id AND h.taken_back_at IS NULL"
)


class HandIn(Owned):
    """That a member handed in the sheet: who and when.

    While it stands the scores of the sheet are fixed and count. A member who changes a score before the
    scores are open takes it back, and hands in anew.
    """

    GUARDS = (
        *frozen_while("a_hand_in_of_open_scores", MONITORING_IN_STATE + "<> 'scoring'")[:2],
        Guard(
            "taken_back_is_the_one_change_of_a_hand_in",
            "UPDATE",
            "OLD.taken_back_at IS NOT NULL OR NEW.taken_back_at IS NULL OR "
            + " OR ".join(
                f"OLD.{name} <> NEW.{name}"
                for name in ("monitoring_id", "seat_id", "handed_at", "handed_by_id")
            ),
        ),
        Guard("a_hand_in_is_never_deleted", "DELETE"),
    )

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="hand_ins", editable=False)
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", editable=False, verbose_name=_("member of the commission")
    )
    handed_at = models.DateTimeField(default=timezone.now, editable=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    unscoped, objects = make_managers()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["monitoring", "seat"],
                condition=Q(taken_back_at=None),
                name="one_hand_in_of_a_sheet_stands",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="a_hand_in_taken_back_has_person_and_time",
            ),
        ]

    def __str__(self):
        return str(self.seat)

    def get_absolute_url(self):
        return self.monitoring.get_absolute_url()


def hand_in_of_sheet():
    """The standing hand-in of the sheet that a row of scores is in, for `Exists`."""
    sheet = {"monitoring": OuterRef("monitoring"), "seat": OuterRef("seat")}
    return HandIn.unscoped.filter(**sheet, taken_back_at=None)


class MemberScoreQuerySet(OwnedQuerySet):
    def handed_in(self):
        return self.filter(Exists(hand_in_of_sheet()))

    def visible_to(self, person, act=None):
        """While the members score apart, each reads only what they gave themselves or entered for an outside
        member; a sheet that was never handed in stays so.
        """
        rows = super().visible_to(person, act)
        return rows.filter(
            ~Q(monitoring__state=Monitoring.State.SCORING) & Exists(hand_in_of_sheet())
            | Q(seat__person=person)
            | Q(given_by=person)
        )


class MemberScore(Owned):
    """What one member gives for one criterion, with a note and the documents it rests on.

    Fixed while the sheet is handed in, and for good once the scores are open.
    """

    GUARDS = (
        *frozen_while("a_member_score_that_lies_open", MONITORING_IN_STATE + "<> 'scoring'"),
        *frozen_while("a_member_score_that_was_handed_in", HAND_IN_STANDS),
    )

    monitoring = models.ForeignKey(Monitoring, models.PROTECT, related_name="member_scores", editable=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("member of the commission")
    )
    # Empty while there is only a note: what was written is not lost.
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    references = models.CharField(_("documents it rests on"), max_length=300, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+")

    unscoped, objects = make_managers(MemberScoreQuerySet)

    class Meta:
        ordering = ["criterion__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["monitoring", "criterion", "seat"], name="one_score_a_member_and_criterion"
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__in=score_rules.SCORES),
                name="member_score_is_one_to_five",
                violation_error_message=_("A score is a whole number from 1 to 5."),
            ),
        ]

    def __str__(self):
        return f"{self.seat} · {self.criterion}"

    def get_absolute_url(self):
        return self.monitoring.get_absolute_url()
