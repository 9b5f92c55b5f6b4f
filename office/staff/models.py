"""A list of staff on its way into the portal."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.deferred import load_at_call
from office.imports.models import TableImport
from office.staff.imports import STAFF, StaffReading

make_staff_target = load_at_call("office.staff.import_target.StaffTarget")


class StaffImport(TableImport):
    """The list of those who work at a body, as a clerk has it in Excel or Word."""

    READINGS = {STAFF.form: StaffReading}

    NAMES = {STAFF.form: _("list of staff")}
    MOVES = (*TableImport.MOVES, TableImport.TAKE_BACK)

    class Meta(TableImport.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=TableImport.State.values), name="staff_import_state_is_known"
            )
        ]

    def get_absolute_url(self):
        return reverse("staff_imports:record", args=[self.pk])

    @property
    def target(self):
        return make_staff_target(self)
