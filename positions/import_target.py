from office.imports.comparison import CHANGED, UPDATE, USUAL, KnownRow
from office.imports.target import ImportTarget
from office.models.organisation import Unit
from positions import actions
from positions.editions.models import PositionEdition
from positions.models.exposures import Exposure
from positions.models.posts import Post


class PositionTarget(ImportTarget):
    """The list of corruption-prone positions that a file enters; units and posts that its rows need come with
    them.
    """

    list_space = "exposures"

    def prepare_rows(self, rows):
        return actions.name_known_posts(self.organisation, rows)

    def known_rows(self):
        rows = actions.listed_exposures(self.organisation)
        return [KnownRow(row.pk, row.version, cells) for row, cells in rows]

    def fixed_editions(self):
        return PositionEdition.objects.of(self.organisation).exclude(state=PositionEdition.State.DRAFT)

    def take(self, rows):
        known = {model: self.stored_keys(model) for model in (Exposure, Post, Unit)}
        self.enter(rows)
        return [
            row
            for model, keys in known.items()
            for row in model.objects.of(self.organisation)
            if row.pk not in keys
        ]

    def stored_keys(self, model):
        return set(model.objects.of(self.organisation).values_list("pk", flat=True))

    def enter(self, rows):
        actions.add_imported_exposures(self.organisation, rows, source=self.table_import.name)

    def update(self, compared):
        actions.update_exposures_from_list(self.organisation, compared, source=self.table_import.name)

    def delete_added(self, rows):
        super().delete_added(rows)
        actions.number_listed_exposures(self.organisation)


class StaffingTarget(PositionTarget):
    """The staffing table, which a file brings up to date; a row of the list is for a person."""

    list_space = "posts"
    usual_actions = {**USUAL, CHANGED: UPDATE}

    def prepare_rows(self, rows):
        return actions.join_staffing_rows(self.organisation, rows)

    def known_rows(self):
        rows = actions.listed_posts(self.organisation)
        return [KnownRow(row.pk, row.version, cells) for row, cells in rows]

    def enter(self, rows):
        actions.update_staffing_table(self.organisation, rows, source=self.table_import.name)

    def update(self, compared):
        self.enter([one.row for one in compared])
