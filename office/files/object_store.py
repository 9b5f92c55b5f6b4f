"""File store of the S3 kind (ADR 22): the same names as in the folder, the same promises by other means.

A `PUT` is whole or not there, is never written over (`If-None-Match: *`) and is signed with the digest of its
bytes; the store answers once it keeps them, and only then does the row that names them come.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import obstore
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.functional import cached_property
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from office.files.waiting_files import let_wait, waiting_files

# A page waits for it: a store that is dead says so before the proxy gives up.
PATIENCE = {"connect_timeout": timedelta(seconds=5), "timeout": timedelta(seconds=60)}
TRIES = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}


class SilentStore(OSError):
    """The store of the files does not answer, or refuses."""


def connect_store(place, bucket: str, patience: dict, tries: dict) -> S3Store:
    """A bucket of the store at a place (`config.stores.StorePlace`) that lacks no part."""
    return S3Store(
        bucket,
        endpoint=place.endpoint,
        region=place.region,
        access_key_id=place.key,
        secret_access_key=place.secret,
        virtual_hosted_style_request=False,
        client_options={**patience, "allow_http": place.endpoint.startswith("http://")},
        retry_config=tries,
    )


class ObjectStorage(Storage):
    """Files in the bucket of `settings.FILES_S3`, those of citizens from the day after they came."""

    @cached_property
    def store(self) -> S3Store:
        place = settings.FILES_S3
        if missing := place.missing_parts("PORTAL_FILES_S3"):
            raise ImproperlyConfigured(f"The store of the files is not named: set {', '.join(missing)}.")
        return connect_store(place, place.bucket, PATIENCE, TRIES)

    def folders(self) -> list[Path]:
        """Folders of this machine that hold files: none."""
        return []

    def is_empty(self) -> bool:
        with store_trouble():
            first = next(iter(obstore.list(self.store, settings.FILES_S3.prefix or None, chunk_size=1)), [])
        return not first

    def take_in(self, unpacked: Path):
        """Store the files of an unpacked backup, but those that wait in its database."""
        for place in sorted(path for path in unpacked.rglob("*") if path.is_file()):
            name = place.relative_to(unpacked).as_posix()
            if not self.exists(name):
                self.save(name, ContentFile(place.read_bytes()))

    def get_available_name(self, name, max_length=None):
        return name  # it is the digest of the content

    def _save(self, name, content):
        with store_trouble(), suppress(AlreadyExistsError):  # under its digest lies nothing else
            obstore.put(self.store, self._key(name), content.read(), mode="create")
        return name

    def save_of_citizen(self, name: str, content: bytes, day: date):
        """Keep the file of a citizen, of whose hour the store must learn nothing.

        It is not even asked whether it has the file: it writes down who asks for what, and when.
        """
        let_wait(name, content, day)

    def _open(self, name, mode="rb"):
        if mode != "rb":
            raise ValueError("a stored file is read only")
        return ContentFile(self._content(name), name=name)

    def _content(self, name) -> bytes:
        # What waits no more is there: the timer takes a row away once the store has its bytes.
        if row := waiting_files(name).first():
            return bytes(row.content)
        with store_trouble():
            return bytes(obstore.get(self.store, self._key(name)).bytes())

    def exists(self, name):
        return waiting_files(name).exists() or self._is_stored(name)

    def _is_stored(self, name) -> bool:
        with store_trouble():
            try:
                obstore.head(self.store, self._key(name))
            except FileNotFoundError:
                return False
        return True

    def size(self, name):
        return len(self._content(name))

    def delete(self, name):
        waiting_files(name).delete()
        with store_trouble(), suppress(FileNotFoundError):
            obstore.delete(self.store, self._key(name))

    def _key(self, name) -> str:
        return settings.FILES_S3.prefix + name


@contextmanager
def store_trouble() -> Iterator[None]:
    """SilentStore for what the store refuses or does not answer; its words may quote an address."""
    try:
        yield
    except BaseError as trouble:
        if isinstance(trouble, FileNotFoundError):
            raise
        raise SilentStore(errno.EIO, f"the store of the files: {type(trouble).__name__}") from trouble
