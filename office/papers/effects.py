"""What the registration of an order, and its end, bring about beside its papers."""

from django.core.exceptions import PermissionDenied

from office.actions import publish_annex
from office.papers.repeals import end_repealed_orders
from office.registries import LOST_EFFECT, TAKEN_OVER
from office.roles import Act, may


def take_effect(order, *, by, publish=False):
    """Put in force what the order, just registered, approves, end the orders it was signed to end, and put
    its annexes on the open page where that was asked for. Its row is saved first: those read its number.
    """
    order.save()
    for take_over in TAKEN_OVER:
        take_over(order, by)
    end_repealed_orders(order, by=by)
    if publish and not may(by, Act.PUBLISH, order.organisation):
        raise PermissionDenied
    for annex in order.annexes.all() if publish else ():
        publish_annex(annex, by=by)


def lose_effect(order, *, by):
    """End what followed from an order that was cancelled, repealed or replaced; its row is saved first, so
    that what is read of it has ended already.
    """
    order.save()
    for end_what_followed in LOST_EFFECT:
        end_what_followed(order, by)
