"""The form of a reference: whom the head asks about, and why."""

from office import clock
from office.registers.forms import PortalForm
from standards.expertise.forms import appointed_people
from standards.references.models import Reference


class ReferenceForm(PortalForm):
    """Whom the head asks about and why; the paper is made as the registers stand now."""

    class Meta:
        model = Reference
        fields = ["person", "occasion", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = appointed_people(self.organisation).exclude(pk=self.person.pk)

    def finish(self, row, *, by):
        from standards.references.contexts import reference_data

        row.asked_by = by
        row.data = reference_data(
            self.organisation,
            row.person,
            occasion=row.occasion,
            note=row.note,
            by=by,
            on=clock.today(),
        )
