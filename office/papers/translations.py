"""The Russian wording of an order beside its Kyrgyz text, which alone is official (LAW rule 48)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.papers.models import Order


class OrderTranslation(Owned):
    """What the title, the preamble and each point say in Russian; a Russian copy is printed from it.

    `points` has a line for each printed point of the order, the clause of control with them.
    `source_sha256` is the digest of the Kyrgyz words that were looked at when it was kept last
    (`office/papers/translation_prints.py`).
    """

    order = models.OneToOneField(
        Order, models.CASCADE, related_name="russian", verbose_name=_("order")
    )  # a draft may be thrown away with it
    title = models.TextField(_("title in Russian"))
    preamble = models.TextField(
        _("preamble in Russian"),
        blank=True,
        help_text=_("With the words that come before the points: «приказываю:», «ПОСТАНОВЛЯЕТ:»"),
    )
    points = models.TextField(_("points in Russian"), blank=True)
    source_sha256 = models.CharField(_("digest of the Kyrgyz text"), max_length=64, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.order)


def translation_of(order) -> OrderTranslation | None:
    return OrderTranslation.objects.of(order.organisation).filter(order=order.pk).first()
