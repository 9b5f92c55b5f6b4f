"""The chain of what is official: one a body, and one for what belongs to none."""

from django.db import models

from office import clock
from office.database import chain
from office.database.triggers import Guard

PORTAL = 0  # in place of a body: the chain of what belongs to none


class SealBook(models.Model):
    """The end of one chain of seals. Whoever seals locks the row."""

    AUDITED = False  # the chain is itself the proof
    GUARDS = (
        Guard(
            "a_book_of_seals_only_grows",
            "UPDATE",
            "NEW.length < OLD.length OR NEW.begun_on <> OLD.begun_on OR NEW.organisation_id <> "
            "OLD.organisation_id",
        ),
        Guard("a_book_of_seals_is_never_deleted", "DELETE"),
    )

    # A plain number, as in the audit: what is sealed must not stand in the way of anything.
    organisation_id = models.BigIntegerField(unique=True)
    begun_on = models.DateField(default=clock.today)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default=chain.BEGINNING)

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """Name of the chain. Part of every seal: never change."""
        return f"official/{self.organisation_id}"


class Seal(models.Model):
    """One link: what a row, or some rows of the audit, were when it was made.

    Holds commitments, no content.
    """

    AUDITED = False
    GUARDS = (
        Guard("a_seal_is_never_changed", "UPDATE"),
        Guard("a_seal_is_never_deleted", "DELETE"),
    )

    class Kind(models.TextChoices):
        BEGINNING = "beginning"  # rows that stood before they were sealed
        ROW = "row"
        GONE = "gone"
        AUDIT = "audit"
        TRANSFER = "transfer"  # the links before it came from another portal, with another key (ADR 25)

    book = models.ForeignKey(SealBook, models.PROTECT, related_name="seals")
    place = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()  # of a beginning and of the audit: how many rows; of a transfer: links
    official = models.BooleanField(default=False)
    broken = models.TextField(blank=True)  # columns that changed otherwise than by their door, with commas
    columns = models.TextField(blank=True)  # with commas, in the order of `leaves`
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, blank=True)
    leaves = models.TextField(
        blank=True
    )  # of a row: WIDTH signs a column; of the audit: «id:…» a row; of a transfer: digests
    head = models.CharField(max_length=64)

    class Meta:
        ordering = ["book", "place"]
        constraints = [
            models.UniqueConstraint(fields=["book", "place"], name="one_seal_a_place"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["beginning", "row", "gone", "audit", "transfer"]),
                name="kind_of_seal_is_known",
            ),
        ]
        indexes = [models.Index(fields=["book", "table_name", "row_id", "place"], name="seals_of_a_row")]

    def __str__(self):
        return f"{self.place} {self.kind} {self.table_name} {self.row_id}"
