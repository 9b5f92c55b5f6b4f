"""`./portal restore FILE --identity KEY`: opens a sealed backup in an empty install, or only tries it."""

from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from office.management.base import CommandForAll
from office.recovery.actions import restored_books
from office.recovery.backup import trial_folder
from office.recovery.programs import BackupError
from office.recovery.remote import SCHEME, fetch_backup, list_backups
from office.recovery.restore import LOST_WITH_THE_KEY, restore_backup, try_backup


class Command(CommandForAll):
    help = (
        "Restores a sealed backup into an empty install and closes the books until the last number that "
        "people know of each is entered. With --drill it only tries the backup and the key."
    )
    requires_system_checks = []  # there is no database yet

    def add_arguments(self, parser):
        parser.add_argument(
            "file", help="a file, s3://BUCKET/NAME of the store, or s3://BUCKET/ to list what lies there"
        )
        parser.add_argument("--identity", type=Path, help="the secret key of age, from its safe")
        parser.add_argument("--chain-key", type=Path, metavar="FILE", help="default: PORTAL_CHAIN_KEY_FILE")
        parser.add_argument("--key-lost", action="store_true", help="the chain key is lost for good")
        parser.add_argument(
            "--drill", action="store_true", help="try the backup in a throw-away database only"
        )

    def handle(self, file, identity, chain_key, key_lost, drill, **options):
        if chain_key:
            settings.CHAIN_KEY = chain_key.read_text().strip()
        if key_lost:
            self.stderr.write(LOST_WITH_THE_KEY)
        try:
            if file.startswith(SCHEME) and file.endswith("/"):
                self.list_store(file)
                return
            if not identity:
                raise CommandError("No key: say --identity FILE, the secret key of age")
            with sealed_file(file) as sealed:
                if drill:
                    self.report_drill(try_backup(sealed, identity, key_lost=key_lost))
                    return
                manifest = restore_backup(sealed, identity, key_lost=key_lost, say=self.stderr.write)
        except BackupError as trouble:
            raise CommandError(str(trouble)) from trouble
        if manifest["absent"]:
            self.stderr.write(f"Files that were not there when the copy was made: {len(manifest['absent'])}")
        waiting = sum(row.known_last is None for row in restored_books())
        self.stdout.write(
            f"Restored as of {manifest['at']}. Closed until their last known numbers are entered: {waiting} "
            "books. The administrator enters them under «Settings», or: ./portal manage books"
        )

    def list_store(self, url):
        for found in list_backups(url):
            proof = "" if found.whole else ", not proved: it was cut off on its way"
            self.stdout.write(f"{found.url}  {found.size} bytes, {found.at:%d.%m.%Y %H:%M} UTC{proof}")

    def report_drill(self, manifest):
        self.stdout.write(
            f"The backup of {manifest['at']} opens, and holds every row and file it was sealed with."
        )
        if manifest["found"]:
            raise CommandError(f"It was sealed with faults: {len(manifest['found'])}")


@contextmanager
def sealed_file(named: str):
    """The backup of this name, fetched from the store for as long as it is needed when it lies there."""
    if not named.startswith(SCHEME):
        yield Path(named)
        return
    with trial_folder() as folder:
        yield fetch_backup(named, folder)
