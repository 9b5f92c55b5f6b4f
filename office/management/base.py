"""What the commands of the portal share."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from office.database.actor import act_for_all
from office.database.grants import connected_as_owner

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
# How SQLite and PostgreSQL say that the disk takes nothing.
FULL = ("disk is full", "No space left on device")
READ_ONLY = ("readonly database", "Read-only file system")


@contextmanager
def disk_trouble() -> Iterator[None]:
    """CommandError in words where the disk is full or read-only, whoever met that."""
    try:
        yield
    except (OSError, DatabaseError) as trouble:
        code, said = getattr(trouble, "errno", None), str(trouble)
        place = getattr(trouble, "filename", None) or settings.VAR
        if code in NO_ROOM or any(words in said for words in FULL):
            raise CommandError(f"The disk is full: {place}. Make room and run it again.") from trouble
        if code == errno.EROFS or any(words in said for words in READ_ONLY):
            raise CommandError(f"The disk is read-only: {place}. Make it writable first.") from trouble
        raise


class CommandForAll(BaseCommand):
    """A command that serves every organisation. Any other one reads no organisation's rows on PostgreSQL,
    Django's own among them.
    """

    def execute(self, *args, **options):
        with disk_trouble(), act_for_all():
            return super().execute(*args, **options)


class CommandOfOwner(BaseCommand):
    """A command of Django that makes tables: as their owner, for every organisation, in a closed folder."""

    def execute(self, *args, **options):
        with disk_trouble(), connected_as_owner(), act_for_all():
            make_folder_of_portal()
            return super().execute(*args, **options)


def make_folder_of_portal():
    """Make the folder of database and files, which nobody but the portal's user may look into
    (SAFETY A-1); one that is there stays as it is, and `check --deploy` speaks of it.
    """
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
