"""Installs as they were left by earlier code: what every later upgrade must be able to go on from.

`05e504b` is the demo of that commit on both engines: everything in it is invented. An archive is the folder
of an install (`PORTAL_VAR`): its files, its chain key, and `portal.sqlite3` or, on PostgreSQL,
`database.sql`.
"""

import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

KEPT = Path(__file__).resolve().parent
ROOT = KEPT.parents[1]
DUMP = "database.sql"


def archive(commit: str, vendor: str) -> Path:
    return KEPT / f"{commit}.{vendor}.tar.xz"


@dataclass
class Install:
    """An install in a folder of its own, served by the code of `checkout`; `url` is empty for SQLite."""

    folder: Path
    url: str
    checkout: Path = ROOT

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command of the portal on this install; its answer in text."""
        process = self.begin(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = process.communicate()
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def begin(self, *arguments: str, stdout=None, stderr=None) -> subprocess.Popen:
        """The same, without waiting for its end."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PORTAL_", "DJANGO_", "DATABASE_"))
        }
        own = {
            "PORTAL_MODE": "demo",
            "PORTAL_VAR": str(self.folder),
            "PORTAL_SECRET_KEY": "of nobody" * 10,
            "PORTAL_CHAIN_KEY_FILE": str(self.folder / "chain-key"),
            "DATABASE_URL": self.url,
        }
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=self.checkout,
            env=kept | own,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            text=True,
        )


def at(url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{database}").geturl() if url else ""


def unpack(commit: str, vendor: str, folder: Path) -> None:
    with tarfile.open(archive(commit, vendor)) as kept:
        kept.extractall(folder, filter="data")
    (folder / "chain-key").chmod(0o400)
