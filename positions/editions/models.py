"""The editions of the list of corruption-prone positions (281 p.9, p.13, annex 2)."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office.database.triggers import Guard
from office.lists.edition_guards import another_on_its_way, other_words_guard
from office.lists.models import ListEdition, edition_constraints
from positions.papers import CHANGES


class PositionEdition(ListEdition):
    """One edition of the list of corruption-prone positions, on its way to the head's order."""

    CHANGES = CHANGES.form
    GUARDS = (
        *ListEdition.GUARDS,
        other_words_guard("'positions_positionedition'"),
        Guard(
            "a_list_of_positions_has_one_edition_on_its_way",
            "INSERT",
            another_on_its_way("positions_positionedition", ("organisation_id",)),
        ),
    )

    class Meta(ListEdition.Meta):
        constraints = edition_constraints("position_edition")

    def __str__(self):
        return " · ".join([capfirst(_("list of corruption-prone positions")), str(self.number)])

    def get_absolute_url(self):
        return reverse("position_editions:record", args=[self.pk])

    @property
    def seen_key(self):
        return "positions_positionedition"

    @classmethod
    def lists_before_a_sitting(cls, organisation):
        return [cls(organisation=organisation)]

    def current_table(self):
        from positions.contexts import exposure_table, listed_exposures

        return exposure_table(self.organisation, listed_exposures(self.organisation))

    def on_order(self, *, by, with_changes=False):
        from positions.editions.order import prepare_position_order

        self.refuse_changed_list()
        self.annex = prepare_position_order(self, with_changes=with_changes)
