"""The memory of the portal: what was changed, by whom. Written by triggers, only read here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.triggers import Guard


class ChangeQuerySet(models.QuerySet):
    def of_record(self, record):
        """The changes of one row, newest first."""
        return self.filter(table_name=record._meta.db_table, row_id=record.pk).order_by("-pk")


class Change(models.Model):
    """One change of one row.

    `old` and `new` hold only the columns that differ; a created row has no old, a deleted one no new.
    """

    AUDITED = False
    GUARDS = (
        # But once, when it is sealed (`office/seals/actions.py`).
        Guard(
            "a_change_is_never_changed",
            "UPDATE",
            "OLD.seal_id IS NOT NULL OR NEW.seal_id IS NULL OR OLD.id <> NEW.id OR OLD.at <> NEW.at "
            "OR OLD.table_name <> NEW.table_name OR OLD.row_id <> NEW.row_id OR OLD.event <> NEW.event "
            "OR coalesce(OLD.person_id, 0) <> coalesce(NEW.person_id, 0) "
            "OR coalesce(OLD.organisation_id, 0) <> coalesce(NEW.organisation_id, 0) "
            "OR coalesce(CAST(OLD.old AS text), '') <> coalesce(CAST(NEW.old AS text), '') "
            "OR coalesce(CAST(OLD.new AS text), '') <> coalesce(CAST(NEW.new AS text), '')",
        ),
        Guard("a_change_is_never_deleted", "DELETE"),
    )

    class Event(models.TextChoices):
        INSERT = "INSERT", _("entered")
        UPDATE = "UPDATE", _("changed")
        DELETE = "DELETE", _("deleted")

    at = models.DateTimeField()
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    event = models.CharField(max_length=6, choices=Event)
    # Plain numbers, not foreign keys: what was remembered must not stand in the way of anything.
    person_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    seal_id = models.BigIntegerField(null=True)  # the link of the chain it is sealed in; none: not yet

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["table_name", "row_id", "-id"], name="change_of_record"),
            models.Index(fields=["id"], condition=models.Q(seal_id=None), name="change_not_sealed_yet"),
            models.Index(fields=["seal_id"], name="changes_of_a_seal"),
        ]

    def __str__(self):
        return f"{self.table_name} {self.row_id} {self.event}"


class Acting(models.Model):
    """SQLite only: the one row that tells the triggers who acts in this transaction
    (`office.database.actor`).
    """

    AUDITED = False

    person_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="acting_is_one_row")]

    def __str__(self):
        return str(self.person_id)


class Submission(models.Model):
    """A form that has been taken.

    The same key again brings the first result; the same key with another body is refused.
    """

    AUDITED = False

    key = models.UUIDField()
    form = models.CharField(max_length=200)
    person = models.ForeignKey(
        "office.Person", models.CASCADE, related_name="+"
    )  # a key lives no longer than who sent it
    digest = models.CharField(max_length=64)
    location = models.CharField(max_length=500)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "form", "key"], name="a_form_is_taken_once")]

    def __str__(self):
        return f"{self.form} {self.key}"
