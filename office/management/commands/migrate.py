"""Django's `migrate`, as the owner of the tables and for every organisation."""

from django.core.management.commands import migrate

from office.management.base import CommandOfOwner


class Command(CommandOfOwner, migrate.Command):
    pass
