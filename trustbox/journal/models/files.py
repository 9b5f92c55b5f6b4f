"""The files of an appeal and of its events."""

from django.db import models

from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.querysets import AppealPartQuerySet


class AppealFile(Owned):
    """A file that came with an appeal or with an event of it. Its digest stands in the sealed record."""

    AUDITED = False  # see `Book`
    GUARDS = (
        Guard("a_file_of_an_appeal_is_never_changed", "UPDATE"),
        Guard("a_file_of_an_appeal_is_never_deleted", "DELETE"),
    )

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="kept_files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    unscoped, objects = make_managers(AppealPartQuerySet)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["organisation", "appeal"], name="files_by_entry")]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "file"], name="a_file_comes_once_with_an_appeal")
        ]

    def __str__(self):
        return str(self.file)

    @property
    def sha256(self):
        return self.file.sha256
