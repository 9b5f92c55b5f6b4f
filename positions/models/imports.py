"""Files with a list by annex 2 or a staffing table."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.imports.comparison import CHANGED, UPDATE, USUAL, KnownRow
from office.imports.models import TableImport
from office.models.organisation import Unit
from positions.imports import READINGS
from positions.models.exposures import Exposure
from positions.models.posts import Post
from positions.papers import ANNEX_2, STAFFING

LIST_NAMES = {ANNEX_2.form: _("list of corruption-prone positions"), STAFFING.form: _("staffing table")}


class PositionImport(TableImport):
    """A file with a list by annex 2 or a staffing table, on its way into the register."""

    READINGS = READINGS
    NAMES = LIST_NAMES
    MOVES = (*TableImport.MOVES, TableImport.TAKE_BACK)

    class Meta(TableImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TableImport.State.values), name="position_import_state_is_known"
            )
        ]

    def get_absolute_url(self):
        return reverse("position_imports:record", args=[self.pk])

    @property
    def is_staffing(self):
        return self.reading["form"] == STAFFING.form

    @property
    def kind(self):
        return LIST_NAMES[self.reading["form"]]

    kind.fget.label = _("what it is")

    def prepare_rows(self, rows):
        from positions.actions import join_staffing_rows, name_known_posts

        prepare = join_staffing_rows if self.is_staffing else name_known_posts
        return prepare(self.organisation, rows)

    def known_rows(self):
        from positions.actions import listed_exposures, listed_posts

        rows = (listed_posts if self.is_staffing else listed_exposures)(self.organisation)
        return [KnownRow(row.pk, row.version, cells) for row, cells in rows]

    @property
    def list_space(self):
        return "posts" if self.is_staffing else "exposures"

    @property
    def usual_actions(self):
        """A staffing table is brought up to date; a row of the list is for a person."""
        return {**USUAL, CHANGED: UPDATE} if self.is_staffing else USUAL

    def fixed_editions(self):
        from positions.editions.models import PositionEdition

        return PositionEdition.objects.of(self.organisation).exclude(state=PositionEdition.State.DRAFT)

    def take(self, rows, *, by):
        """Units and posts that the rows need come with them."""
        from positions.actions import add_imported_exposures, update_staffing_table

        known = {model: self.stored_keys(model) for model in (Exposure, Post, Unit)}
        take = update_staffing_table if self.is_staffing else add_imported_exposures
        take(self.organisation, rows, source=self.name)
        return [
            row
            for model, keys in known.items()
            for row in model.objects.of(self.organisation)
            if row.pk not in keys
        ]

    def stored_keys(self, model):
        return set(model.objects.of(self.organisation).values_list("pk", flat=True))

    def update(self, compared, *, by):
        from positions.actions import update_exposures_from_list, update_staffing_table

        if self.is_staffing:
            update_staffing_table(self.organisation, [one.row for one in compared], source=self.name)
        else:
            update_exposures_from_list(self.organisation, compared, source=self.name)

    def delete_added(self, rows):
        from positions.actions import number_listed_exposures

        super().delete_added(rows)
        number_listed_exposures(self.organisation)
