"""A real PostgreSQL server for one command: `python -m tests.postgres python -m pytest`.

It lives in a temporary folder, listens on a socket only, sorts by Kyrgyz ICU rules and is gone afterwards. It
begins as a copy of a server that was made once for a state of the code, with the role of the tests and the
migrated database they copy (`tests.databases`).
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from tests import databases

KEPT = databases.KEPT / "postgres"
SECONDS_TO_START = 30
PRIVATE = ("listen_addresses=", "max_connections=200")
# Speed instead of durability: the server does not outlive the tests. Production refuses such a server.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


def binaries() -> Path:
    """The folder of the newest server on the machine; raises RuntimeError when there is none."""
    found = [
        folder for place in PLACES for folder in Path("/").glob(place[1:]) if (folder / "initdb").exists()
    ]
    if found:
        return max(
            found,
            key=lambda folder: float("".join(c for c in folder.parent.name if c.isdigit() or c == ".") or 0),
        )
    if path := shutil.which("initdb"):
        return Path(path).resolve().parent
    raise RuntimeError("PostgreSQL is not installed: initdb was not found")


def owner() -> dict[str, str | list[str]]:
    """initdb refuses root: there the server runs as the package's own user."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def initialise(folder: Path) -> None:
    options = "-A trust -U postgres -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=ky --no-sync"
    command = [binaries() / "initdb", *options.split(), "-D", folder / "data"]
    subprocess.run(
        command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **owner()
    )


def start(folder: Path, profile: tuple[str, ...]) -> subprocess.Popen:
    """Start the server in a session of its own, so that Ctrl-C reaches the tests first."""
    lines = (*PRIVATE, *profile, f"unix_socket_directories={folder}")
    settings = [word for setting in lines for word in ("-c", setting)]
    command = [binaries() / "postgres", "-D", folder / "data", *settings]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **owner(),
        )


def wait(folder: Path, server: subprocess.Popen) -> None:
    ready = [binaries() / "pg_isready", "-q", "-h", folder]
    end = time.monotonic() + SECONDS_TO_START
    while subprocess.run(ready, stdin=subprocess.DEVNULL).returncode:
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.05)


def administer(folder: Path | str, *statements: str, database: str = "postgres") -> None:
    """Run SQL as the administrator of the server in the folder."""
    psql = [binaries() / "psql", "-q", "-h", folder, "-U", "postgres", "-d", database]
    for statement in statements:
        subprocess.run([*psql, "-c", statement], stdin=subprocess.DEVNULL, check=True)


def make_roles(folder: Path) -> None:
    """The tests run as a role that no row policy lets through; `runtime` is a role that owns nothing, as the
    portal runs in production.
    """
    administer(
        folder,
        "CREATE ROLE portal LOGIN CREATEDB",
        "CREATE ROLE runtime LOGIN",
        "GRANT runtime TO portal",
    )


@contextlib.contextmanager
def running(folder: Path, profile: tuple[str, ...] = CARELESS) -> Iterator[str]:
    """Yield the `DATABASE_URL` of a server on the data in the folder; stop it whatever happens."""
    process = start(folder, profile)
    try:
        wait(folder, process)
        yield f"postgres://portal@/achyk?host={quote(str(folder), safe='')}"
    finally:
        # At once: what it has written is thrown away.
        process.send_signal(signal.SIGQUIT)
        process.wait()


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A folder for a server, removed at the end."""
    # Straight under /tmp: a socket's path may have some 100 characters at most, and another user must get
    # through.
    folder = Path(tempfile.mkdtemp(prefix="achyk-pg-", dir="/tmp"))
    try:
        if user := owner():
            shutil.chown(folder, user["user"], user["group"])
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(data: Path, to: Path) -> None:
    """With owner and mode: a server reads no folder that others may."""
    subprocess.run(["cp", "-a", data, to], check=True, stdin=subprocess.DEVNULL)


def prepare() -> Path:
    """The data of a server that holds the migrated database; made when they are not there."""
    path = KEPT / databases.digest(versions=[binaries()])
    with databases.alone(KEPT):
        if not path.exists():
            with home() as folder:
                initialise(folder)
                with running(folder) as url:
                    make_roles(folder)
                    databases.postgres_template(url)
                    stop(folder)
                making = path.with_suffix(".making")
                shutil.rmtree(making, ignore_errors=True)
                copy(folder / "data", making)
                making.rename(path)
            databases.forget_old(KEPT)
    return path


def stop(folder: Path) -> None:
    """Whole on the disk, so that its data can be copied."""
    pg_ctl = [binaries() / "pg_ctl", "stop", "-m", "fast", "-w", "-D", folder / "data"]
    subprocess.run(
        pg_ctl, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **owner()
    )


@contextlib.contextmanager
def server(profile: tuple[str, ...] = CARELESS) -> Iterator[str]:
    """Yield the `DATABASE_URL` of a running server; stop it and remove its folder whatever happens.

    `profile` is settings of PostgreSQL as `name=value`; none at all is a durable server.
    """
    kept = prepare()
    with home() as folder:
        copy(kept, folder / "data")
        with running(folder, profile) as url:
            yield url


def run_beside_server(command: list[str]) -> int:
    """Run `command` beside a server and return its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(run_beside_server(sys.argv[1:]))
