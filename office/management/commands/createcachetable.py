"""Django's `createcachetable`, as the owner of the tables."""

from django.core.management.commands import createcachetable

from office.management.base import CommandOfOwner


class Command(CommandOfOwner, createcachetable.Command):
    pass
