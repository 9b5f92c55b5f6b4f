"""What some orders have beside others: the session that made a resolution of a kenesh, a second signature."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned
from office.database.triggers import frozen_while
from office.kyrgyz import ordinal_words, roman_number
from office.papers.models import SIGNED_ALREADY, Order
from office.papers.order_words import SESSION_WORDS, order_words


class OrderAddition(Owned):
    """The session of a kenesh by convocation and number, and who signs below the head; each may be empty."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        EXTRAORDINARY = "extraordinary", _("extraordinary")

    GUARDS = frozen_while("an_addition_to_a_signed_order", SIGNED_ALREADY)

    order = models.OneToOneField(
        Order, models.CASCADE, related_name="addition", verbose_name=_("order")
    )  # a draft may be thrown away with it
    convocation = models.PositiveSmallIntegerField(_("convocation"), null=True, blank=True)
    session = models.PositiveSmallIntegerField(_("number of the session"), null=True, blank=True)
    session_kind = models.CharField(_("kind of session"), max_length=20, choices=Kind, default=Kind.REGULAR)
    second_post = models.CharField(_("post of who signs second"), max_length=200, blank=True)
    second_name = models.CharField(_("initials and surname of who signs second"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(convocation=None, session=None)
                | Q(convocation__range=(1, 99), session__range=(1, 999)),
                name="session_of_an_order_has_convocation_and_number",
            ),
            models.CheckConstraint(
                condition=Q(session_kind__in=["regular", "extraordinary"]), name="kind_of_session_is_known"
            ),
            models.CheckConstraint(
                condition=Q(second_post="") | ~Q(second_name=""), name="second_signature_has_its_name"
            ),
        ]

    def __str__(self):
        return str(self.order)


FIELDS = ("convocation", "session", "session_kind", "second_post", "second_name")
KIND_WORDS = {"regular": "кезектүү", "extraordinary": "кезексиз"}


def addition_of(order) -> OrderAddition:
    """What the order has beside others; an empty one, not saved, where it has nothing."""
    known = OrderAddition.objects.of(order.organisation).filter(order=order.pk).first()
    return known or OrderAddition(organisation=order.organisation, order=order)


def keep_addition(order, values: dict) -> None:
    """Keep these `FIELDS` with a draft order."""
    row = addition_of(order)
    before = [getattr(row, name) for name in FIELDS]
    for name in FIELDS:
        setattr(row, name, values[name])
    if before != [getattr(row, name) for name in FIELDS]:
        row.version += 1 if row.pk else 0
        row.save()


def session_lines(order, addition) -> dict[str, str]:
    """{heading, subject, mark} of the session that made a resolution; {} where none is named."""
    if order.kind != Order.Kind.RESOLUTION or not addition.session:
        return {}
    words = order_words(SESSION_WORDS.form, order.organisation, order.date or clock.today())
    values = {
        "convocation": addition.convocation,
        "roman": roman_number(addition.convocation),
        "number": addition.session,
        "ordinal": ordinal_words(addition.session),
        "kind": KIND_WORDS[addition.session_kind],
    }
    return {key: words.line(key, **values) for key in ("heading", "subject", "mark")}


def second_signatures(addition) -> list[dict]:
    """[{post, name}] of who signs below the head; [] for nobody."""
    return [{"post": addition.second_post, "name": addition.second_name}] if addition.second_name else []
