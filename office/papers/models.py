"""Orders (буйрук, распоряжение, приказ, токтом) with annexes, and the papers frozen when they are signed."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard, frozen_while
from office.papers.draft_words import refuse_draft_words
from office.registers.workflow import Move, Refused, Workflow
from office.roles import Act


def token():
    """128 random bits: every public address is made of one, never of a serial number."""
    return secrets.token_hex(16)


class OrderQuerySet(OwnedQuerySet):
    def signed(self):
        """Orders that have taken effect, whether or not something came after them."""
        return self.filter(state__in=Order.SIGNED)

    def in_force(self):
        return self.filter(state=Order.State.IN_FORCE)


# The year is read off the day alike by both engines.
USED_TWICE = (
    "NEW.state IN ('in_force', 'replaced') AND NEW.number_ground = '' AND EXISTS (SELECT 1 FROM "
    "office_order o WHERE o.id IS DISTINCT FROM NEW.id AND o.organisation_id = NEW.organisation_id "
    "AND o.kind = NEW.kind AND o.number = NEW.number AND o.state IN ('in_force', 'replaced', 'cancelled') "
    "AND substr(CAST(o.date AS text), 1, 4) = substr(CAST(NEW.date AS text), 1, 4))"
)


class Order(Workflow, Owned):
    """A decision of the head or of the kenesh; number and date may follow it into every annex mark."""

    class Kind(models.TextChoices):
        DIRECTIVE = "directive", "БУЙРУК / РАСПОРЯЖЕНИЕ"
        ORDER = "order", "БУЙРУК / ПРИКАЗ"
        RESOLUTION = "resolution", "ТОКТОМ"

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        AGREEMENT = "agreement", _("waits for the head's signature")
        SIGNED = "signed", _("signed, not registered yet")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")
        CANCELLED = "cancelled", _("cancelled")

    SIGNED = (State.SIGNED, State.IN_FORCE, State.REPLACED, State.CANCELLED)

    MOVES = (
        Move(
            "submit",
            _("Send to the head"),
            (State.DRAFT,),
            State.AGREEMENT,
            Act.AGREE,
            _("The text and the annexes can be changed again only when the head returns them."),
        ),
        Move(
            "return",
            _("Return to the clerk"),
            (State.AGREEMENT,),
            State.DRAFT,
            Act.SIGN,
            _("The order becomes a draft again."),
        ),
        Move(
            "sign",
            _("Sign"),
            (State.AGREEMENT,),
            State.SIGNED,
            Act.SIGN,
            _("The order and its annexes are frozen as they stand now and can never be changed."),
            danger=True,
        ),
        Move(
            "register",
            _("Register"),
            (State.SIGNED,),
            State.IN_FORCE,
            Act.AGREE,
            _(
                "The number and the date go into the order and the mark of every annex. The order comes "
                "into force."
            ),
            danger=True,
        ),
        Move(
            "replace",
            _("Mark as replaced"),
            (State.IN_FORCE,),
            State.REPLACED,
            Act.SIGN,
            _("The order no longer holds; its public papers say so."),
            danger=True,
        ),
        Move(
            "cancel",
            pgettext_lazy("order", "Cancel"),
            (State.SIGNED, State.IN_FORCE),
            State.CANCELLED,
            Act.SIGN,
            _("The order no longer holds; its public papers say so."),
            danger=True,
        ),
        Move(
            "supersede",
            _("End by a newer order"),
            (State.IN_FORCE,),
            State.REPLACED,
            Act.AGREE,
            _("The order no longer holds; its public papers say so."),
        ),
    )

    # What was signed stays; only the registration, the scan and what ends an order may come later.
    GUARDS = (
        Guard(
            "a_signed_order_keeps_its_text",
            "UPDATE",
            "OLD.state NOT IN ('draft', 'agreement') AND (OLD.title <> NEW.title OR OLD.preamble <> "
            "NEW.preamble OR OLD.kind <> NEW.kind "
            "OR OLD.controller <> NEW.controller OR OLD.signed_at <> NEW.signed_at OR OLD.signed_by_id "
            "<> NEW.signed_by_id OR OLD.signer_post <> NEW.signer_post OR OLD.signer_name <> "
            "NEW.signer_name)",
        ),
        Guard(
            "a_registered_order_keeps_its_number",
            "UPDATE",
            "OLD.state NOT IN ('draft', 'agreement', 'signed') AND (OLD.number <> NEW.number OR OLD.date "
            "IS DISTINCT FROM NEW.date OR OLD.number_ground <> NEW.number_ground)",
        ),
        Guard(
            "a_number_used_twice_a_year_has_its_ground",
            "UPDATE",
            f"OLD.state IN ('draft', 'agreement', 'signed') AND {USED_TWICE}",
        ),
        Guard("a_number_used_twice_a_year_has_a_ground", "INSERT", USED_TWICE),
        Guard(
            "an_ended_order_never_holds_again",
            "UPDATE",
            "OLD.state IN ('replaced', 'cancelled') AND (OLD.state <> NEW.state OR OLD.ended_on <> "
            "NEW.ended_on OR OLD.end_ground <> NEW.end_ground)",
        ),
        Guard(
            "a_filed_scan_is_never_replaced",
            "UPDATE",
            "OLD.scan_id IS NOT NULL AND OLD.scan_id IS DISTINCT FROM NEW.scan_id",
        ),
        Guard(
            "a_signed_order_is_never_a_draft_again",
            "UPDATE",
            "OLD.state NOT IN ('draft', 'agreement') AND NEW.state IN ('draft', 'agreement')",
        ),
        Guard("a_signed_order_is_never_deleted", "DELETE", "OLD.state NOT IN ('draft', 'agreement')"),
    )

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.DIRECTIVE)
    number = models.CharField(
        _("number"),
        max_length=40,
        blank=True,
        help_text=_("As your office writes it: 629-Б, 01-14/125. It may come later."),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    number_ground = models.TextField(_("why the number stands twice"), blank=True, editable=False)
    title = models.TextField(_("title"), help_text=_("Ends with «жөнүндө»"))
    preamble = models.TextField(
        _("preamble"),
        blank=True,
        help_text=_("Names the acts and the purpose; «буйрук кылам:» is printed after it"),
    )
    controller = models.CharField(
        _("control is put on"),
        max_length=300,
        blank=True,
        help_text=_("Post and name in the dative: «айыл өкмөтүнүн жооптуу катчысы А. А. Сыдыковага»"),
    )
    signer_post = models.CharField(_("post of who signs"), max_length=200, blank=True)
    signer_name = models.CharField(_("initials and surname of who signs"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        "office.Person",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("signed by"),
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    end_ground = models.TextField(_("ground"), blank=True, editable=False)
    scan = models.ForeignKey(
        "office.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("scan of the signed paper"),
    )

    unscoped, objects = make_managers(OrderQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="signed_order_has_signer_and_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "agreement"], signed_at=None)
                | Q(state__in=["signed", "in_force", "replaced", "cancelled"], signed_at__isnull=False),
                name="order_is_signed_when_its_state_says_so",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "replaced"]) | (~Q(number="") & Q(date__isnull=False)),
                name="order_in_force_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_ground="") | (Q(ended_on__isnull=False) & ~Q(end_ground="")),
                name="ended_order_has_day_and_ground",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "number", "date"],
                condition=~Q(number=""),
                name="one_order_a_number_and_date",
                violation_error_message=_("Another order of this body already has this number and date."),
            ),
        ]

    def __str__(self):
        return f"№ {self.number or '____'} · {self.title}"

    def get_absolute_url(self):
        return reverse("orders:record", args=[self.pk])

    def offers(self, move):
        return move.name != "supersede"  # the registration of the newer order does it

    @property
    def is_editable(self):
        return self.state == self.State.DRAFT

    @property
    def is_quiet(self):
        return self.state in (self.State.REPLACED, self.State.CANCELLED)

    @property
    def is_registered(self):
        """Signed, with its number and date."""
        return bool(self.is_signed and self.number and self.date)

    @property
    def is_signed(self):
        return self.state in self.SIGNED

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def is_in_force(self):
        return self.state == self.State.IN_FORCE

    def attach(self, title: str, form: str, data: dict):
        """Add a finished annex: `form` names its print template (`risks/village-list`), `data` is all that
        the template prints.

        Refused unless the order is a draft.
        """
        if not self.is_editable:
            raise Refused(_("Annexes can be changed only while the order is a draft."))
        last = self.annexes.aggregate(last=models.Max("number"))["last"] or 0
        return Annex.objects.create(
            organisation=self.organisation, order=self, number=last + 1, title=title, form=form, data=data
        )

    def on_submit(self, *, by):
        if not self.points.exists() and not self.annexes.exists():
            raise Refused(_("An order needs at least one numbered point or an annex."))
        refuse_draft_words(self)
        self.take_signer()

    def take_signer(self):
        """Copy post and name of today's head to the order; later changes of the head do not alter it."""
        head = self.organisation.head
        if head is None:
            raise Refused(
                _("No head is appointed today who could sign. The administrator enters the appointment.")
            )
        self.signer_post, self.signer_name = head.post, head.person.initials

    def on_sign(self, *, by):
        from office.papers.frozen import Paper
        from office.papers.official import freeze_papers

        refuse_draft_words(self)
        self.take_signer()
        self.signed_at, self.signed_by = timezone.now(), by
        freeze_papers(self, Paper.Stage.SIGNED, by=by)

    def on_register(self, *, by, number, date, number_ground="", publish=False):
        from office.papers.effects import take_effect
        from office.papers.frozen import Paper
        from office.papers.numbers import refuse_wrong_number
        from office.papers.official import freeze_papers

        refuse_wrong_number(self, number, date, number_ground)
        self.number, self.date, self.number_ground = number, date, number_ground
        freeze_papers(self, Paper.Stage.REGISTERED, by=by)
        take_effect(self, by=by, publish=publish)

    def on_replace(self, *, by, ground):
        self.end(ground, by=by)

    def on_supersede(self, *, by):
        from office.papers.repeals import ending_order, ending_words

        newer = ending_order(self)
        if newer is None:
            raise Refused(_("Only the registration of the order that ends this one does that."))
        self.end(ending_words(newer), newer.date, by=by)

    def on_cancel(self, *, by, ground):
        self.end(ground, by=by)

    def end(self, ground, day=None, *, by):
        from office.papers.effects import lose_effect

        if not ground:
            raise Refused(_("Give the ground: which order replaces or cancels this one."))
        self.ended_on, self.end_ground = day or clock.today(), ground
        lose_effect(self, by=by)


SIGNED_ALREADY = (
    "SELECT 1 FROM office_order o WHERE o.id = {row}.order_id AND o.state NOT IN ('draft', 'agreement')"
)


class OrderPoint(Owned):
    """A numbered point of an order."""

    GUARDS = frozen_while("a_point_of_a_signed_order", SIGNED_ALREADY)

    order = models.ForeignKey(
        Order, models.CASCADE, related_name="points"
    )  # a draft may be thrown away with its points
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("text"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="one_point_a_number")]

    def __str__(self):
        return f"{self.number}. {self.text}"


class Annex(Owned):
    """An annex as its domain handed it over: the paper never knows its subject."""

    GUARDS = frozen_while("an_annex_of_a_signed_order", SIGNED_ALREADY)
    NOT_AUDITED = ("data",)

    order = models.ForeignKey(
        Order, models.CASCADE, related_name="annexes"
    )  # a draft may be thrown away with its annexes
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=500)
    form = models.CharField(_("form"), max_length=60)
    data = models.JSONField()
    token = models.CharField(max_length=32, unique=True, default=token, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="one_annex_a_number")]

    def __str__(self):
        return self.title

    @property
    def paper(self):
        """The frozen paper that counts now: as registered, else as signed; None before the signature."""
        return self.papers.order_by("-stage", "-pk").first()
