"""`./portal restore`: a sealed backup into an empty install, opened and proved before anything of it is used,
and the books closed until their last known numbers are entered.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from office import clock
from office.database.actor import act_as
from office.models.organisation import Organisation
from office.models.restored_book import RestoredBook
from office.recovery.actions import restored_books
from office.recovery.archive import FILES, unpack_archive
from office.recovery.backup import (
    FORMAT,
    compare_counts,
    key_check,
    rows_in,
    trial_folder,
    verify_restored,
    write_marker,
)
from office.recovery.books import books_of
from office.recovery.engines import engine_for
from office.recovery.programs import BackupError

LOST_WITH_THE_KEY = (
    "Without the chain key nothing proves the books of before: whoever held the copy may have written them "
    "anew. `verify` will name every record of them for ever, and heads that were given out are the only "
    "proof left. Names and files are not lost: the vault has keys of its own."
)


def open_backup(sealed: Path, identity: Path, folder: Path) -> dict:
    """Unpack a backup into `folder` and return its manifest. BackupError for one this portal cannot read."""
    manifest = unpack_archive(sealed, identity, folder)
    if manifest["format"] != FORMAT:
        raise BackupError(f"The backup has format {manifest['format']}; this portal reads {FORMAT}.")
    return manifest


def check_key(manifest: dict, *, key_lost: bool):
    """BackupError while the chain key of the backup is not the portal's, unless it is said to be lost."""
    if key_lost:
        return
    hint = "Set PORTAL_CHAIN_KEY_FILE to the key of that install; if it is lost for good, say --key-lost."
    if not settings.CHAIN_KEY:
        raise BackupError(f"There is no chain key. {LOST_WITH_THE_KEY} {hint}")
    if key_check() != manifest["key_check"]:
        raise BackupError(f"This chain key is not the one of the backup. {LOST_WITH_THE_KEY} {hint}")


def try_backup(sealed: Path, identity: Path, *, key_lost: bool) -> dict:
    """The drill: restore into a throw-away database and prove it, by the role of the backups, which may make
    one. The manifest with what `verify` said.
    """
    engine = engine_for(settings.BACKUP_DATABASE, settings.BACKUP_DATABASE_URL)
    with trial_folder() as trial:
        manifest = open_backup(sealed, identity, trial)
        check_key(manifest, key_lost=key_lost)
        require_engine(engine, manifest)
        with engine.trial(trial) as restored:
            if restored.is_empty():
                restored.restore(trial / engine.FILE)
            compare_counts(manifest["counts"], restored.count_rows())
            report = verify_restored(restored, trial)
    if report["faults"] == manifest["faults"]:
        write_marker("drill", {"at": datetime.now(UTC).isoformat()})
    return manifest | {"found": report["faults"]}


def require_engine(engine, manifest: dict):
    if manifest["engine"] != engine.NAME:
        raise BackupError(f"The backup is of {manifest['engine']}, this install is {engine.NAME}.")


def restoring_engine():
    """The database as its owner, where one is named: what is restored belongs to whoever restores it, and the
    portal's own role must own nothing.
    """
    if settings.DATABASE_OWNER:
        return engine_for(settings.DATABASE_OWNER, settings.DATABASE_OWNER_URL)
    return engine_for(settings.DATABASES["default"], settings.DATABASE_URL)


def restore_backup(
    sealed: Path, identity: Path, *, key_lost: bool = False, say: Callable[[str], None] = print
) -> dict:
    """Restore into this install, which must be empty, and close the books of every organisation.

    BackupError, and nothing is touched, for a backup or a place that will not do.
    """
    engine = restoring_engine()
    with trial_folder() as trial:
        manifest = open_backup(sealed, identity, trial)
        check_key(manifest, key_lost=key_lost)
        require_engine(engine, manifest)
        require_empty_place(engine)
        say(f"{rows_in(manifest['counts'])} rows, {len(manifest['digests']) - 1} files of {manifest['at']}")
        engine.restore(trial / engine.FILE)
        compare_counts(manifest["counts"], engine.count_rows())
        connection.close()  # it may have been opened on a database that was empty
        call_command("migrate", verbosity=0, interactive=False)
        # After it: a store asks the database which files wait, and an older copy has no such table.
        default_storage.take_in(trial / FILES)
    close_books(manifest)
    return manifest


def require_empty_place(engine):
    """BackupError where something is: a restore never mixes two installs."""
    if not engine.is_empty():
        raise BackupError(
            "There is a database here already. Set it aside first (docs/restore.md): a restore never mixes "
            "two."
        )
    engine.require_right_to_make()
    if default_storage.is_empty():
        return
    if files := next(iter(default_storage.folders()), None):
        raise BackupError(
            f"There are files in {files} already. Set them aside first: mv {files} {files}.before"
        )
    place = settings.FILES_S3
    raise BackupError(
        f"There are files in the bucket {place.bucket} under «{place.prefix}» already. Name an empty bucket, "
        "or another prefix."
    )


def close_books(manifest: dict):
    """Close every book that may have given numbers since the copy was made: a new epoch."""
    copied_on = datetime.fromisoformat(manifest["at"]).astimezone().date()
    with act_as(None):
        close_books_of(Organisation.objects.working().order_by("path"), copied_on)


def close_books_of(organisations, copied_on: date):
    """Close the books of these organisations, inside the caller's transaction: one epoch for all."""
    epoch = 1 + max((row.epoch for row in restored_books()), default=0)
    for organisation in organisations:
        for book in books_of(organisation):
            if book.year == 0 or book.year >= copied_on.year:
                RestoredBook.objects.of(organisation).create(
                    organisation=organisation,
                    epoch=epoch,
                    book=book.name,
                    year=book.year,
                    last=book.last,
                    length=book.length,
                    head=book.head,
                    copied_on=copied_on,
                    restored_on=clock.today(),
                )
