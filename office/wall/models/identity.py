"""The particulars of an applicant, sealed: one field to one custodian."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import Owned
from office.database.triggers import Guard
from office.registers.workflow import Refused
from office.wall import sealed_box
from office.wall.models.wall import NO_ACT, Wall

FEW_KEEPERS = (
    "(SELECT count(*) FROM office_identity other JOIN office_custodian keeper ON keeper.id = "
    "other.custodian_id "
    "WHERE other.wall_id = OLD.wall_id AND other.field = OLD.field AND other.id <> OLD.id AND "
    "keeper.state = 'live') < 2 "
    # Erased by law, once a second person has confirmed it (SAFETY T-10).
    "AND NOT EXISTS (SELECT 1 FROM office_erasure e WHERE e.wall_id = OLD.wall_id AND e.state = "
    "'confirmed' "
    """AND CAST(e.fields AS text) LIKE '%"' || OLD.field || '"%')"""
)


class Identity(Owned):
    """One field of one identity, sealed to one custodian.

    The plaintext and the salt of its commitment stand inside and nowhere else.
    """

    # The audit knows the second: that would be a trace of who sent an appeal when. There is nothing in it but
    # sealed bytes.
    AUDITED = False
    GUARDS = (
        Guard("a_sealed_field_is_never_changed", "UPDATE"),
        Guard(
            "a_sealed_field_never_has_fewer_than_two_keepers",
            "DELETE",
            f"{FEW_KEEPERS} AND {NO_ACT}",
        ),
    )

    class Field(models.TextChoices):
        NAME = "name", gettext_lazy("surname, name, patronymic")
        ADDRESS = "address", gettext_lazy("address")
        TELEPHONE = "telephone", gettext_lazy("telephone")
        EMAIL = "email", gettext_lazy("e-mail")
        OTHER = "other", gettext_lazy("other data of the person")
        FILES = "files", gettext_lazy("files as they came")

    wall = models.ForeignKey(Wall, models.PROTECT, related_name="identities")
    custodian = models.ForeignKey("office.Custodian", models.PROTECT, related_name="identities")
    field = models.CharField(max_length=20, choices=Field)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wall", "custodian", "field"], name="a_field_is_sealed_once_to_a_custodian"
            ),
            models.CheckConstraint(
                condition=Q(field__in=["name", "address", "telephone", "email", "other", "files"]),
                name="sealed_field_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.wall.label} {self.field}"

    @classmethod
    def put(cls, wall, custodian, field, text, salt):
        """Seal one field to one custodian."""
        sealed = sealed_box.seal(
            bytes(custodian.public_key), **sealing_place(wall, field), text=text, salt=salt
        )
        return cls.objects.of(wall.organisation).create(
            organisation=wall.organisation, wall=wall, custodian=custodian, field=field, sealed=sealed
        )

    def opened_with(self, private):
        """(text, salt).

        Refused for a text that was sealed for another matter, or is not the one the matter was entered with.
        """
        try:
            text, salt = sealed_box.unseal(private, self.sealed, **sealing_place(self.wall, self.field))
        except sealed_box.WrongKey:
            raise Refused(_("This key does not open what is sealed here.")) from None
        except sealed_box.NotWhatItSays:
            raise Refused(
                _(
                    "What lies here was sealed for another matter: it is not shown. Tell whoever "
                    "verifies the chain."
                )
            ) from None
        if self.wall.commitments.get(self.field) != sealed_box.field_commitment(salt, self.field, text):
            raise Refused(
                _(
                    "What lies here is not what the matter was entered with: it is not shown. Tell "
                    "whoever verifies the chain."
                )
            )
        return text, salt


def sealing_place(wall, field):
    """Keyword arguments of `sealed_box.seal` that bind a ciphertext to its matter: code of the organisation,
    label, field.
    """
    return {"body": wall.organisation.code, "label": wall.label, "field": field}
