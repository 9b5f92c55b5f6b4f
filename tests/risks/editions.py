"""An edition taken all the way to an order in force, as its people would."""

from django.utils import timezone

from office.models.counter import Counter
from risks.editions.models import Edition
from tests import make


def begin_next_edition(body, **fields):
    """The next edition of the body's list, in work."""
    form = fields.setdefault("form", Edition.Form.VILLAGE_LIST)
    return Edition.objects.create(organisation=body, number=Counter.take(body, form, 0), **fields)


def approve_edition(edition, *, clerk, head, number, day=None, with_changes=False):
    """Considered, ordered, signed, registered under this number. Returns the edition as it is then found."""
    if day:
        type(edition).unscoped.filter(pk=edition.pk).update(begun_on=day)
    minutes = make.meeting(edition.organisation, day=day).move("close", by=clerk)
    edition.move("consider", by=clerk, question=minutes.items.get())
    edition.move("order", by=clerk, with_changes=with_changes)
    order = edition.order
    order.move("submit", by=clerk)
    order.move("sign", by=head)
    order.move("register", by=clerk, number=number, date=day or timezone.localdate())
    return Edition.objects.of(edition.organisation).get(pk=edition.pk)
