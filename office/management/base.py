"""What the commands of the portal share."""

from django.core.management.base import BaseCommand

from office.database.actor import act_for_all


class CommandForAll(BaseCommand):
    """A command that serves every organisation. Any other one reads no organisation's rows on PostgreSQL,
    Django's own among them.
    """

    def execute(self, *args, **options):
        with act_for_all():
            return super().execute(*args, **options)
