"""Which orders an order ends: drafted with it, in effect from its registration."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.database.triggers import frozen_while
from office.kyrgyz import date_words_of
from office.papers.models import SIGNED_ALREADY, Order
from office.registries import FORMS


class Repeal(Owned):
    """An order in force that a newer one ends."""

    GUARDS = frozen_while("a_repeal_of_a_signed_order", SIGNED_ALREADY)

    order = models.ForeignKey(
        Order, models.CASCADE, related_name="repeals", verbose_name=_("order")
    )  # a draft may be thrown away with what it would have ended
    ended = models.ForeignKey(Order, models.PROTECT, related_name="repealed_by", verbose_name=_("ends"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "ended"], name="an_order_ends_another_once"),
            models.CheckConstraint(condition=~Q(order=F("ended")), name="an_order_never_ends_itself"),
        ]

    def __str__(self):
        return str(self.ended)


def keep_repeals(order, ended):
    """Replace the orders that a draft order ends by `ended`."""
    order.repeals.exclude(ended__in=ended).delete()
    known = set(order.repeals.values_list("ended", flat=True))
    Repeal.objects.bulk_create(
        Repeal(organisation=order.organisation, order=order, ended=one)
        for one in ended
        if one.pk not in known
    )


def end_repealed_orders(order, *, by):
    """End the orders in force that the order, just registered, was signed to end."""
    for repeal in order.repeals.select_related("ended"):
        if repeal.ended.is_in_force:
            repeal.ended.move("supersede", by=by)


def ending_order(order) -> Order | None:
    """The order in force that was signed to end this one."""
    repeal = order.repealed_by.filter(order__state=Order.State.IN_FORCE).select_related("order").last()
    return repeal.order if repeal else None


def ending_words(order) -> str:
    """«2026-жылдын 29-майындагы № 129-Б буйругу менен күчүн жоготту»: what is said of an order it ends."""
    word = "токтому" if order.kind == Order.Kind.RESOLUTION else "буйругу"
    return f"{date_words_of(order.date)} № {order.number} {word} менен күчүн жоготту"


def repeal_replaced_order(order, replaced):
    """The order that approved the list before ends with it, where it approved nothing else and nobody was
    appointed by it.
    """
    if not replaced or not replaced.is_in_force or replaced.commissions.exists():
        return
    if approved_lists(replaced) <= approved_lists(order):
        keep_repeals(order, [replaced])


def approved_lists(order) -> set[tuple[str, str]]:
    """The annexes of an order as (form, plan); tables of changes are no lists of their own."""
    renewed = {name for name, form in FORMS.items() if form.approved}
    annexes = [(annex.form, annex.data.get("table") or {}) for annex in order.annexes.all()]
    return {
        (form, table.get("plan") or "") for form, table in annexes if form in renewed or "since" not in table
    }
