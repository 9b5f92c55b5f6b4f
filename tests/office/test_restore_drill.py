"""The drill of a restore: copied while people write, restored byte for byte, and no number given twice
(SAFETY B-1, B-4). `PORTAL_NET=full` drills with 20 organisations, 100 000 entries, 20 000 files, 16 writers.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import databases, install
from tests.net import figure

BODIES, ENTRIES, FILES = figure(3, 20), figure(60, 100_000), figure(12, 20_000)
WRITERS, LOST = figure(3, 16), 50
# Rows that a later entry changes: the ends of the chains. Every other row is written once.
ENDS = {"trustbox_book", "office_counter"}


def act(place, *words):
    done = install.run_python(place, "-m", "tests.office.drill", words[0], *map(json.dumps, words[1:]))
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


@contextmanager
def writers_at(place):
    """People write to the install inside the block; what was acknowledged is in the list afterwards."""
    command = [sys.executable, "-m", "tests.office.drill", "write", str(WRITERS), "1000000"]
    folder, acknowledged = Path(place["PORTAL_VAR"]), []
    with subprocess.Popen(
        command, cwd=install.ROOT, env=install.environment_of(place), stdout=subprocess.PIPE, text=True
    ) as crowd:
        try:
            while len(list(folder.glob("began-*"))) < WRITERS:
                assert crowd.poll() is None
                time.sleep(0.1)
            yield acknowledged
        finally:
            (folder / "stop").touch()
            said, _ = crowd.communicate()
    (folder / "stop").unlink()
    acknowledged.extend(map(tuple, json.loads(said)))


@pytest.fixture(scope="module")
def drilled(tmp_path_factory):
    """(install that people wrote to, the restored copy, what was acknowledged, the last numbers on paper)"""
    folder = tmp_path_factory.mktemp("drill")
    keys = install.make_key(folder / "offline")
    (folder / "old").mkdir()
    times = {}

    def note(name, since):
        times[name] = round(time.monotonic() - since, 1)

    with databases.copy_beside(folder / "old") as old:
        old = {"DATABASE_URL": "", **old}
        since = time.monotonic()
        act(old, "fill", BODIES, ENTRIES, FILES)
        note("fill", since)
        with writers_at(old) as acknowledged:
            since = time.monotonic()
            sealed = install.back_up(old, keys, folder / "backups")
            note("backup", since)
        acknowledged += map(tuple, act(old, "write", 1, LOST))
        paper = {code: journal["numbers"][-1] for code, journal in act(old, "journals").items()}
        with install.empty_place(folder / "new") as new:
            since = time.monotonic()
            done = install.restore(new, sealed, keys[1])
            note("restore", since)
            assert not done.returncode, done.stderr
            print(f"drill: {times}, acknowledged {len(acknowledged)}, {sealed.stat().st_size} bytes")
            yield old, new, acknowledged, paper


def test_copy_made_under_writers_is_byte_for_byte_what_was_there(drilled):
    old, new, _acknowledged, _paper = drilled
    before, after = install.all_rows(old), install.all_rows(new)
    assert before.keys() == after.keys()
    odd = {table for table, rows in after.items() if Counter(rows) - Counter(before[table])}
    assert odd <= ENDS
    stored, files = install.all_files(old), install.all_files(new)
    assert {name: content for name, content in stored.items() if name in files} == files
    assert len(files) >= FILES and len(after["trustbox_appeal"]) >= ENTRIES // BODIES * BODIES + WRITERS
    assert len(before["trustbox_appeal"]) - len(after["trustbox_appeal"]) >= LOST


def test_no_number_is_given_twice_after_an_old_copy(drilled):
    _old, new, acknowledged, paper = drilled
    copied = act(new, "journals")
    act(new, "answer", paper)
    given = [tuple(pair) for pair in act(new, "write", WRITERS, 10)]
    assert len(given) == WRITERS * 10
    assert not set(given) & set(acknowledged)
    assert all(count == 1 for count in Counter(acknowledged + given).values())
    found = act(new, "journals")
    for code, journal in found.items():
        last = copied[code]["numbers"][-1]
        assert journal["numbers"] == list(range(1, len(journal["numbers"]) + 1))
        assert journal["lost"] == list(range(last + 1, paper[code] + 1))
    assert sum(len(journal["lost"]) for journal in found.values()) >= LOST
    done = install.run_manage(new, "verify")
    assert not done.returncode, done.stdout + done.stderr
