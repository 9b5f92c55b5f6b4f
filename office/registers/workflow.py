"""States. A model lists its moves in one table; `move()` is the one door that changes a state.

The table draws the buttons, guards the POST, fills the tests and the guide.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from office.roles import Act, may


class Refused(Exception):
    """A move that the state or the data of the row does not allow; the text is for the person who asked.

    `afterwards` is what has to be kept of a failed try: who catches the refusal calls it after rollback.
    """

    def __init__(self, *words, afterwards: Callable[[], None] = lambda: None):
        super().__init__(*words)
        self.afterwards = afterwards


@dataclass(frozen=True)
class Move:
    """`name` in the URL, `label` on the button, `consequence` before it is pressed."""

    name: str
    label: str | Promise
    source: tuple[str, ...]
    target: str
    act: Act
    consequence: str | Promise = ""
    danger: bool = False


# Names of moves that take back, end or give up a row, whatever its model: a page folds them under «More».
ASIDE = frozenset(
    "cancel detach discard drop leave reopen replace reseal renew retire supersede take_back withdraw".split()
)
# Names of moves by which a reader says no: shown, never the first button.
ANSWERS_NO = frozenset(("give_back", "refuse", "return", "send_back"))


class Workflow(models.Model):
    """A row with a state. `on_<name>(by, **arguments)` does what else a move does, before saving.

    `ASIDE` names the moves that do not lead on: where `close` gives a row up, the model adds it.
    """

    MOVES: tuple[Move, ...] = ()
    ASIDE: frozenset[str] = ASIDE

    class Meta:
        abstract = True

    @classmethod
    def move_named(cls, name):
        """Return the Move; LookupError when the table has none of that name."""
        for move in cls.MOVES:
            if move.name == name:
                return move
        raise LookupError(name)

    def offers(self, move: Move) -> bool:
        """Whether to offer the move for this row, beside its state; `on_<name>` still refuses in words."""
        return True

    def permits(self, person) -> bool:
        """Whether the person may move this very row, beside the right: a wall says no to whom it excludes."""
        return True

    def allows(self, person, act) -> bool:
        """Whether the person has the right to an act on this very row."""
        return may(person, act, self.organisation)

    def moves_for(self, person):
        """The moves this person may make from the present state, in the table's order."""
        if not self.permits(person):
            return []
        return [
            move
            for move in self.MOVES
            if self.state in move.source and self.allows(person, move.act) and self.offers(move)
        ]

    @transaction.atomic
    def move(self, name, *, by, **arguments):
        """Lock the row, prove right and state, run `on_<name>`, save. Raises PermissionDenied or Refused."""
        move = self.move_named(name)
        self.refresh_from_db(from_queryset=type(self).unscoped.select_for_update())
        if not self.allows(by, move.act) or not self.permits(by):
            raise PermissionDenied
        if self.state not in move.source:
            raise Refused(
                _("This has already been done or is not possible now: the state is «%(state)s».")
                % {"state": self.get_state_display()}
            )
        self.state = move.target
        self.version += 1
        getattr(self, f"on_{name}", lambda **_: None)(by=by, **arguments)
        self.save()
        return self
