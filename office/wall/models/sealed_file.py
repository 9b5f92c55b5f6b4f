"""Files as they came, sealed: they may carry the author, the place, the device.

What is read is a cleaned copy (`StoredFile`).
"""

import hashlib

from django.core.files.storage import default_storage
from django.db import models

from office import clock
from office.database.owned import Owned
from office.database.triggers import Guard
from office.files.models import save_bytes
from office.wall.models.wall import Wall


class SealedFile(Owned):
    """One sealed file of a matter.

    The sealed bytes lie in the file store under their digest, the key in the vault, as a field of the
    identity.
    """

    # The audit knows the second: that would be a trace of who sent an appeal when. The row is never changed.
    AUDITED = False
    GUARDS = (
        Guard("a_sealed_file_is_never_changed", "UPDATE"),
        Guard("a_sealed_file_is_never_deleted", "DELETE"),
    )

    wall = models.ForeignKey(Wall, models.PROTECT, related_name="originals")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.wall.label} {self.sha256[:12]}"

    @property
    def is_erased(self):
        return "files" in self.wall.erased

    @property
    def path(self):
        return f"{self.organisation_id}/{self.sha256[:2]}/{self.sha256}"

    @classmethod
    def store(cls, wall, sealed: bytes):
        """Write the sealed bytes, then the row."""
        digest = hashlib.sha256(sealed).hexdigest()
        row = cls(organisation=wall.organisation, wall=wall, sha256=digest, size=len(sealed))
        save_bytes(row.path, sealed, clock.today())
        row.save()
        return row

    def read(self) -> bytes:
        """The sealed bytes.

        ValueError when the store no longer holds what was put in; FileNotFoundError when it is gone.
        """
        with default_storage.open(self.path) as stored:
            content = stored.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ValueError(f"sealed file {self.pk}: the store holds other bytes than were sealed")
        return content
