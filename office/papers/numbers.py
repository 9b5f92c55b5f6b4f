"""The number of an order: free text (LAW 45), once a year among the orders of one kind, or with a ground."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office import clock
from office.papers.draft_words import find_draft_words
from office.papers.models import Order
from office.registers.workflow import Refused


def order_of_the_same_number(order, number, day):
    """The signed order of this kind and body that bears the number in the year of `day`, or None."""
    if not number or not day:
        return None
    others = Order.objects.of(order.organisation).signed().exclude(pk=order.pk)
    return others.filter(kind=order.kind, number=number, date__year=day.year).first()


def same_number_text(order, other) -> str:
    """The sentence that names the other order of a number."""
    return _("№ %(number)s of this year already stands on another order: «%(title)s», %(day)s.") % {
        "number": other.number,
        "title": other.title,
        "day": date_format(other.date, "SHORT_DATE_FORMAT"),
    }


def refuse_wrong_number(order, number, day, ground):
    """Raise Refused for a number and a day under which the order cannot be registered.

    A number used twice a year needs its ground, on the same day it is refused.
    """
    if not number or not day:
        raise Refused(_("Give the number and the date that stand on the signed paper."))
    if day > clock.today():
        raise Refused(_("The date of the order lies in the future."))
    if find_draft_words(f"№ {number}"):
        raise Refused(_("«%(number)s» is a blank, not a number.") % {"number": number})
    same = Order.objects.of(order.organisation).filter(kind=order.kind, number=number, date=day)
    if same.exclude(pk=order.pk).exists():
        raise Refused(_("Another order of this body already has this number and date."))
    other = order_of_the_same_number(order, number, day)
    if other and not ground.strip():
        why = _("Correct the number, or say why it stands twice.")
        raise Refused(f"{same_number_text(order, other)} {why}")
