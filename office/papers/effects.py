"""What the registration of an order brings about beside its papers."""

from office.papers.repeals import end_repealed_orders
from office.registries import TAKEN_OVER


def take_effect(order, *, by):
    """Put in force what the order, just registered, approves, and end the orders it was signed to end."""
    for take_over in TAKEN_OVER:
        take_over(order, by)
    end_repealed_orders(order, by=by)
