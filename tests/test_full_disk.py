"""A small file system really fills, or is turned to read-only, under an install (SAFETY F-6): what was
acknowledged stands, commands say in words what is wrong, and work goes on when there is room again.
"""

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests import databases, full_disk, install, postgres
from tests.test_kills import is_whole

pytestmark = pytest.mark.django_db  # there is a database to copy
COMMANDS = ("paper", "backup", "tick")
# What a command says of itself for `status`, as far as it gets.
REPORTS = {Path(name) for name in ("last-tick.json", "last-backup.json")}
MEGABYTES = 240  # 200 of them are kept for the database


def mount(*words):
    """Whether the system lets this process mount: only root of a machine of its own may."""
    return subprocess.run(["mount", *words], capture_output=True).returncode == 0


@pytest.fixture
def disk(tmp_path):
    (place := tmp_path / "disk").mkdir()
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)):
        pytest.skip("a small file system is mounted by root alone")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def place(disk, django_db_blocker):
    """The environment of an install on that file system; on PostgreSQL its rows lie elsewhere."""
    server = postgres.server(profile=()) if "DATABASE_URL" in os.environ else nullcontext()
    with django_db_blocker.unblock(), server as url, databases.copy_beside(disk, url) as named:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings"}
        yield install.environment_of({"DATABASE_URL": "", **named}) | settings


def run_on(place, act, disk):
    done = install.run_python(place, "-m", "tests.full_disk", act, str(disk))
    assert not done.returncode, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_full_disk_loses_nothing_that_was_acknowledged_and_work_goes_on(disk, place):
    outcome = run_on(place, "write", disk)
    refused = outcome["refused"]
    assert 0 < outcome["taken"] < 40, "files stop while the database has room"
    assert len(refused["files"]) == 40 - outcome["taken"]
    assert bool(refused["letters"]) == (connection.vendor == "sqlite")
    assert is_whole(outcome) and not outcome["unacknowledged"]


def run_command(name, place, disk, code, keys):
    words = {
        "paper": ("risks/village-list", "--organisation", code, "-o", disk / "paper.pdf"),
        "backup": ("--to", disk / "backups", "--recipient", keys[0]),
        "tick": (),
    }
    return install.run_manage(place, name, *words[name])


def refuse_unclear(done, name):
    """The command failed and its last words are a sentence; before them `tick` logs what became of its
    acts.
    """
    assert done.returncode and done.stderr.strip().splitlines()[-1].startswith("CommandError: "), done.stderr
    assert name == "tick" or "Traceback" not in done.stderr, done.stderr


def files_on(disk):
    return {path.relative_to(disk) for path in disk.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_on_a_full_disk_says_so_and_leaves_nothing_half(name, disk, place, tmp_path):
    keys, code = install.make_key(tmp_path / "offline"), run_on(place, "found", disk)["code"]
    full_disk.fill(disk, 0)
    before = files_on(disk)
    done = run_command(name, place, disk, code, keys)
    refuse_unclear(done, name)
    assert files_on(disk) <= before | REPORTS
    full_disk.fill(disk, 2**60)
    assert run_command(name, place, disk, code, keys).returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_command_on_a_disk_turned_to_read_only_says_so(name, disk, place, tmp_path):
    keys, code = install.make_key(tmp_path / "offline"), run_on(place, "found", disk)["code"]
    assert mount("-o", "remount,ro", str(disk))
    done = run_command(name, place, disk, code, keys)
    refuse_unclear(done, name)
    assert mount("-o", "remount,rw", str(disk))
    assert run_command(name, place, disk, code, keys).returncode == 0
