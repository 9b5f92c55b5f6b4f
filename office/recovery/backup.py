"""`./portal backup`: one consistent copy of database and files, tried in a throw-away place, sealed, proved.

The chain key, the key of the sessions and the keys of people are never in it: the archive is made of the
database and of the files its rows name, of nothing else.
"""

import fcntl
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.files.storage import default_storage

from office.database import chain
from office.files.object_store import SilentStore
from office.files.store import sync_folder, write_whole
from office.recovery.archive import FILES, Packer, digest_of
from office.recovery.engines import Counts, engine_for
from office.recovery.programs import BackupError, run_program

FORMAT = 1
CLOSED_BOOKS = "office_restoredbook"
SEALS_TO = "seals-to"  # in a trial: the path of what it is being sealed to


@dataclass(frozen=True)
class GoodBackup:
    """The last backup that was restored on trial and found whole."""

    at: datetime
    path: str
    sha256: str
    rows: int
    files: int


def marker_path(name: str) -> Path:
    return settings.VAR / f"last-{name}.json"


def last_backup() -> GoodBackup | None:
    """The last good backup of this install; None when there is none, or its marker cannot be read."""
    try:
        found = json.loads(marker_path("backup").read_text())
        return GoodBackup(**found | {"at": datetime.fromisoformat(found["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def last_drill() -> datetime | None:
    """When somebody last opened a backup with the offline key; None when nobody has."""
    return marked_moment("drill")


def last_upload() -> datetime | None:
    """The moment of the last good backup that the store gave back whole; None when there is none."""
    return marked_moment("upload")


def marked_moment(name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(json.loads(marker_path(name).read_text())["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def drill_is_due(now: datetime | None = None) -> bool:
    """Whether the offline key has not been tried for `settings.DRILL_MONTHS` months of 30 days."""
    last = last_drill()
    return last is None or (now or datetime.now(UTC)) - last > timedelta(days=30 * settings.DRILL_MONTHS)


def write_marker(name: str, content: dict):
    """Replace the marker at once, so that a reader finds the old or the new one."""
    write_whole(marker_path(name), json.dumps(content).encode())


def key_check() -> str:
    """Tells one chain key from another and gives neither away."""
    return chain.keyed_hash(chain.chain_key("backup"), b"achyk")


def read_recipient(text: str) -> str:
    """An `age` recipient, itself or the first of a file. BackupError when there is none."""
    if text and Path(text).is_file():
        lines = [line.strip() for line in Path(text).read_text().splitlines()]
        text = next((line for line in lines if line and not line.startswith("#")), "")
    if text.startswith("AGE-SECRET-KEY-"):
        raise BackupError(
            "This is the secret key. It stays off this machine: name its recipient, the line age1…"
        )
    if not text.startswith(("age1", "ssh-")):
        raise BackupError(
            "No recipient: set PORTAL_BACKUP_RECIPIENT to the line age1… that `age-keygen` prints on a "
            "machine that is not this one."
        )
    return text


def make_backup(folder: Path, recipient: str) -> tuple[GoodBackup, list[str]]:
    """Make a backup in `folder`; the backup and the faults that `verify` found in it.

    With faults the file is kept under a name that says so and is not marked as good: what is damaged today is
    perhaps all there is tomorrow. BackupError when there is nothing to keep.
    """
    recipient = read_recipient(recipient)
    engine = engine_for(settings.BACKUP_DATABASE, settings.BACKUP_DATABASE_URL)
    os.umask(0o077)  # whatever shell it is typed in: others read neither the trial nor the sealed file
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = datetime.now(UTC)
    partial = folder / f".achyk-{at:%Y%m%d-%H%M%S}.partial"
    try:
        with trial_folder() as trial:
            (trial / SEALS_TO).write_text(str(partial))
            manifest, faults = pack_and_try(engine, recipient, partial, trial, at)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    name = f"achyk-{at:%Y%m%d-%H%M%S}{'-doubtful' if faults else ''}.tar.age"
    place = keep_sealed_file(partial, folder / name)
    good = GoodBackup(
        at, str(place), digest_of(place), rows_in(manifest["counts"]), len(manifest["digests"]) - 1
    )
    place.with_suffix(".age.sha256").write_text(f"{good.sha256}  {place.name}\n")
    if not faults:
        write_marker("backup", asdict(good) | {"at": at.isoformat()})
    return good, faults


@contextmanager
def trial_folder():
    """A folder on the disk of the portal that nobody else reads, gone at the end; of whoever was killed
    before, at the next trial.
    """
    settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(settings.VAR, fcntl.LOCK_EX):
        for left in settings.VAR.glob("trial-*"):
            remove_dead_trial(left)
        trial = Path(tempfile.mkdtemp(prefix="trial-", dir=settings.VAR))
        stack = ExitStack()
        stack.enter_context(locked(trial))
    with stack:
        try:
            yield trial
        finally:
            shutil.rmtree(trial)


@contextmanager
def locked(folder: Path, how: int = fcntl.LOCK_EX | fcntl.LOCK_NB) -> Iterator[None]:
    """Keep the lock of a folder within the block: the system takes it from whoever dies. BlockingIOError
    while another process has it.
    """
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, how)
        yield
    finally:
        os.close(opened)


def remove_dead_trial(trial: Path):
    """Take away the open copy that a killed process left, and what it had sealed of it; where a program that
    it began still writes into it, at the next trial.
    """
    with suppress(OSError), locked(trial):
        named = trial / SEALS_TO
        if named.is_file() and (partial := named.read_text()):
            Path(partial).unlink(missing_ok=True)
        shutil.rmtree(trial)


def pack_and_try(engine, recipient, partial, trial, at) -> tuple[dict, list[str]]:
    """Pack database and files, restore the same stream in `trial`, prove it, seal the manifest with it."""
    copied = trial / "copy"
    cut = engine.copy(copied)
    require_rows(cut.counts)
    unpacked = trial / "unpacked"
    unpacked.mkdir(mode=0o700)
    packer = Packer(recipient, partial, unpacked)
    try:
        packer.add_file(copied, engine.FILE)
        copied.unlink()
        dump = unpacked / engine.FILE
        absent = []
        # A file stands before its row and is never changed: whatever the copy names can be read after it.
        for organisation, sha256 in cut.files:
            path = f"{organisation}/{sha256[:2]}/{sha256}"
            try:
                with default_storage.open(path) as stored:
                    packer.add_stream(stored, stored.size, FILES + path)
            except FileNotFoundError:
                absent.append(path)
        packer.finish_trial()
        with engine.trial(unpacked) as restored:
            if restored.is_empty():
                restored.restore(dump)
            compare_counts(cut.counts, restored.count_rows())
            report = verify_restored(restored, unpacked)
        manifest = {
            "format": FORMAT,
            "at": at.isoformat(),
            "portal": settings.VERSION,
            "django": django.get_version(),
            "python": sys.version.split()[0],
            "engine": engine.NAME,
            "key_check": key_check(),
            "counts": cut.counts,
            "digests": packer.digests,
            "absent": absent,
            "books": report["books"],
            "faults": report["faults"],
        }
        packer.finish(manifest)
    except BaseException as trouble:
        packer.abandon()
        if isinstance(trouble, SilentStore):
            raise BackupError(f"A file could not be read: {trouble.strerror}") from trouble
        raise
    return manifest, [" · ".join(fault.values()) for fault in report["faults"]]


def require_rows(counts: Counts):
    """BackupError for a copy without organisations: an empty backup is worse than none."""
    if not counts.get("office_organisation", {}).get("rows"):
        raise BackupError("The copy holds no organisation: it is empty, or the wrong database was named.")


def compare_counts(copied: Counts, restored: Counts):
    """BackupError when the restored trial does not hold the rows that were copied."""
    for table in sorted(copied.keys() | restored.keys()):
        if copied.get(table) != restored.get(table):
            raise BackupError(f"The trial holds other rows of {table} than were copied: nothing is sealed.")


def rows_in(counts: Counts) -> int:
    return sum(table["rows"] for table in counts.values())


def verify_restored(restored, folder: Path) -> dict:
    """What `verify` says of the trial, in a process of its own that knows no other database or files."""
    environment = {
        "PORTAL_FILES": str(folder / FILES),
        "PORTAL_FILES_S3_BUCKET": "",
        "PORTAL_VAR": str(folder),
        **restored.environment(),
    }
    (folder / FILES).mkdir(exist_ok=True)
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py"), "verify", "--json"]
    report = json.loads(run_program(manage, environment, good=(0, 1)))
    # A book that is closed since a restore is no damage of the copy.
    report["faults"] = [fault for fault in report["faults"] if fault["table"] != CLOSED_BOOKS]
    return report


def keep_sealed_file(partial: Path, place: Path) -> Path:
    """Give a sealed file its name once it is on the disk."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(partial, place)
    sync_folder(place.parent)
    return place


def forget_old_backups(folder: Path, keep: int) -> Iterable[Path]:
    """Delete all but the newest `keep` good backups of a folder and yield what is gone."""
    found = sorted(path for path in folder.glob("achyk-*.tar.age") if "doubtful" not in path.name)
    for path in found[:-keep] if keep else ():
        path.unlink()
        path.with_suffix(".age.sha256").unlink(missing_ok=True)
        yield path
