"""File store: bytes are whole on the disk before the row that names them is committed (SAFETY D-10, F-5,
F-6).
"""

import errno
import os
import shutil
from datetime import date, datetime, time
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

# A disk that runs full takes the database with it: files stop while there is still room for words.
ROOM = 200 * 2**20  # bytes


class DurableStorage(FileSystemStorage):
    """Written beside its place, synced, put there at once, the folder synced: a machine that falls leaves a
    whole file or none.

    OSError (ENOSPC) when less than `ROOM` would be left.
    """

    def folders(self) -> list[Path]:
        """Folders of this machine that hold files."""
        return [Path(self.location)]

    def is_empty(self) -> bool:
        return not any(entry for folder in self.folders() if folder.exists() for entry in folder.iterdir())

    def take_in(self, unpacked: Path):
        """Move the files of an unpacked backup here; the folders are readable by their owner alone."""
        unpacked.mkdir(exist_ok=True)
        (files := Path(self.location)).mkdir(mode=0o700, parents=True, exist_ok=True)
        for entry in unpacked.iterdir():
            shutil.move(entry, files / entry.name)

    def get_available_name(self, name, max_length=None):
        # It is the digest of the content: who saves it a second time at the same moment leaves no stray copy
        # that no erasure would find.
        return name

    def save_of_citizen(self, name: str, content: bytes, day: date):
        """Keep the file of a citizen; times of file and folder tell the day only (SAFETY P-4)."""
        if not self.exists(name):
            self.save(name, ContentFile(content))
        midnight = datetime.combine(day, time(), timezone.get_current_timezone()).timestamp()
        place = self.path(name)
        for one in (place, os.path.dirname(place)):
            os.utime(one, (midnight, midnight))

    def _save(self, name, content):
        place = Path(self.path(name))
        made = [folder for folder in (place.parent, *place.parent.parents) if not folder.exists()]
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(place.parent).free - content.size < ROOM:
            raise OSError(errno.ENOSPC, "less room would be left than the database needs", str(place))
        with NamedTemporaryFile(dir=place.parent, prefix=".", delete=False) as beside:
            try:
                for chunk in content.chunks():
                    beside.write(chunk)
                beside.flush()
                os.fsync(beside.fileno())
                os.replace(beside.name, place)
            except BaseException:
                os.unlink(beside.name)
                raise
        for folder in (place.parent, *(folder.parent for folder in made)):
            sync_folder(folder)
        return name


def write_whole(place: Path, content: bytes) -> None:
    """Replace a file: all of it or nothing, also where this process is killed or the disk is full."""
    beside = place.with_name(f".{place.name}.partial")
    try:
        beside.write_bytes(content)
        os.replace(beside, place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path):
    """Put the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
