"""Django's `check`; with `--deploy` the database is asked too: its roles, its durability, its custodians."""

from pathlib import Path

from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS, OperationalError

from office.management.base import CommandForAll


class Command(CommandForAll, check.Command):
    def handle(self, *app_labels, **options):
        if options["deploy"] and not options["databases"] and database_is_made():
            options["databases"] = [DEFAULT_DB_ALIAS]
        try:
            super().handle(*app_labels, **options)
        except OperationalError as trouble:
            raise CommandError("The database does not answer. Type this line: ./portal status") from trouble


def database_is_made() -> bool:
    """Whether there is a database to ask: looking for a file of SQLite would make it."""
    return bool(settings.DATABASE_URL) or Path(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]).exists()
