"""The memory of hand-overs: which organisation left this portal as a folder, which one came to it."""

from django.db import models
from django.db.models import Q

from office import clock
from office.database.owned import Owned
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


class BodyTransfer(Owned):
    """The act by which this portal took an organisation over: what came, from whom, by which digest and head.

    `own_key`: the folder was sealed with the chain key of this portal, so no new epoch of the key began.
    """

    BOOK = "transfers"
    GUARDS = (
        Guard("an_act_of_transfer_is_never_changed", "UPDATE"),
        Guard("an_act_of_transfer_is_never_deleted", "DELETE"),
    )

    number = models.PositiveIntegerField()
    day = models.DateField(default=clock.today)
    exported = models.DateTimeField()  # the moment of the folder
    manifest_sha256 = models.CharField(max_length=64)
    length = models.PositiveIntegerField()  # of the chain that came
    head = models.CharField(max_length=64)
    own_key = models.BooleanField()
    rows = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    giver = models.CharField(max_length=300)
    receiver = models.CharField(max_length=300)

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver="") & ~Q(receiver=""), name="an_act_of_transfer_names_both_sides"
            )
        ]

    def __str__(self):
        return f"№ {self.number}"
