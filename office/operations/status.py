"""How an install stands: versions, sizes, what ran last, what waits, and what its administrator must do."""

import platform
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import django
from django.conf import settings
from django.db import Error, connection
from django.db.models import Count, Min

from office.letters import letter_queue
from office.models.audit import Change
from office.operations.checksums import checksums_line, lack_checksums
from office.operations.dead_rows import REWRITE_LINE, rewriting_is_due
from office.operations.markers import last_tick
from office.operations.probes import has_full_disk, places_of_state, waiting_migrations
from office.operations.reminders import BACKUP_LINE, backup_is_old, is_old
from office.recovery.backup import drill_is_due, last_backup, last_drill, last_upload
from office.seals.clock_order import ACCEPT_LINE, is_read_only
from office.wall.actions import thin_vaults

TICK_LINE = "./portal manage tick"
SIZE_SQL = {
    "postgresql": "SELECT pg_database_size(current_database())",
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
}
LATE = timedelta(hours=36)  # the timer runs once a day


class ToDo(NamedTuple):
    """What must be done, and the line to type."""

    what: str
    line: str


@dataclass
class Status:
    """Facts of one moment. None: not known, such as what lies in a database that is silent or waits for its
    migrations. Sizes are bytes.
    """

    portal: str = settings.VERSION
    python: str = platform.python_version()
    django: str = django.get_version()
    database: str | None = None
    database_bytes: int | None = None
    disk_free: int | None = None
    disk_total: int | None = None
    last_tick: datetime | None = None
    tick_failed: list[str] = field(default_factory=list)
    last_backup: datetime | None = None
    last_upload: datetime | None = None
    last_drill: datetime | None = None
    letters_waiting: int | None = None
    letters_given_up: int | None = None
    oldest_letter: datetime | None = None
    migrations_waiting: list[str] | None = None
    seals_waiting: int | None = None
    thin_vaults: list[str] = field(default_factory=list)
    oldest_unsealed: datetime | None = None
    read_only: bool | None = None
    dead_rows: bool | None = None
    to_do: list[ToDo] = field(default_factory=list)

    def as_json(self) -> dict:
        """Plain values: moments as ISO text, `to_do` as [{what, line}]."""
        content = {
            name: found.isoformat() if isinstance(found, datetime) else found
            for name, found in asdict(self).items()
        }
        return content | {"to_do": [entry._asdict() for entry in self.to_do]}


def find_status(now: datetime | None = None) -> Status:
    """The status of this install. The caller sees the rows of all organisations (`act_for_all`)."""
    now = now or datetime.now(UTC)
    status = Status(last_drill=last_drill(), last_upload=last_upload())
    if backup := last_backup():
        status.last_backup = backup.at
    if tick := last_tick():
        status.last_tick, status.tick_failed = tick.at, tick.failed
    add_disk(status)
    try:
        add_database(status)
        if not status.migrations_waiting:
            add_queues(status, now)
            status.read_only = is_read_only()
            status.dead_rows = rewriting_is_due()
    except Error:
        status.database = None
    status.to_do = [
        *machine_to_do(status),
        *timer_to_do(status, now),
        *backup_to_do(now),
    ]
    return status


def add_disk(status: Status):
    """Room on the fullest disk that the portal writes to."""
    try:
        disk = min((shutil.disk_usage(place) for place in places_of_state()), key=lambda disk: disk.free)
    except OSError:
        return
    status.disk_free, status.disk_total = disk.free, disk.total


def add_database(status: Status):
    waiting = [f"{app}.{name}" for app, name in waiting_migrations()]
    version = ".".join(map(str, connection.get_database_version()))
    status.database = f"{connection.display_name} {version}"
    status.database_bytes = database_bytes()
    status.migrations_waiting = waiting


def database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute(SIZE_SQL[connection.vendor])
        return cursor.fetchone()[0]


def add_queues(status: Status, now: datetime):
    """Letters that wait for the mail server, rows of the audit that wait for their seal, organisations whose
    sealed names a lost key would lose.
    """
    letters = letter_queue(now)
    status.letters_waiting, status.letters_given_up = letters.waiting, letters.given_up
    status.oldest_letter = letters.oldest_due
    unsealed = Change.objects.filter(seal_id=None).aggregate(count=Count("pk"), oldest=Min("at"))
    status.seals_waiting, status.oldest_unsealed = unsealed["count"], unsealed["oldest"]
    status.thin_vaults = thin_vaults()


def machine_to_do(status: Status) -> Iterator[ToDo]:
    if status.database is None:
        yield ToDo("The database does not answer.", "./portal manage check --database default")
    if status.migrations_waiting:
        yield ToDo(f"Migrations wait: {len(status.migrations_waiting)}.", "./portal manage migrate")
    if not settings.CHAIN_KEY:
        yield ToDo("No chain key is set: nothing is sealed.", "export PORTAL_CHAIN_KEY_FILE=…")
    if status.thin_vaults:
        yield ToDo(
            f"Sealed names have fewer than two keys: {', '.join(status.thin_vaults)}. The head names a "
            "custodian.",
            "./portal manage check --database default",
        )
    if status.database and lack_checksums():
        yield ToDo("PostgreSQL keeps no checksums: damage on its disk goes unseen.", checksums_line())
    if status.dead_rows:
        yield ToDo("Words that were removed may stand in the files of PostgreSQL.", REWRITE_LINE)
    if status.read_only:
        yield ToDo("The clock is behind the last entry: the portal is only read.", ACCEPT_LINE)
    if has_full_disk():
        yield ToDo("The disk is nearly full, or the folder of the portal is gone.", f"df -h {settings.VAR}")


def timer_to_do(status: Status, now: datetime) -> Iterator[ToDo]:
    """What the daily acts would mend, or did not manage."""
    if status.last_tick is None:
        yield ToDo("The daily acts have never run: set the timer.", TICK_LINE)
    elif now - status.last_tick > LATE:
        yield ToDo(f"The daily acts last ran on {status.last_tick:%d.%m.%Y}: see the timer.", TICK_LINE)
    elif status.tick_failed:
        yield ToDo(f"Daily acts failed: {'; '.join(status.tick_failed)}.", TICK_LINE)
    if status.oldest_letter and now - status.oldest_letter > LATE:
        yield ToDo("Letters wait for the mail server longer than a day.", TICK_LINE)
    if status.oldest_unsealed and now - status.oldest_unsealed > LATE:
        yield ToDo(f"Changes wait for their seal: {status.seals_waiting}.", TICK_LINE)


def backup_to_do(now: datetime) -> Iterator[ToDo]:
    if backup_is_old(last_backup(), now):
        yield ToDo(f"No good backup is younger than {settings.BACKUP_DAYS} days.", BACKUP_LINE)
    elif settings.BACKUP_S3.bucket and is_old(last_upload(), now):
        yield ToDo(f"No good backup reached the store for {settings.BACKUP_DAYS} days.", BACKUP_LINE)
    if settings.BACKUP_DAYS and last_backup() and drill_is_due(now):
        yield ToDo(
            f"The offline key was not tried for {settings.DRILL_MONTHS} months."
            if last_drill()
            else "Nobody has opened a backup with the offline key yet.",
            "./portal restore FILE --identity KEY --drill",
        )
