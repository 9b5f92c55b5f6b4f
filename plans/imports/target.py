from office.imports.target import ImportTarget
from plans.imports.actions import create_imported_plan


class PlanTarget(ImportTarget):
    """The plan that a file becomes, whole and as a draft."""

    def take(self, rows):
        self.table_import.plan = create_imported_plan(self.table_import, rows)
