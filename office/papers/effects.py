"""What the registration of an order brings about beside its papers."""

from django.core.exceptions import PermissionDenied

from office.actions import publish_annex
from office.papers.repeals import end_repealed_orders
from office.registries import TAKEN_OVER
from office.roles import Act, may


def take_effect(order, *, by, publish=False):
    """Put in force what the order, just registered, approves, end the orders it was signed to end, and put
    its annexes on the open page where that was asked for.
    """
    for take_over in TAKEN_OVER:
        take_over(order, by)
    end_repealed_orders(order, by=by)
    if publish and not may(by, Act.PUBLISH, order.organisation):
        raise PermissionDenied
    for annex in order.annexes.all() if publish else ():
        publish_annex(annex, by=by)
