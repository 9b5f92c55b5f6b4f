"""Files that people bring: scans of signed papers, signed files. Kept byte for byte under the digest of their content."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.models.owned import Owned, OwnedQuerySet, managers
from office.triggers import Guard

# What a file begins with tells its type; its name and what the browser says do not.
KINDS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
SCAN_LIMIT = 20 * 2**20


class WrongFile(ValueError):
    """The file cannot be taken; the text says why, for the person who sent it."""


def kind_of(content: bytes) -> str:
    """The media type by the first bytes. WrongFile for anything but PDF, JPEG, PNG."""
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    raise WrongFile(
        _("Only PDF, JPEG or PNG files can be filed. This file is of another type, whatever its name says.")
    )


class StoredFileQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """Files of open matters. What belongs to a matter behind a wall is given by the matter's own page, to whoever may see that."""
        return super().visible_to(person, act).filter(wall=None)


class StoredFile(Owned):
    """A file of a body. The bytes lie in the file store under `<body>/<sha256>`; the row is never changed."""

    GUARDS = (
        Guard("a_stored_file_is_never_changed", "UPDATE"),
        Guard("a_stored_file_is_never_deleted", "DELETE"),
    )

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=60)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey("office.Person", models.PROTECT, related_name="+")
    wall = models.ForeignKey(
        "office.Wall", models.PROTECT, null=True, blank=True, editable=False, related_name="files"
    )

    unscoped, objects = managers(StoredFileQuerySet)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("files:record", args=[self.pk])

    @property
    def path(self):
        return f"{self.organisation_id}/{self.sha256[:2]}/{self.sha256}"

    @classmethod
    def store(cls, organisation, *, name, content: bytes, by, wall=None):
        """Write the bytes, then the row; with `wall`, for the pages of that matter alone. WrongFile when empty, over 20 MB or of a type that cannot be filed."""
        if not content:
            raise WrongFile(_("The file is empty."))
        if len(content) > SCAN_LIMIT:
            raise WrongFile(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
        row = cls(
            organisation=organisation,
            name=name[-200:],
            kind=kind_of(content),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            stored_by=by,
            wall=wall,
        )
        if not default_storage.exists(row.path):
            default_storage.save(row.path, ContentFile(content))
        row.save()
        return row

    def read(self) -> bytes:
        """The bytes as they came. Raises ValueError when the store no longer holds what was put in."""
        with default_storage.open(self.path) as stored:
            content = stored.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ValueError(f"file {self.pk}: the store holds other bytes than were filed")
        return content
