"""Members of a commission score apart; scores stay hidden until all have scored or the chair opens them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.models.commission import Seat
from office.registers.workflow import Refused, Workflow

LEADING = (Seat.Part.CHAIR, Seat.Part.SECRETARY)


class ScoringRound(Workflow):
    """A round of scores: «scoring» apart, «open» to be agreed, «closed».

    Each says who scores, what is given and how much is asked.
    """

    class Meta:
        abstract = True

    @property
    def scoring_seats(self) -> list[Seat]:
        """The seats that score, the chair first."""
        raise NotImplementedError

    @property
    def scores_given(self) -> models.QuerySet:
        """The scores there are, a row a seat and question."""
        raise NotImplementedError

    @property
    def questions_count(self) -> int:
        """How many scores are asked of each seat."""
        raise NotImplementedError

    @property
    def is_scoring(self):
        return self.state == "scoring"

    @property
    def is_open(self):
        return self.state == "open"

    def seat_of(self, person):
        """The seat this person scores from, or None."""
        return next((seat for seat in self.scoring_seats if seat.person_id == person.pk), None)

    def part_of(self, seat):
        """The part a seat has in this round."""
        return seat.part

    def is_led_by(self, person):
        """Whether the person is the chair or the secretary, or substitutes for one of them."""
        seat = self.seat_of(person)
        return bool(seat and self.part_of(seat) in LEADING)

    @property
    def is_complete(self):
        """Whether each seat has answered each question."""
        seats = self.scoring_seats
        given_count = self.scores_given.filter(seat__in=seats).count()
        return given_count == self.questions_count * len(seats) > 0

    def refuse_early_opening(self, by):
        """Raises Refused when the scores may not be opened yet, or there are none."""
        if not self.is_led_by(by) and not self.is_complete:
            raise Refused(_("The scores are opened by the chair or the secretary, or by the last score."))
        if not self.scores_given.filter(seat__in=self.scoring_seats).exists():
            raise Refused(_("Nobody has scored yet: there is nothing to open."))
