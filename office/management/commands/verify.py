"""`./portal manage verify`: names table, body, book, number and column of everything that was changed behind the portal's back."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from office.acting import acting
from office.verifying import HEADS, verify


class Command(BaseCommand):
    help = "Proves files, frozen papers and sealed books. Ends with 1 and one line a fault when anything is not as it was stored."

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help="heads kept elsewhere, one a line as they were given out: «dostuk 2026 № 12 · 31 · 7F3A-09BC-…»",
        )

    def handle(self, heads=None, **options):
        # One moment for the whole proof: what is written meanwhile is no fault.
        with acting(None):
            found = list(verify())
            if heads:
                found += [
                    fault
                    for line in heads.read_text().splitlines()
                    for proof in HEADS
                    for fault in proof(line)
                ]
        for fault in found:
            self.stdout.write(str(fault))
        if found:
            raise CommandError(f"Faults: {len(found)}")
        self.stdout.write("Everything is as it was stored.")
