"""`./portal manage books`: the books a restore has closed, and the last known number of one."""

from django.core.management.base import CommandError

from office.database.actor import act_as
from office.management.base import CommandForAll
from office.recovery.actions import enter_known_number, restored_books
from office.registers.workflow import Refused


class Command(CommandForAll):
    help = (
        "Lists the books that a restore has closed. With --body, --book, --year and --last it enters the "
        "last number known of one, on paper, receipts and the public page, and opens it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--body", help="code of the organisation")
        parser.add_argument("--book")
        parser.add_argument("--year", type=int, default=0)
        parser.add_argument("--last", type=int)
        parser.add_argument(
            "--head", action="append", default=[], help="a head that was given out; repeatable"
        )

    def handle(self, body, book, year, last, head, **options):
        rows = [row for row in restored_books() if row.known_last is None]
        if last is None:
            for row in rows:
                self.stdout.write(f"{row.organisation.code} · {row.key} ({row}) · № {row.last} · {row.head}")
            return
        wanted = [row for row in rows if (row.organisation.code, row.book, row.year) == (body, book, year)]
        if not wanted:
            raise CommandError("No book of this name waits for its last known number.")
        try:
            with act_as(None):
                row = enter_known_number(wanted[0], known_last=last, kept_heads="\n".join(head), by=None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{body} · {row.key}: open, {len(row.lost_numbers)} numbers are lost")
