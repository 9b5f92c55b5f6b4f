"""Django's `migrate`, as the owner of the tables and for every organisation."""

from django.core.management.commands import migrate

from office.database.actor import act_for_all
from office.database.grants import connected_as_owner
from office.management.base import make_folder_of_portal


class Command(migrate.Command):
    def execute(self, *args, **options):
        make_folder_of_portal()
        with connected_as_owner(), act_for_all():
            return super().execute(*args, **options)
