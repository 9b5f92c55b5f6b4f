"""Files that people bring: scans of signed papers, signed files, what comes with an appeal.

Kept under the digest of their content.
"""

import errno
import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.files.object_store import SilentStore

# What a file begins with tells its type; its name and what the browser says do not.
KINDS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
SCAN_LIMIT = 20 * 2**20


class WrongFile(ValueError):
    """The file cannot be taken; the text says why, for the person who sent it."""


def save_bytes(path: str, content: bytes, citizen_s_day: date | None = None):
    """Write bytes to the file store; those of a citizen with their day, and no trace of the hour. Raises
    WrongFile when the disk is full or the store does not answer.
    """
    try:
        if citizen_s_day:
            default_storage.save_of_citizen(path, content, citizen_s_day)
        elif not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
    except SilentStore as trouble:
        raise WrongFile(
            _("The store of the files does not answer now: nothing was filed. Try again in some minutes.")
        ) from trouble
    except OSError as trouble:
        if trouble.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise WrongFile(
            _("The server has no room for files now: nothing was filed. Tell the administrator.")
        ) from trouble


def media_type_of(content: bytes) -> str:
    """The media type by the first bytes. WrongFile for anything but PDF, JPEG, PNG."""
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    raise WrongFile(
        _("Only PDF, JPEG or PNG files can be filed. This file is of another type, whatever its name says.")
    )


# A reading copy may also be an office file: its archive names its parts in the clear.
COPIES = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"opendocument.text": "application/vnd.oasis.opendocument.text",
    b"opendocument.spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
}


def media_type_of_copy(content: bytes) -> str:
    """The media type of what `office.files.clean_copy` made. WrongFile for anything else."""
    if content.startswith(b"PK"):
        return next((kind for part, kind in COPIES.items() if part in content), "") or media_type_of(content)
    return media_type_of(content)


class StoredFileQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """Files of open matters.

        What belongs to a matter behind a wall, or to one few may read, is given by its own page, to whoever
        may see that.
        """
        return super().visible_to(person, act).filter(wall=None, closed=False)


class StoredFile(Owned):
    """A file of a body.

    The bytes lie in the file store under `<body>/<sha256>`; the row is never changed, but by an erasure or an
    act of disposal.
    """

    # The row is never changed and says itself who brought it on which day; the audit would add the second
    # (SAFETY P-4).
    AUDITED = False
    GUARDS = (
        # Only erased by law, once a second person has confirmed it (SAFETY T-10).
        Guard(
            "a_stored_file_is_never_changed",
            "UPDATE",
            "(OLD.erasure_id IS NOT NULL OR NEW.erasure_id IS NULL OR NEW.name <> '' OR OLD.sha256 <> "
            "NEW.sha256 OR OLD.kind <> NEW.kind "
            "OR OLD.size <> NEW.size OR OLD.wall_id IS NULL OR NEW.wall_id IS NULL OR OLD.wall_id <> "
            "NEW.wall_id "
            "OR NOT EXISTS (SELECT 1 FROM office_erasure e WHERE e.id = NEW.erasure_id AND e.wall_id = "
            "OLD.wall_id AND e.state = 'confirmed')) AND "
            # Or disposed of once its term has run out, by an approved act.
            "(OLD.disposal_id IS NOT NULL OR NEW.disposal_id IS NULL OR NEW.name <> '' OR OLD.sha256 <> "
            "NEW.sha256 OR OLD.kind <> NEW.kind OR OLD.size <> NEW.size OR coalesce(OLD.wall_id, 0) <> "
            "coalesce(NEW.wall_id, 0) OR coalesce(OLD.erasure_id, 0) <> coalesce(NEW.erasure_id, 0) "
            "OR NOT EXISTS (SELECT 1 FROM office_disposal d WHERE d.id = NEW.disposal_id AND "
            "d.state = 'approved'))",
        ),
        Guard("a_stored_file_is_never_deleted", "DELETE"),
    )

    name = models.CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField("SHA-256", max_length=64)
    stored_on = models.DateField(default=clock.today)
    stored_by = models.ForeignKey("office.Person", models.PROTECT, null=True, related_name="+")
    wall = models.ForeignKey(
        "office.Wall", models.PROTECT, null=True, blank=True, editable=False, related_name="files"
    )

    erasure = models.ForeignKey(
        "office.Erasure", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    disposal = models.ForeignKey(
        "office.Disposal", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    closed = models.BooleanField(default=False, editable=False)  # given by the page of its matter alone

    unscoped, objects = make_managers(StoredFileQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_by__isnull=False, stored_on__isnull=False)
                | Q(name="", wall__isnull=False),
                name="a_file_of_nobody_has_no_name_and_a_wall",
            )
        ]

    def __str__(self):
        if self.disposal_id is not None:
            return gettext("disposed of")
        return gettext("erased by law") if self.is_erased else self.name or self.sha256[:8]

    def get_absolute_url(self):
        return reverse("files:record", args=[self.pk])

    @property
    def is_erased(self):
        """Whether the content is gone by an erasure of the law or an act of disposal."""
        return self.erasure_id is not None or self.disposal_id is not None

    @property
    def path(self):
        return f"{self.organisation_id}/{self.sha256[:2]}/{self.sha256}"

    @classmethod
    def store(cls, organisation, *, name, content: bytes, by, wall=None, closed=False, kind=""):
        """Write the bytes, then the row; with `wall` or `closed`, for the pages of that matter alone.

        `kind` is the media type where the bytes do not say it: of a signature that stands apart.

        WrongFile when empty, over 20 MB or of a type that cannot be filed.

        `by` None is a citizen, whose file went through `office.files.clean_copy` before: of it no name is
        kept and no hour.
        """
        if not content:
            raise WrongFile(_("The file is empty."))
        if len(content) > SCAN_LIMIT:
            raise WrongFile(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
        digest = hashlib.sha256(content).hexdigest()
        row = cls(
            organisation=organisation,
            name=name[-200:] if by else "",
            kind=kind or (media_type_of(content) if by else media_type_of_copy(content)),
            size=len(content),
            sha256=digest,
            stored_by=by,
            wall=wall,
            closed=closed,
        )
        save_bytes(row.path, content, None if by else row.stored_on)
        row.save()
        return row

    def read(self) -> bytes:
        """The stored bytes. Raises FileNotFoundError when gone, ValueError when the digest differs."""
        with default_storage.open(self.path) as stored:
            content = stored.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise ValueError(f"file {self.pk}: the store holds other bytes than were filed")
        return content
