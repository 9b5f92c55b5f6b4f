"""The files of an appeal and of its events."""

from django.db import models

from office.database.owned import Owned, make_managers
from office.database.triggers import Guard
from office.files.models import StoredFile
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.choices import Channel
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
        return self.file.sha256[:8] if self.is_unwashed else str(self.file)

    @property
    def sha256(self):
        return self.file.sha256

    # Until photographs of letters were washed and those of signed ones sealed, they were filed as the
    # camera made them, with their names.

    @property
    def is_unwashed(self):
        return self.came_from_the_box and self.file.name != ""

    @property
    def is_washed_anew(self):
        """Whether it is washed once more before it is given out: a photograph of then, and OpenDocument,
        whose early copies said a wrong version and no program opens them.
        """
        return self.is_unwashed or "opendocument" in self.file.kind

    @property
    def shows_who_wrote(self):
        return self.came_from_the_box and not self.appeal.anonymous

    @property
    def came_from_the_box(self):
        return self.appeal.channel == Channel.BOX and self.file.sha256 in self.appeal.files
