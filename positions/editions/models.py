"""The editions of the list of corruption-prone positions (281 p.9, p.13, annex 2)."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office.lists.models import ListEdition, edition_constraints
from positions.papers import CHANGES


class PositionEdition(ListEdition):
    """One edition of the list of corruption-prone positions, on its way to the head's order."""

    CHANGES = CHANGES.form

    class Meta(ListEdition.Meta):
        constraints = edition_constraints("position_edition")

    def __str__(self):
        return " · ".join([capfirst(_("list of corruption-prone positions")), str(self.number)])

    def get_absolute_url(self):
        return reverse("position_editions:record", args=[self.pk])

    def on_order(self, *, by, with_changes=False):
        from positions.editions.order import prepare_position_order

        self.annex = prepare_position_order(self, with_changes=with_changes)
