"""Django's `createcachetable`, as the owner of the tables."""

from django.core.management.commands import createcachetable

from office.database.actor import act_for_all
from office.database.grants import connected_as_owner
from office.management.base import make_folder_of_portal


class Command(createcachetable.Command):
    def execute(self, *args, **options):
        make_folder_of_portal()
        with connected_as_owner(), act_for_all():
            return super().execute(*args, **options)
