"""What the results of the test can be narrowed by."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from office.models.organisation import Unit
from office.models.person import Appointment
from office.registers.forms import DateInput
from standards.text.models import Standard

ALL = _("all")


def adopted_versions(request):
    """Versions in force or formerly in force at the organisation at hand; none without one."""
    return Standard.objects.of(request.organisation).adopted()


def organisation_units(request):
    return Unit.objects.of(request.organisation)


class TryFilter(filters.FilterSet):
    """Tries of a version, of a period (both days included), of whoever is or was appointed in a unit."""

    standard = filters.ModelChoiceFilter(
        queryset=adopted_versions, label=_("version of the standard"), empty_label=ALL
    )
    unit = filters.ModelChoiceFilter(
        queryset=organisation_units, method="by_unit", label=_("unit"), empty_label=ALL
    )
    since = filters.DateFilter(
        field_name="at__date", lookup_expr="gte", label=_("from day"), widget=DateInput
    )
    until = filters.DateFilter(field_name="at__date", lookup_expr="lte", label=_("to day"), widget=DateInput)

    def by_unit(self, rows, name, unit):
        return rows.filter(
            by__in=Appointment.objects.of(unit.organisation).filter(unit=unit).values("person")
        )
