"""`./portal manage accept_clock`: the clock is right and a later day that is written down is wrong."""

from django.core.management.base import CommandError
from django.db import transaction

from office.database.actor import act_as
from office.management.base import CommandForAll
from office.models.clock_repair import ClockRepair
from office.seals.actions import seal_everything
from office.seals.clock_order import later_day


class Command(CommandForAll):
    help = (
        "Lets the portal write again although a later day stands in it already. First see that the clock of "
        "the machine is right (`timedatectl`): if it is behind, set it, and nothing else is needed. The "
        "reason is kept and sealed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--reason", required=True, help="why the later day is wrong, for whoever checks")

    def handle(self, *, reason, **options):
        if not (reason := reason.strip()):
            raise CommandError("A reason is needed: it is kept and sealed.")
        if (last := later_day()) is None:
            self.stdout.write("The clock is not behind: nothing to accept.")
            return
        with transaction.atomic(), act_as(None):
            repair = ClockRepair.objects.create(last_day=last, reason=reason)
        seal_everything()
        self.stdout.write(f"Accepted on {repair.accepted_on:%d.%m.%Y}: {last:%d.%m.%Y} is written and wrong.")
