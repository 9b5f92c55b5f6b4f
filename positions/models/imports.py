"""Files with a list by annex 2 or a staffing table."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.deferred import load_at_call
from office.imports.models import TableImport
from positions.imports import READINGS
from positions.papers import ANNEX_2, STAFFING

LIST_NAMES = {ANNEX_2.form: _("list of corruption-prone positions"), STAFFING.form: _("staffing table")}
make_position_target = load_at_call("positions.import_target.PositionTarget")
make_staffing_target = load_at_call("positions.import_target.StaffingTarget")


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

    @property
    def target(self):
        return make_staffing_target(self) if self.is_staffing else make_position_target(self)
