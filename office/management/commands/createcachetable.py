"""Django's `createcachetable`, as the owner of the tables."""

from django.core.management.commands import createcachetable

from office.database.actor import act_for_all
from office.database.grants import connected_as_owner


class Command(createcachetable.Command):
    def execute(self, *args, **options):
        with connected_as_owner(), act_for_all():
            return super().execute(*args, **options)
