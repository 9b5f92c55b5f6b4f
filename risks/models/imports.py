from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.imports.comparison import ADD, CHANGED, NEW, SAME, SKIP, UPDATE, KnownRow
from office.imports.models import TableImport
from risks.imports import RiskListReading


class RiskImport(TableImport):
    """A table of risks an organisation has in Word or Excel, on its way into the register.

    Nothing of it is a risk before the last step.
    """

    READINGS = {sheet.form: RiskListReading for sheet in RiskListReading.VOCABULARY.sheets}

    NAMES = dict.fromkeys(READINGS, _("list of corruption risks"))
    ACTIONS = {SAME: (SKIP, ADD), CHANGED: (UPDATE, SKIP, ADD), NEW: (ADD, SKIP)}
    MOVES = (*TableImport.MOVES, TableImport.TAKE_BACK)

    class Meta(TableImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TableImport.State.values), name="import_state_is_known"
            )
        ]

    def get_absolute_url(self):
        return reverse("imports:record", args=[self.pk])

    @property
    def list_space(self):
        return "risks"

    def known_rows(self):
        from risks.actions import comparable_risks, listed_cells

        risks = comparable_risks(self.organisation)
        return [KnownRow(risk.pk, risk.version, listed_cells(risk)) for risk in risks]

    def fixed_editions(self):
        from risks.editions.models import Edition

        return Edition.objects.of(self.organisation).exclude(state=Edition.State.DRAFT)

    def take(self, rows, *, by):
        from risks.actions import add_imported_risks

        return add_imported_risks(self.organisation, rows)

    def update(self, compared, *, by):
        from risks.actions import update_risks_from_list

        update_risks_from_list(self.organisation, compared, source=self.name)

    def delete_added(self, rows):
        from risks.actions import number_listed_risks

        super().delete_added(rows)
        number_listed_risks(self.organisation)
