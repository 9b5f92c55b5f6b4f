"""`./portal backup`: database and files of one moment, tried, sealed to an offline key, proved."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import Error

from office.database.grants import connected_as_owner
from office.management.base import CommandForAll
from office.operations.dead_rows import NotTheOwner, rewrite_tables, rewriting_is_due
from office.recovery.backup import (
    drill_is_due,
    forget_old_backups,
    last_drill,
    make_backup,
    write_marker,
)
from office.recovery.programs import BackupError
from office.recovery.remote import send_backup


class Command(CommandForAll):
    help = (
        "Copies database and files while others go on writing, restores the copy on trial, proves it with "
        "`verify` and seals it with age to a key that is not on this machine. The chain key is never in it. "
        "Ends with 1 when the copy cannot be trusted."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", metavar="FOLDER", default=settings.BACKUPS, help="default: PORTAL_BACKUPS"
        )
        parser.add_argument(
            "--recipient",
            metavar="AGE1",
            default=settings.BACKUP_RECIPIENT,
            help="the line age1… or a file with it; default: PORTAL_BACKUP_RECIPIENT",
        )
        parser.add_argument("--keep", type=int, default=0, help="delete all but the newest good backups")

    def handle(self, to, recipient, keep, **options):
        if not to:
            raise CommandError("No folder: set PORTAL_BACKUPS, or say --to FOLDER")
        self.rewrite()
        try:
            good, faults = make_backup(Path(to), recipient)
        except BackupError as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(f"{good.path}\n{good.rows} rows, {good.files} files, SHA-256 {good.sha256}")
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            self.send(good)
            raise CommandError(f"The copy was kept and is not good: faults: {len(faults)}")
        self.send(good)
        for path in forget_old_backups(Path(to), keep):
            self.stdout.write(f"deleted: {path}")
        if drill_is_due():
            self.stderr.write(drill_words(last_drill()))

    def rewrite(self):
        """Words that were removed since the last time leave the files of PostgreSQL, where the owner of the
        tables is known: in the night, by the timer of the backup. The copy is made whatever comes of it.
        """
        if not settings.DATABASE_OWNER:
            return
        try:
            if rewriting_is_due():
                with connected_as_owner():
                    rewrite_tables()
        except (Error, NotTheOwner, OSError) as trouble:
            self.stderr.write(f"The tables were not written anew: {type(trouble).__name__}")

    def send(self, made):
        """To the store of the settings, where there is one. CommandError when it does not get there whole;
        the copy in the folder stands all the same.
        """
        if not settings.BACKUP_S3.bucket:
            return
        try:
            url = send_backup(Path(made.path), made.sha256)
        except BackupError as trouble:
            raise CommandError(f"The copy stands in the folder, not in the store. {trouble}") from trouble
        if "doubtful" not in url:
            write_marker("upload", {"at": made.at.isoformat(), "url": url})
        self.stdout.write(f"{url}\nread back, and whole")


def drill_words(last) -> str:
    since = f"since {last:%d.%m.%Y}" if last else "yet"
    return (
        f"Nobody has opened a backup with the offline key {since}. Type, where the key is at hand: "
        "./portal restore FILE --identity KEY --drill"
    )
