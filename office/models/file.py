"""Files that people bring: scans of signed papers, signed files, what comes with an appeal. Kept under the digest of their content."""

import hashlib
import os
from datetime import datetime, time

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
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
        """What is confidential is reached through the record it belongs to, and only by whom that record admits."""
        return super().visible_to(person, act).filter(confidential=False)


class StoredFile(Owned):
    """A file of a body. The bytes lie in the file store under `<body>/<sha256>`; the row is never changed."""

    # The row is never changed and says itself who brought it on which day; the audit would add the second (SAFETY P-4).
    AUDITED = False
    GUARDS = (
        Guard("a_stored_file_is_never_changed", "UPDATE"),
        Guard("a_stored_file_is_never_deleted", "DELETE"),
    )

    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    confidential = models.BooleanField(default=False)
    stored_on = models.DateField(default=timezone.localdate)
    stored_by = models.ForeignKey("office.Person", models.PROTECT, null=True, related_name="+")

    unscoped, objects = managers(StoredFileQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_by__isnull=False, stored_on__isnull=False) | Q(name="", confidential=True),
                name="a_file_of_nobody_has_no_name_and_is_confidential",
            )
        ]

    def __str__(self):
        return self.name or self.sha256[:8]

    def get_absolute_url(self):
        return reverse("files:record", args=[self.pk])

    @property
    def path(self):
        return f"{self.organisation_id}/{self.sha256[:2]}/{self.sha256}"

    @classmethod
    def store(cls, organisation, *, name, content: bytes, by, confidential=False):
        """Write the bytes, then the row. WrongFile when empty, over 20 MB or of a type that cannot be filed."""
        if not content:
            raise WrongFile(_("The file is empty."))
        if len(content) > SCAN_LIMIT:
            raise WrongFile(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
        return cls.keep(
            organisation,
            content,
            kind=kind_of(content),
            name=name[-200:],
            stored_by=by,
            confidential=confidential,
        )

    @classmethod
    def store_copy(cls, organisation, copy):
        """Keep the reading copy (`office.cleaning.Cleaned`) of what a citizen brought: no name, nobody beside it, no hour."""
        row = cls.keep(organisation, copy.content, kind=copy.kind, confidential=True)
        forget_the_hour(row)
        return row

    @classmethod
    def keep(cls, organisation, content, **given):
        digest = hashlib.sha256(content).hexdigest()
        row = cls(organisation=organisation, size=len(content), sha256=digest, **given)
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


def forget_the_hour(row):
    """The file and its folder say the day alone."""
    midnight = datetime.combine(row.stored_on, time(), timezone.get_current_timezone()).timestamp()
    path = default_storage.path(row.path)
    for place in (path, os.path.dirname(path)):
        os.utime(place, (midnight, midnight))
