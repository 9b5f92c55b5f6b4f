"""The programs that a backup is made with, and what to install where one is missing."""

import os
import subprocess
from pathlib import Path

PACKAGES = {"pg_dump": "postgresql-client", "pg_restore": "postgresql-client"}


class BackupError(RuntimeError):
    """A backup or a restoration that must not go on; the text is for the administrator."""


def install_line(program: str) -> str:
    return f"sudo apt-get install {PACKAGES.get(program, program)}"


def missing_program(name: str) -> BackupError:
    return BackupError(f"{name} is not installed. Type this line: {install_line(name)}")


def start_program(command: list[str], **pipes) -> subprocess.Popen:
    """Start a program. BackupError when it is not installed."""
    try:
        return subprocess.Popen(command, stderr=subprocess.PIPE, **pipes)
    except FileNotFoundError as trouble:
        raise missing_program(command[0]) from trouble


def finish_program(process: subprocess.Popen, words: str):
    """Wait for a program. BackupError, with what it said, when it fails."""
    said = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.wait():
        raise BackupError(f"{words}: {said[-500:]}")


def run_program(command: list, environment: dict[str, str] | None = None, *, good=(0,)) -> str:
    """What a program wrote. BackupError when it is not installed or ends otherwise than `good`, with its last
    words.
    """
    try:
        done = subprocess.run(
            command,
            env=os.environ | (environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as trouble:
        raise missing_program(command[0]) from trouble
    if done.returncode not in good:
        raise BackupError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")
    return done.stdout
