"""What setup writes: closed folders, keys made once, the environment file; and what of it was new."""

import os
import pwd
import secrets
import stat
from pathlib import Path

from django.core.management import CommandError
from django.utils.translation import gettext as _

from config.bootstrap import read_environment_file

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
# What needs no quotes in a shell, nor in systemd's EnvironmentFile.
PLAIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


class Ledger:
    """What this run made or changed, in order; what was there already is not in it."""

    def __init__(self):
        self.made: list[str] = []
        self.changed: list[str] = []

    def add_file(self, path: Path, before: str | None):
        (self.made if before is None else self.changed).append(str(path))


def make_folder(path: Path, ledger: Ledger):
    """Make a folder that nobody else looks into. One that is there keeps its mode: CommandError if it is
    open.
    """
    if fault := find_folder_fault(path):
        raise CommandError(fault)
    if not path.is_dir():
        path.mkdir(mode=PRIVATE_FOLDER, parents=True)
        ledger.made.append(str(path))


def find_folder_fault(path: Path) -> str:
    """Why others could look into this folder, with the line to type; "" for a closed one, or none yet."""
    if not path.is_dir():
        return ""
    found = path.stat()
    if not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return ""
    homes = {Path(person.pw_dir) for person in pwd.getpwall()}
    shared = found.st_mode & stat.S_ISVTX or found.st_uid != os.geteuid() or path.is_mount()
    if shared or path in homes or path.resolve() in homes:
        return _("%(path)s is a folder of others too. Choose one for the portal alone, such as %(own)s.") % {
            "path": path,
            "own": path / "achyk",
        }
    return _("Others can open the folder. Type: chmod 700 %(path)s") % {"path": path}


def close_to_others(path: Path, mode: int, ledger: Ledger):
    if stat.S_IMODE(path.stat().st_mode) & ~mode:
        path.chmod(mode)
        ledger.changed.append(f"{path}: {mode:o}")


def write_file(path: Path, text: str, ledger: Ledger, mode: int = PRIVATE_FILE):
    """Write a file whole or not at all; one that already has this text stays as it is."""
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before != text:
        partial = path.with_name(f".{path.name}.partial")
        partial.unlink(missing_ok=True)
        with open(
            os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "w", encoding="utf-8"
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        ledger.add_file(path, before)
    close_to_others(path, mode, ledger)


def make_key(path: Path, ledger: Ledger):
    """A key made once: one that is there is never replaced, whoever holds what it seals."""
    if not path.exists():
        write_file(path, secrets.token_urlsafe(64), ledger)
    close_to_others(path, PRIVATE_FILE, ledger)


def quote_value(value: str) -> str:
    return value if set(value) <= PLAIN else f'"{value}"'


def write_environment(path: Path, values: dict[str, str], ledger: Ledger):
    """Set `values` in the environment file; variables that somebody added by hand stay, an empty value takes
    its variable away. The ledger gets the names of what changed, never a value.
    """
    before = read_environment_file(path) if path.exists() else {}
    after = {name: value for name, value in (before | values).items() if value}
    if path.exists() and before == after:
        close_to_others(path, PRIVATE_FILE, ledger)
        return
    lines = (f"{name}={quote_value(value)}\n" for name, value in after.items())
    own = Ledger()
    write_file(path, "".join(lines), own)
    ledger.made += own.made
    names = [name for name in after | before if before.get(name) != after.get(name)]
    if own.changed:
        ledger.changed.append(f"{path}: {', '.join(names)}")


def link_environment(path: Path, link: Path, ledger: Ledger):
    """Let `./portal manage` find the environment file beside the code."""
    if link.is_symlink() and link.resolve() == path.resolve():
        return
    if link.exists() and not link.is_symlink():
        return
    link.unlink(missing_ok=True)
    link.symlink_to(path)
    ledger.made.append(str(link))
