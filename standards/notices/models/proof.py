"""By which paper a decision on what was told was carried out: words, an order of the organisation, a file of
the matter's own.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.papers.models import Order
from office.registers.workflow import Refused

FIXED_PROOF_COLUMNS = ("proof", "proof_order_id", "proof_file_id", "proved_on", "state")

PROOF_RULES = (
    models.CheckConstraint(
        condition=Q(state="done", proved_on__isnull=False, proved_by__isnull=False) & ~Q(proof="")
        | Q(state__in=["draft", "given", "decided"], proved_on=None, proved_by=None, proof=""),
        name="done_%(class)s_has_its_proof",
    ),
    models.CheckConstraint(
        condition=Q(state="done") | Q(proof_order=None, proof_file=None),
        name="papers_of_%(class)s_come_with_its_proof",
    ),
)


def proof_guard(what: str) -> Guard:
    """What was given as proof stays: a closed row never opens again, its papers are never others."""
    differ = " OR ".join(
        f"coalesce(CAST(OLD.{column} AS text), '') <> coalesce(CAST(NEW.{column} AS text), '')"
        for column in FIXED_PROOF_COLUMNS
    )
    return Guard(f"a_proof_of_a_{what}_is_never_changed", "UPDATE", f"OLD.state = 'done' AND ({differ})")


def order_in_words(order) -> str:
    """How a register names an order: «№ 45 буйрук, 12.03.2026»."""
    word = "токтом" if order.kind == Order.Kind.RESOLUTION else "буйрук"
    return f"№ {order.number} {word}, {order.date:%d.%m.%Y}"


class WithProof(models.Model):
    """The proof of whatever is decided.

    The file is given by the row's own page, to whoever may read the row.
    """

    proof = models.TextField(_("proof"), blank=True, editable=False)
    proof_order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("order of the body"),
    )
    proof_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("file of the proof"),
    )
    proved_on = models.DateField(_("proved on"), null=True, blank=True, editable=False)
    proved_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("proof entered by"),
    )

    class Meta:
        abstract = True

    @property
    def proof_in_full(self) -> str:
        """The words of the proof; beside them the order, where they do not name it, and that a file lies with
        it.
        """
        order = order_in_words(self.proof_order) if self.proof_order else ""
        parts = [
            self.proof,
            order if order not in self.proof else "",
            "файл тиркелген" if self.proof_file_id else "",
        ]
        return "; ".join(filter(None, parts))

    def on_prove(self, *, by, proof="", order=None, file=None):
        """`order` is one of the organisation's own that was registered, `file` an upload.

        Words are needed where no order speaks for itself.
        """
        if not self.is_turn_of(by):
            raise Refused(_("The decision lies with whom it is addressed to."))
        if not proof and order is None:
            raise Refused(_("Name the paper in words, or choose the order."))
        if order and not order.is_registered:
            raise Refused(_("Only a registered order proves a decision."))
        self.proof, self.proof_order = proof or order_in_words(order), order
        if file:
            self.proof_file = StoredFile.store(
                self.organisation,
                name=file.name,
                content=file.read(),
                by=by,
                wall=getattr(self, "wall", None),
                closed=True,
            )
        self.proved_on, self.proved_by = clock.today(), by
