"""States of a measure or of one year of it: not begun, under way, reported, done, dropped.

Overdue is derived from the due day, never stored.
"""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned
from office.models.person import Person
from office.registers.labels import with_label
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act
from office.templatetags.portal import term

SOON = 30  # days


def first_steps() -> list[dict]:
    """Steps of a row entered today."""
    return [{"state": "not_begun", "on": clock.today().isoformat()}]


def require_carried_out(plan):
    """Refused where the plan is not being carried out, or its order has ended."""
    if not plan.is_running:
        raise Refused(_("The plan is not being carried out now."))
    if ended := plan.ended_edition:
        raise Refused(
            _("The order of the plan no longer holds (%(order)s). An edition of it has to be approved first.")
            % {"order": ended.approved_by}
        )


class Executable(Workflow, Owned):
    """Abstract: a row with an execution state.

    `steps` are what became of it, oldest first: {"state", "on": the day it was entered, "done_on", "ground",
    "word": what the head said, "proofs": keys of those given before he returned it}; a row taken up again
    keeps what it was before. Rows older than this column have no first step.

    Subclasses provide `due` (date or None), `plan`, `is_proved_by(person)`.
    """

    class State(models.TextChoices):
        NOT_BEGUN = "not_begun", _("not begun")
        UNDER_WAY = "under_way", _("under way")
        REPORTED = "reported", _("reported as done, awaits the head's acceptance")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    IN_WORK = (State.NOT_BEGUN, State.UNDER_WAY)
    OPEN = (*IN_WORK, State.REPORTED)
    MOVES: tuple[Move, ...] = (
        Move(
            "begin",
            _("Begun"),
            (State.NOT_BEGUN,),
            State.UNDER_WAY,
            Act.PROVE,
            _("The head sees that the measure is under way."),
        ),
        Move(
            "finish",
            _("Done"),
            IN_WORK,
            State.DONE,
            Act.PROVE,
            _("The measure counts as done; its proof is what has been given here."),
        ),
        Move(
            "drop",
            _("Drop with a reason"),
            IN_WORK,
            State.DROPPED,
            Act.KEEP,
            _("Nobody is reminded any more; the report tells the reason."),
            danger=True,
        ),
        Move(
            "reopen",
            _("Take up again"),
            (State.DONE, State.DROPPED),
            State.UNDER_WAY,
            Act.KEEP,
            _("What was told and given stays; the measure is under way again."),
        ),
    )

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.NOT_BEGUN, editable=False
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True, editable=False)
    dropped_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    drop_ground = models.TextField(_("why it was dropped"), blank=True, editable=False)

    steps = models.JSONField(default=first_steps, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        """Whether it still has to be done, or is reported as done and not accepted yet."""
        return self.state in self.OPEN

    @property
    def is_in_work(self):
        """Whether its executor still has something to do."""
        return self.state in self.IN_WORK

    @property
    def is_reported(self):
        """Whether its executor says that it is done and the head has not accepted it yet."""
        return self.state == self.State.REPORTED

    @property
    def is_done(self):
        return self.state == self.State.DONE

    @property
    def is_dropped(self):
        return self.state == self.State.DROPPED

    @property
    def is_quiet(self):
        return self.is_dropped

    def is_late_on(self, day):
        """Whether it should have been done before this day and has not been."""
        return self.is_open and self.due is not None and self.due < day

    @property
    def is_overdue(self):
        return self.is_late_on(clock.today())

    @property
    def days_left(self):
        """Days until the due day, below zero when it has passed; None without a term or once nothing has to
        be done.
        """
        return (self.due - clock.today()).days if self.due and self.is_open else None

    @property
    def urgency(self):
        """`overdue`, `soon`, `later` or `done`, as the tag `term` draws it."""
        if not self.is_open:
            return "done" if self.is_done else "later"
        if self.is_overdue:
            return "overdue"
        return "soon" if self.days_left is not None and self.days_left <= SOON else "later"

    @property
    @with_label(_("state"))
    def standing(self):
        """The state in words, «overdue» before it once the term has passed."""
        word = self.get_state_display()
        return _("overdue, %(state)s") % {"state": word} if self.is_overdue else word

    @property
    @with_label(_("state"))
    def badge(self):
        """The state as word, shape and colour."""
        return term(self.urgency, self.standing)

    def is_proved_by(self, person):
        """Whether the person may report on it: keeps the register or is a named executor."""
        raise NotImplementedError

    def moves_for(self, person):
        own = self.is_proved_by(person)
        return [move for move in super().moves_for(person) if own or move.act is not Act.PROVE]

    def require_executor(self, by):
        if not self.is_proved_by(by):
            raise PermissionDenied

    def require_running(self):
        require_carried_out(self.plan)

    def on_begin(self, *, by):
        self.require_executor(by)
        self.require_running()
        self.add_step()

    def on_finish(self, *, by, done_on):
        self.record_result(by=by, done_on=done_on)
        self.add_step()

    def record_result(self, *, by, done_on):
        """Write down who says that it is done since which day; the proof must be there."""
        self.require_executor(by)
        self.require_running()
        if done_on > clock.today():
            raise Refused(_("The day lies in the future. Say that it is done when it is done."))
        self.require_proof()
        self.done_on, self.done_by = done_on, by

    def require_proof(self):
        """Refused while nothing shows that it is done."""
        if not self.has_proof():
            raise Refused(_("Nothing shows that it is done yet: tell what was done or give a proof."))

    def on_drop(self, *, by, ground):
        self.require_running()
        self.dropped_on, self.dropped_by, self.drop_ground = clock.today(), by, ground
        self.add_step()

    def on_reopen(self, *, by):
        self.require_running()
        self.done_on = self.done_by = self.dropped_on = self.dropped_by = None
        self.drop_ground = ""
        self.add_step()

    def add_step(self, word="", **more):
        """Write the present state down with today's day and what the head said; the caller saves."""
        step = {"state": self.state, "on": clock.today().isoformat()}
        if self.done_on:
            step["done_on"] = self.done_on.isoformat()
        if self.drop_ground:
            step["ground"] = self.drop_ground
        if word:
            step["word"] = word
        step |= more
        self.steps = [*self.steps, step]

    def has_proof(self):
        """Whether a note or a proof says what was done."""
        return self.notes.exists() or self.proofs.exists()


def execution_constraints(what):
    """Constraints of a table of Executable rows; `what` is part of their names."""
    return [
        models.CheckConstraint(
            condition=Q(state__in=["not_begun", "under_way", "reported", "done", "dropped"]),
            name=f"{what}_state_is_known",
        ),
        models.CheckConstraint(
            condition=Q(state__in=["reported", "done"], done_on__isnull=False, done_by__isnull=False)
            | ~Q(state__in=["reported", "done"]) & Q(done_on=None, done_by=None),
            name=f"{what}_done_has_day_and_person",
        ),
        models.CheckConstraint(
            condition=Q(state="dropped", dropped_on__isnull=False, dropped_by__isnull=False)
            & ~Q(drop_ground="")
            | ~Q(state="dropped") & Q(dropped_on=None, dropped_by=None, drop_ground=""),
            name=f"{what}_dropped_has_day_person_and_ground",
        ),
    ]
