"""`./portal manage tick`: run from the system's own timer, at least once a day."""

from django.core.management.base import CommandError

from office.daily_acts import run_daily_acts
from office.management.base import CommandForAll
from office.operations.markers import mark_tick
from office.seals.clock_order import ACCEPT_LINE, is_read_only


class Command(CommandForAll):
    help = "Moves terms, writes reminders and sends the letters that wait. Safe to run again at any time."

    def handle(self, **options):
        if is_read_only():
            raise CommandError(f"The clock is behind the last entry: set it right, or type {ACCEPT_LINE}")
        done = run_daily_acts()
        mark_tick(done["failed"])
        self.stdout.write(f"Letters sent: {done['sent']}")
        if done["failed"]:
            raise CommandError("Failed: " + "; ".join(done["failed"]))
