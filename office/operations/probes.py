"""What a proxy or a monitor asks of each process: `/healthz`, does it live; `/readyz`, can it work.

Open to everyone, without session, cookie or a word of content. The answers name what fails, never why: the
words of a database may quote an address or a user.
"""

import shutil
from collections.abc import Iterable, Iterator
from functools import cache, wraps
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import Error, connection
from django.http import HttpResponse

from office import checks
from office.database.liveness import answered_within
from office.open_pages import open_to_everyone
from office.registers.policy import READ_METHODS, answer_to_method

PROBES = ("/healthz", "/readyz")
READY = "ready\n"
PATIENCE = 2  # seconds a probe waits for PostgreSQL


class ProbeMiddleware:
    """Nobody asks a probe: the cookies that came along are not read, nor is a session looked up by them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info in PROBES:
            request.COOKIES = {}
        return self.get_response(request)


def probe(view):
    """A page of plain text for machines. It opens no transaction: `/healthz` asks no database."""

    @open_to_everyone
    @wraps(view)
    def shown(request):
        return answer_to_method(request, READ_METHODS) or view(request)

    shown.acts_itself = True
    return shown


def plain_answer(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)


@probe
def healthz(request):
    """This process answers."""
    return plain_answer("alive\n")


@probe
def readyz(request):
    """200, or 503 with one line for each part that fails."""
    failed = list(failed_parts())
    return plain_answer("".join(f"{name}\n" for name in failed), 503) if failed else plain_answer(READY)


def failed_parts() -> Iterator[str]:
    """Names of what keeps this process from working: database, migrations, chain-key, disk.

    Of a database that does not answer nobody knows what it waits for: it is named alone.
    """
    try:
        if waiting_migrations():
            yield "migrations"
    except Error:
        yield "database"
    if not settings.CHAIN_KEY:
        yield "chain-key"
    if has_full_disk():
        yield "disk"


def waiting_migrations() -> list[tuple[str, str]]:
    """Keys (app, name) of the migrations that `migrate` would apply. Error when the database is silent for
    more than `PATIENCE` seconds.
    """
    with answered_within(PATIENCE):
        connection.ensure_connection()
        return sorted(checks.waiting(checks.applied_migrations(), migrations_of_code()))


@cache
def migrations_of_code():
    """The migrations this process was started with: newer code on the disk is not what it runs."""
    return checks.known_migrations()


def free_bytes(places: Iterable[Path]) -> int:
    """Room on the fullest of the disks of these folders. OSError for one that is not there."""
    return min(shutil.disk_usage(place).free for place in places)


def places_of_state() -> list[Path]:
    """Folders the portal writes to; that of the files comes with the first file."""
    return [settings.VAR, *(folder for folder in default_storage.folders() if folder.exists())]


def has_full_disk() -> bool:
    """Whether less is free than `settings.DISK_FREE` bytes, or the folder is gone."""
    try:
        return free_bytes(places_of_state()) < settings.DISK_FREE
    except OSError:
        return True
