"""What the commands of the portal share."""

from django.conf import settings
from django.core.management.base import BaseCommand

from office.database.actor import act_for_all
from office.database.grants import connected_as_owner


class CommandForAll(BaseCommand):
    """A command that serves every organisation. Any other one reads no organisation's rows on PostgreSQL,
    Django's own among them.
    """

    def execute(self, *args, **options):
        with act_for_all():
            return super().execute(*args, **options)


class CommandOfOwner(BaseCommand):
    """A command of Django that makes tables: as their owner, for every organisation, in a closed folder."""

    def execute(self, *args, **options):
        make_folder_of_portal()
        with connected_as_owner(), act_for_all():
            return super().execute(*args, **options)


def make_folder_of_portal():
    """Make the folder of database and files, which nobody but the portal's user may look into
    (SAFETY A-1); one that is there stays as it is, and `check --deploy` speaks of it.
    """
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
