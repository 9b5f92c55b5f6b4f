"""`./portal manage verify`: names table, body, book, number and column of everything that was changed behind
the portal's back.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import CommandError

from office.files.object_store import SilentStore
from office.management.base import CommandForAll
from office.models.organisation import Organisation
from office.recovery.actions import lost_words, restore_faults
from office.recovery.books import all_books
from office.registries import HEADS
from office.retention.proofs import disposed_words
from office.seals.proofs import proof_limits
from office.verification import Fault, ReportProgress, seal_head_faults, verify


class Command(CommandForAll):
    help = (
        "Proves files, frozen papers and sealed books while others go on writing. Says on the error stream "
        "what it proves and how far it has come. Ends with 0 when everything is as it was stored, with 1 and "
        "one line a fault when anything is not, with 2 when it was called wrongly or the store of files is "
        "silent: then it is not proved."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help=(
                "heads kept elsewhere, one a line as they were given out: «dostuk 2026 № 12 · 31 · "
                "7F3A-09BC-…»"
            ),
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON object instead of lines: whole, proved, faults"
        )

    def handle(self, heads=None, **options):
        lines = read_heads(heads) if heads else []
        progress = Progress(self.stderr)
        found = []
        try:
            for fault in all_faults(lines, progress):
                found.append(fault)
                if not options["json"]:
                    self.stdout.write(str(fault))
        except SilentStore as trouble:  # no fault of what is stored
            raise CommandError(f"Not proved to the end: {trouble}", returncode=2) from trouble
        limits = proof_limits(heads)
        if options["json"]:
            self.stdout.write(in_json(found, progress.proved, limits))
        else:
            self.report_end(found, list(lost_words()), limits)
        if found:
            raise CommandError(f"Faults: {len(found)}")

    def report_end(self, found, lost, limits):
        for line in [*lost, *disposed_words(Organisation.objects.order_by("path"))]:
            self.stdout.write(line)
        if not found:
            self.stdout.write(
                "What was restored is as it was stored; the numbers above are lost."
                if lost
                else "Everything is as it was stored."
            )
        self.stdout.write(f"Not proved: {'; '.join(limits)}.")


def read_heads(path: Path) -> list[str]:
    """The lines of a file of heads. CommandError with the end code 2 before anything is proved."""
    trouble = f"The file of heads {path} cannot be read"
    try:
        lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except FileNotFoundError:
        raise CommandError(f"There is no file of heads {path}.", returncode=2) from None
    except IsADirectoryError:
        raise CommandError(f"{trouble}: it is a folder.", returncode=2) from None
    except UnicodeDecodeError:
        raise CommandError(f"{trouble}: it holds no text.", returncode=2) from None
    except OSError as error:
        raise CommandError(f"{trouble}: {error.strerror}.", returncode=2) from None
    if not lines:
        raise CommandError(f"The file of heads {path} is empty: there is nothing to compare.", returncode=2)
    return lines


def all_faults(heads: list[str], report: ReportProgress) -> Iterator[Fault]:
    yield from verify(report)
    yield from restore_faults()
    for line in heads:
        ours = seal_head_faults(line)
        if ours is not None:
            yield from ours
            continue
        for proof in HEADS:
            yield from proof(line)


def in_json(found, proved, limits) -> str:
    """{"whole": true or false, "proved": {what: rows}, "not_proved": [words], "faults": [{table, body, where,
    number, column, words}], "books": [{body, name, year, last, length, head}], "lost": [words],
    "disposed": [words]}
    """
    content = {
        "whole": not found,
        "proved": proved,
        "not_proved": limits,
        "faults": [asdict(fault) for fault in found],
        "books": [asdict(book) for book in all_books()],
        "lost": list(lost_words()),
        "disposed": list(disposed_words(Organisation.objects.order_by("path"))),
    }
    return json.dumps(content, ensure_ascii=False)


class Progress:
    """Says a line when something else is being proved, and one a few seconds while a long proof goes on.

    `proved` counts the rows.
    """

    SECONDS = 5

    def __init__(self, stream):
        self.stream, self.proved, self.last = stream, {}, 0.0

    def __call__(self, what, done, of):
        begins, self.proved[what] = what not in self.proved, done
        if begins or done == of or time.monotonic() - self.last >= self.SECONDS:
            self.last = time.monotonic()
            self.stream.write(f"{what}: {done} / {of}")
