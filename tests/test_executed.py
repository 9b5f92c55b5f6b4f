"""The number of executed tests never falls unseen (SAFETY M-2): a whole run with fewer, or with a new skip,
is red; a part of a run is left alone.
"""

import json
import os
import subprocess
import sys

import pytest

from config import bootstrap
from tests import executed

ROOT = bootstrap.ROOT


@pytest.mark.parametrize(
    ("ran", "skipped", "words"),
    [
        (10, [], []),
        (12, ["a::b"], []),
        (9, [], ["9 tests were executed, 10 are kept: where did the others go?"]),
        (10, ["a::b", "a::c"], ["2 tests were skipped, 1 are kept:", "  a::b", "  a::c"]),
    ],
)
def test_fewer_tests_and_new_skips_are_named(ran, skipped, words):
    assert executed.complaints({"executed": 10, "skipped": 1}, ran, skipped) == words


def run_a_part(**environment):
    command = [sys.executable, "-m", "pytest", "tests/test_portal.py::test_unknown_command_is_refused"]
    kept = {name: value for name, value in os.environ.items() if name != executed.NAME}
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True)


def test_a_part_is_left_alone_and_a_whole_run_of_one_test_is_red():
    part, whole = run_a_part(), run_a_part(PORTAL_WHOLE_RUN="sqlite")
    assert (part.returncode, "executed" in part.stdout) == (0, False)
    assert whole.returncode == 1
    assert "sqlite: 1 tests executed, 0 skipped" in whole.stdout and "where did the others go" in whole.stdout


def test_whole_runs_alone_are_named(monkeypatch):
    asked = []
    monkeypatch.setattr(bootstrap, "prepare_environment", lambda *_: None)
    monkeypatch.setattr(bootstrap, "browser_environment", lambda env: env)
    monkeypatch.setattr(bootstrap, "run_command", lambda *_, env: asked.append(env.get(executed.NAME)) or 0)
    bootstrap.test([])
    bootstrap.test(["tests/risks"])
    assert asked == ["sqlite", "postgresql", "browser", None, None, None]


def test_every_run_has_its_kept_numbers():
    kept = json.loads(executed.KEPT.read_text())
    assert set(kept) == {"sqlite", "postgresql", "browser"}
    assert all(set(numbers) == {"executed", "skipped"} for numbers in kept.values())
