"""Files of citizens on their way to a store of the S3 kind, which keeps the second of each `PUT` for ever.

They wait in the database, where no row says an hour (SAFETY P-4), and leave it together, on a later day.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from office import clock
from office.database.owned import Owned


class WaitingFile(Owned):
    """The bytes of one file that the store has not been given yet; `name` is its place there."""

    AUDITED = False  # the audit would add the second

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    day = models.DateField(default=clock.today)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="a_file_waits_once")]

    def __str__(self):
        return self.name


def waiting_files(name: str):
    """The row of a name, of the organisation in whose folder it lies; none for any other name."""
    folder = name.partition("/")[0]
    return WaitingFile.objects.of(int(folder) if folder.isdigit() else None).filter(name=name)


def let_wait(name: str, content: bytes, day):
    """Keep the bytes for the timer, once."""
    row = WaitingFile(organisation_id=int(name.partition("/")[0]), name=name, content=content, day=day)
    WaitingFile.objects.of(row.organisation_id).bulk_create([row], ignore_conflicts=True)


def store_waiting_files(organisation, today=None) -> int:
    """Give the store the files of earlier days; how many. Also when it was killed between the two steps: the
    same bytes under the same name are there already. An erasure waits for a file that is on its way.
    """
    count = 0
    earlier = WaitingFile.objects.of(organisation).filter(day__lt=today or clock.today())
    # By their digests: whose files came one after the other is no matter of the store's.
    keys = list(earlier.order_by("name").values_list("pk", flat=True))
    for pk in keys:
        row = WaitingFile.objects.of(organisation).select_for_update().filter(pk=pk).first()
        if row is None:  # erased since
            continue
        default_storage.save(row.name, ContentFile(bytes(row.content)))
        row.delete()
        count += 1
    return count
