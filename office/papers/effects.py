"""What the registration of an order, and its cancelling, bring about beside its papers."""

from office.papers.repeals import end_repealed_orders
from office.registries import LOST_EFFECT, TAKEN_OVER


def take_effect(order, *, by):
    """Put in force what the order, just registered, approves, and end the orders it was signed to end. Its
    row is saved first: those read its number.
    """
    order.save()
    for take_over in TAKEN_OVER:
        take_over(order, by)
    end_repealed_orders(order, by=by)


def lose_effect(order, *, by):
    """End what followed from an order that is cancelled; its row is saved first, so that what is read of it
    is cancelled already.
    """
    order.save()
    for end_what_followed in LOST_EFFECT:
        end_what_followed(order, by)
