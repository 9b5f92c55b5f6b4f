"""What the timer remembers of its last run, beside the markers of backups and drills."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from office.recovery.backup import marker_path, write_marker


@dataclass(frozen=True)
class Tick:
    """One run of the daily acts; `failed` names those that broke."""

    at: datetime
    failed: list[str]


def last_tick() -> Tick | None:
    """The last run of `manage tick`; None when there is none, or its marker cannot be read."""
    try:
        found = json.loads(marker_path("tick").read_text())
        return Tick(datetime.fromisoformat(found["at"]), list(found["failed"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def mark_tick(failed: list[str]):
    tick = Tick(datetime.now(UTC), failed)
    write_marker("tick", asdict(tick) | {"at": tick.at.isoformat()})
