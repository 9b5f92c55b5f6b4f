"""How the portal keeps its rows: one URL for PostgreSQL, embedded SQLite without any."""

import sqlite3
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlparse

# Below 3.51.3 write-ahead logging has a corruption race: the rollback journal with EXTRA sync is the durable
# choice.
SAFE_WAL = (3, 51, 3)
# A silent server or a line cut on the way must not hold a process for ever: seconds to connect, milliseconds
# for what was sent to arrive.
PATIENCE = {"connect_timeout": "10", "tcp_user_timeout": "20000"}


def database_settings(url: str, var: Path) -> dict:
    """Return Django's settings of the default database.

    `url` is `postgres://user:password@host:port/name?options` or empty for `var/portal.sqlite3`.
    Raises ValueError for any other scheme.
    """
    return postgres_settings(url) if url else sqlite_settings(var / "portal.sqlite3")


def sqlite_settings(path: Path) -> dict:
    """The durable profile of SAFETY D-14: immediate transactions, a long wait, full sync."""
    wal = sqlite3.sqlite_version_info >= SAFE_WAL
    journal = (
        "journal_mode=WAL;PRAGMA synchronous=FULL" if wal else "journal_mode=DELETE;PRAGMA synchronous=EXTRA"
    )
    pragmas = f"PRAGMA {journal};PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;PRAGMA recursive_triggers=ON"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60, "init_command": pragmas},
    }


def postgres_settings(url: str) -> dict:
    """Read a `postgres://` URL; the query string becomes connection options (`host` of a socket folder among
    them), which go before `PATIENCE`.
    """
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(f"DATABASE_URL: only postgres:// is understood, not {parts.scheme}://")
    options = PATIENCE | dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
