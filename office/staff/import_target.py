from office.imports.target import ImportTarget
from office.staff.imports import day_of, enter_employees


class StaffTarget(ImportTarget):
    """The accounts of a body, which a list of staff enters."""

    def take(self, rows):
        enter_employees(
            self.organisation,
            [{**row, "unit": row["unit"] or row["kind"], "since": day_of(row["since"])} for row in rows],
        )
