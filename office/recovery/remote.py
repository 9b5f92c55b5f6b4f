"""A store of the S3 kind that backups are sent to besides their folder, and fetched from.

What lies there is sealed: the store needs no trust but that it gives back what it was given. Nothing in it is
ever deleted or written over by the portal; how long it keeps a file is a rule of the store's own.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import obstore
from django.conf import settings
from obstore.exceptions import BaseError
from obstore.store import S3Store

from office.files.object_store import connect_store
from office.recovery.programs import BackupError

SCHEME = "s3://"
DIGEST = ".sha256"
PART = 8 * 2**20  # bytes sent at once
MOST_PARTS = 9000  # a store takes 10 000 parts of one file
PATIENCE = {"connect_timeout": timedelta(seconds=10), "timeout": timedelta(minutes=5)}
TRIES = {"max_retries": 4, "retry_timeout": timedelta(minutes=2)}


class StoredBackup(NamedTuple):
    """A backup in the store; `whole` when its digest lies beside it, which is written after the proof."""

    url: str
    size: int
    at: datetime
    whole: bool


def store_of(bucket: str) -> S3Store:
    """BackupError while the settings do not say where the store is and who we are."""
    place = settings.BACKUP_S3
    if missing := place.missing_parts("PORTAL_BACKUP_S3"):
        raise BackupError(f"The store of the backups is not named: set {', '.join(missing)}.")
    return connect_store(place, bucket, PATIENCE, TRIES)


@contextmanager
def store_trouble(url: str) -> Iterator[None]:
    """BackupError with the store's own words for whatever it refuses inside the block."""
    try:
        yield
    except (BaseError, FileNotFoundError) as trouble:
        raise BackupError(f"{url}: {str(trouble).partition('Debug source')[0].strip()[:500]}") from trouble


def split_url(url: str) -> tuple[str, str]:
    """(bucket, name) of `s3://bucket/name`. BackupError for another address."""
    parts = urlsplit(url)
    if not url.startswith(SCHEME) or not parts.netloc:
        raise BackupError(f"{url} is no address of a store: s3://BUCKET/NAME")
    return parts.netloc, parts.path.lstrip("/")


def digest_in(store: S3Store, name: str, to: Path | None = None) -> str:
    """The SHA-256 of what the store gives back, which is written to the file `to` on the way."""
    digest = hashlib.sha256()
    pieces = obstore.get(store, name).stream(min_chunk_size=PART)
    if to is None:
        for piece in pieces:
            digest.update(piece)
        return digest.hexdigest()
    with to.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def send_backup(place: Path, sha256: str) -> str:
    """Send a sealed backup to the store of the settings, read it back, and lay its digest beside it. Its URL.

    BackupError when the store does not give back every byte: then no digest lies there.
    """
    bucket, name = settings.BACKUP_S3.bucket, settings.BACKUP_S3.prefix + place.name
    url, store = f"{SCHEME}{bucket}/{name}", store_of(bucket)
    with store_trouble(url):
        part = max(PART, place.stat().st_size // MOST_PARTS + 1)
        obstore.put(store, name, place, chunk_size=part, max_concurrency=4)
        if digest_in(store, name) != sha256:
            raise BackupError(f"{url}: the store gives back other bytes than it was given.")
        obstore.put(store, name + DIGEST, f"{sha256}  {place.name}\n".encode())
    return url


def list_backups(url: str) -> list[StoredBackup]:
    """The backups under `s3://bucket/prefix`, oldest first."""
    bucket, prefix = split_url(url)
    store, address = store_of(bucket), f"{SCHEME}{bucket}/"
    with store_trouble(url):
        found = {entry["path"]: entry for page in obstore.list(store, prefix or None) for entry in page}
    return [
        StoredBackup(address + name, entry["size"], entry["last_modified"], name + DIGEST in found)
        for name, entry in sorted(found.items())
        if name.endswith(".tar.age")
    ]


def fetch_backup(url: str, folder: Path) -> Path:
    """Fetch a backup into the folder. BackupError when it is not there, or not what was sent."""
    bucket, name = split_url(url)
    store, to = store_of(bucket), folder / Path(name).name
    with store_trouble(url):
        digest = digest_in(store, name, to)
        said = bytes(obstore.get(store, name + DIGEST).bytes()).decode().split()
    if said[:1] != [digest]:
        raise BackupError(f"{url}: the store gives back other bytes than it was given.")
    return to
