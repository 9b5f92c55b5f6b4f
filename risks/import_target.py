from office.imports.comparison import KnownRow
from office.imports.target import ImportTarget
from risks.actions import (
    add_imported_risks,
    comparable_risks,
    listed_cells,
    number_listed_risks,
    update_risks_from_list,
)
from risks.editions.models import Edition


class RiskTarget(ImportTarget):
    """The register of risks that a list enters."""

    list_space = "risks"

    def known_rows(self):
        risks = comparable_risks(self.organisation)
        return [KnownRow(risk.pk, risk.version, listed_cells(risk)) for risk in risks]

    def fixed_editions(self):
        return Edition.objects.of(self.organisation).exclude(state=Edition.State.DRAFT)

    def take(self, rows):
        return add_imported_risks(self.organisation, rows)

    def update(self, compared):
        update_risks_from_list(self.organisation, compared, source=self.table_import.name)

    def delete_added(self, rows):
        super().delete_added(rows)
        number_listed_risks(self.organisation)
