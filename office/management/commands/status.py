"""`./portal status`: how the install stands, and the lines to type where something must be done."""

import json
from datetime import datetime

from django.core.management.base import CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.timezone import localtime

from office.management.base import CommandForAll
from office.operations.status import Status, find_status


class Command(CommandForAll):
    help = (
        "Says how the install stands: versions, sizes, the last tick, backup and drill, what waits. Ends "
        "with 1 and the line to type when something must be done."
    )
    requires_system_checks = []  # it speaks of an install that is not whole, too

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")

    def handle(self, **options):
        status = find_status()
        if options["json"]:
            self.stdout.write(json.dumps(status.as_json(), ensure_ascii=False))
        else:
            with translation.override("en"):
                for name, words in status_lines(status):
                    self.stdout.write(f"{name:<20}{words}")
        for entry in status.to_do:
            self.stderr.write(f"{entry.what} Type: {entry.line}")
        if status.to_do:
            raise CommandError(f"To do: {len(status.to_do)}")


def status_lines(status: Status) -> list[tuple[str, str]]:
    """(name, words) of each fact, in the order of reading."""
    waiting = status.migrations_waiting
    return [
        ("portal", f"{status.portal}, Python {status.python}, Django {status.django}"),
        ("database", f"{status.database or 'silent'}, {size_words(status.database_bytes)}"),
        ("disk", f"{size_words(status.disk_free)} free of {size_words(status.disk_total)}"),
        ("last tick", moment_words(status.last_tick)),
        ("last backup", moment_words(status.last_backup)),
        ("last drill", moment_words(status.last_drill)),
        ("letters waiting", count_words(status.letters_waiting)),
        ("letters given up", count_words(status.letters_given_up)),
        ("migrations waiting", "?" if waiting is None else ", ".join(waiting) or "0"),
        ("seals waiting", count_words(status.seals_waiting)),
    ]


def size_words(size: int | None) -> str:
    return "?" if size is None else filesizeformat(size).replace("\xa0", " ")


def moment_words(moment: datetime | None) -> str:
    return f"{localtime(moment):%d.%m.%Y %H:%M}" if moment else "never"


def count_words(count: int | None) -> str:
    return "?" if count is None else str(count)
