"""Acceptance by the head of what is under his control: a measure against a high risk (232 §6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.triggers import Guard
from office.models.person import Person
from office.registers.workflow import Move, Refused
from office.roles import Act
from plans.models.execution import Executable


class ProofKind(models.TextChoices):
    FILE = "file", _("file")
    PHOTO = "photo", _("photo")
    ORDER = "order", _("order")
    LINK = "link", _("link")


# SQL over a measure: it or the measure it is a part of is under control, or has a high risk of the register.
UNDER_CONTROL = (
    "EXISTS (SELECT 1 FROM plans_measure own JOIN plans_measure m ON m.id IN (own.id, own.parent_id) "
    "WHERE own.id = {measure} AND (m.under_control OR EXISTS (SELECT 1 FROM plans_linkedrisk l "
    "JOIN risks_risk r ON r.id = l.risk_id WHERE l.measure_id = m.id AND r.level = 'high' "
    "AND r.state = 'active')))"
)


def acceptance_guards(what, measure):
    """What is under the head's control is done by his acceptance alone; `measure` is SQL for its key."""
    return (
        Guard(
            f"{what}_under_control_is_done_when_the_head_accepts",
            "UPDATE",
            "OLD.state <> 'done' AND NEW.state = 'done' AND NEW.accepted_by_id IS NULL "
            f"AND {UNDER_CONTROL.format(measure=measure)}",
        ),
        Guard(
            f"{what}_is_accepted_by_another_than_reported_it",
            "UPDATE",
            "OLD.accepted_by_id IS NULL AND NEW.accepted_by_id = NEW.done_by_id",
        ),
    )


class Acceptable(Executable):
    """Abstract: a row that its executor reports as done and the head accepts while it is under his control;
    any other is done when its executor says so.

    Subclasses provide `is_controlled`, `proof_kind` (a ProofKind or "") and `all_proofs()`.
    """

    State = Executable.State
    writes_to_head = True  # not of an original whose copy he has just accepted

    MOVES = (
        *Executable.MOVES,
        Move(
            "report",
            _("Report to the head"),
            Executable.IN_WORK,
            State.REPORTED,
            Act.PROVE,
            _("The head accepts it as done or returns it with a word; until then it is not done."),
        ),
        Move(
            "accept",
            _("Accept as done"),
            (State.REPORTED,),
            State.DONE,
            Act.SIGN,
            _("The measure counts as done since the day its executor named."),
        ),
        Move(
            "send_back",
            _("Return to the executor"),
            (State.REPORTED,),
            State.UNDER_WAY,
            Act.SIGN,
            _("The measure is under way again; its executor reads your word."),
            danger=True,
        ),
    )

    accepted_on = models.DateField(_("accepted by the head on"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    returned_on = models.DateField(_("returned by the head on"), null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("returned by"),
    )
    return_ground = models.TextField(_("why it was returned"), blank=True, editable=False)

    class Meta:
        abstract = True

    def offers(self, move):
        """Of «done» and «report to the head» the one that holds for this row."""
        return move.name != ("finish" if self.is_controlled else "report")

    def moves_for(self, person):
        """Nobody is offered to accept what he reported himself."""
        own = self.is_reported and self.done_by_id == person.pk
        return [move for move in super().moves_for(person) if not (own and move.name == "accept")]

    def fresh_proofs(self) -> list:
        """The proofs; of a row the head has returned, those given since and not given before."""
        rows = list(self.all_proofs().select_related("file").order_by("pk"))
        known = next((step["proofs"] for step in reversed(self.steps) if "proofs" in step), None)
        if not self.return_ground or known is None:
            return rows
        before = {row.substance for row in rows if row.pk in known}
        return [row for row in rows if row.pk not in known and row.substance not in before]

    def missing_proof(self):
        """What proof beyond a word is missing, as a sentence; "" when none is."""
        kinds = {row.kind for row in self.fresh_proofs()}
        if self.return_ground and not kinds:
            return _(
                "The head has returned it: what was given before is not enough. Give a new proof of what he "
                "asks for."
            )
        if self.proof_kind and self.proof_kind not in kinds:
            kind = ProofKind(self.proof_kind).label
            return _("The proof of this measure has to be: %(kind)s. Give it together with your words.") % {
                "kind": kind
            }
        if self.is_controlled and not kinds:
            return _(
                "The measure is under the control of the head: a word is not enough. Give a photo, a file, "
                "an order or a link that shows what was done."
            )
        return ""

    def require_proof(self):
        if missing := self.missing_proof():
            raise Refused(missing)
        super().require_proof()

    def on_finish(self, *, by, done_on):
        if self.is_controlled:
            raise Refused(_("The measure is under the control of the head: report it, and the head accepts."))
        super().on_finish(by=by, done_on=done_on)

    def on_report(self, *, by, done_on):
        if not self.is_controlled:
            raise Refused(_("The measure is not under the control of the head: say that it is done."))
        self.record_result(by=by, done_on=done_on)
        self.returned_on, self.returned_by, self.return_ground = None, None, ""
        self.add_step()
        if self.writes_to_head:
            self.queue_report_letters()

    def on_accept(self, *, by):
        self.require_running()
        if by == self.done_by:
            raise Refused(
                _(
                    "You reported it yourself: another person with the right to sign accepts it, or the "
                    "responsible secretary reports it with its proof and you accept."
                )
            )
        self.accepted_on, self.accepted_by = clock.today(), by
        self.add_step()

    def on_send_back(self, *, by, ground):
        self.require_running()
        executor = self.done_by
        self.done_on = self.done_by = None
        self.returned_on, self.returned_by, self.return_ground = clock.today(), by, ground
        self.add_step(word=ground, proofs=list(self.all_proofs().values_list("pk", flat=True)))
        self.queue_return_letter(executor)

    def on_reopen(self, *, by):
        self.accepted_on = self.accepted_by = None
        super().on_reopen(by=by)

    def queue_report_letters(self):
        """A letter to the head, see `plans.progress.acceptance`."""
        from plans.progress.acceptance import queue_report_letters

        queue_report_letters(self)

    def queue_return_letter(self, person):
        """A letter to whoever reported, see `plans.progress.acceptance`."""
        from plans.progress.acceptance import queue_return_letter

        queue_return_letter(self, person)


def acceptance_constraints(what):
    """Constraints of a table of Acceptable rows; `what` is part of their names."""
    return [
        models.CheckConstraint(
            condition=Q(accepted_on=None, accepted_by=None)
            | Q(state="done", accepted_on__isnull=False, accepted_by__isnull=False),
            name=f"{what}_accepted_has_day_and_person",
        ),
        models.CheckConstraint(
            condition=Q(returned_on=None, returned_by=None, return_ground="")
            | ~Q(return_ground="")
            & ~Q(state__in=["reported", "done"])
            & Q(returned_on__isnull=False, returned_by__isnull=False),
            name=f"{what}_returned_has_day_person_and_ground",
        ),
    ]


def proof_kind_field():
    """The kind of proof without which a row is not done; "" when any of them, or a word, is enough."""
    return models.CharField(
        _("what proves it"),
        max_length=10,
        choices=ProofKind,
        blank=True,
        help_text=_("Without this proof nobody can say that the measure is done."),
    )


def proof_kind_constraint(name):
    return models.CheckConstraint(condition=Q(proof_kind__in=["", *ProofKind.values]), name=name)
