"""`./portal manage rewrite_tables`: words that were removed leave the files of PostgreSQL too."""

from django.core.management.base import CommandError

from office.management.base import CommandOfOwner
from office.operations.dead_rows import NotTheOwner, rewrite_tables


class Command(CommandOfOwner):
    help = (
        "Writes the tables of PostgreSQL anew, so that what an act of disposal or an erasure removed stands "
        "in none of its files. One table after another is locked meanwhile. SQLite needs none of it."
    )

    def handle(self, **options):
        try:
            rewrite_tables()
        except NotTheOwner as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write("The tables are written anew.")
