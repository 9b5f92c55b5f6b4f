from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.deferred import load_at_call
from office.imports.comparison import ADD, CHANGED, NEW, SAME, SKIP, UPDATE
from office.imports.models import TableImport
from risks.imports import RiskListReading

make_risk_target = load_at_call("risks.import_target.RiskTarget")


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
    def target(self):
        return make_risk_target(self)
