"""The memory of exports: which organisation left the portal as a folder, when, by whom, for whom."""

from django.db import models
from django.db.models import Q

from office import clock
from office.database.triggers import Guard


class BodyExport(models.Model):
    """One export of an organisation.

    Not a row of the organisation: what an export leaves behind does not stand in the next one, so two exports
    of unchanged data are equal. It is audited, and sealed in the chain of what belongs to no body.
    """

    GUARDS = (
        Guard("an_export_of_a_body_is_never_changed", "UPDATE"),
        Guard("an_export_of_a_body_is_never_deleted", "DELETE"),
    )

    organisation = models.ForeignKey("office.Organisation", models.PROTECT, related_name="+")
    exported_on = models.DateField(default=clock.today)
    exported_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+")
    manifest_sha256 = models.CharField(max_length=64)
    recipient = models.CharField(max_length=200)  # to whose key the closed part was sealed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(manifest_sha256=""), name="an_export_of_a_body_has_its_digest"
            )
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.exported_on}"
