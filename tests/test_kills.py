"""Killed with SIGKILL in the middle: writers, workers, the whole server, an import, a paper, a backup, a
tick. Nothing that was acknowledged is lost (SAFETY F-3, F-4, F-8; goal 0 of 450 kills).
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.db import connection

from tests import databases, install, postgres
from tests.memory import children
from tests.net import figure
from tests.serving import serving

pytestmark = pytest.mark.django_db  # there is a database to copy
WHOLE = {"lost": [], "holes": False, "faults": []}


@pytest.fixture(scope="module")
def place(django_db_setup, django_db_blocker, tmp_path_factory):
    """A durable database that other processes serve."""
    server = postgres.server(profile=()) if "DATABASE_URL" in os.environ else nullcontext()
    folder = tmp_path_factory.mktemp("ground")
    with django_db_blocker.unblock(), server as url, databases.copy_beside(folder, url) as named:
        yield install.environment_of({"DATABASE_URL": "", **named}) | {
            "DJANGO_SETTINGS_MODULE": "config.settings"
        }


@pytest.fixture
def kill(place, tmp_path, record_property):
    """A call that kills so many and gives what stands afterwards; the score sheet says it too."""

    def run(act, rounds, **at):
        command = [sys.executable, "-m", "tests.kills", act, str(rounds)]
        command.append(json.dumps({"folder": str(tmp_path)} | at))
        done = subprocess.run(
            command, cwd=install.ROOT, env=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert not done.returncode, f"{act}: see above"
        outcome = json.loads(done.stdout)
        note(record_property, **{"kills": 0} | outcome)
        return outcome

    return run


def note(record_property, *, kills, acknowledged, lost, unacknowledged, **_others):
    words = f"{kills} kills, {acknowledged} acknowledged, {len(lost)} lost, {unacknowledged} unacknowledged"
    record_property("figure", words)


def is_whole(outcome):
    return {name: outcome[name] for name in WHOLE} == WHOLE


def test_writers_killed_in_the_middle_lose_nothing_acknowledged(kill):
    outcome = kill("enter_letters", figure(6, 150))
    assert is_whole(outcome) and outcome["acknowledged"], outcome


def test_control_a_number_said_before_the_row_stands_is_lost(kill):
    outcome = kill("enter_letters_unsaved", 6)
    assert outcome["lost"] and not outcome["holes"] and not outcome["faults"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
def test_server_killed_with_all_its_processes_loses_nothing_acknowledged(kill):
    outcome = kill("kill_server", figure(2, 50))
    assert is_whole(outcome) and outcome["acknowledged"], outcome


@pytest.mark.parametrize("act", ["import_risks", "write_paper", "tick"])
def test_command_killed_in_the_middle_leaves_all_or_nothing(act, kill):
    rounds = figure(2, 40)
    outcome = kill(act, rounds)
    assert is_whole(outcome) and outcome["kills"] == rounds, outcome


def test_backup_killed_in_the_middle_leaves_no_half_one_and_no_open_copy(kill, place, tmp_path):
    keys = install.make_key(tmp_path / "offline")
    rounds = figure(2, 20)
    outcome = kill("back_up", rounds, recipient=keys[0], identity=str(keys[1]))
    assert is_whole(outcome) and outcome["kills"] == rounds, outcome
    assert list(Path(place["PORTAL_VAR"]).glob("trial-*")) == []
    assert [path.name for path in (tmp_path / "backups").iterdir() if path.name.endswith(".partial")] == []


class Killer(threading.Thread):
    """Kills a worker of a server, again and again, until it has killed so many or is told to stop."""

    def __init__(self, server, most):
        super().__init__()
        self.server, self.most, self.kills, self.is_over = server, most, 0, False

    def run(self):
        while self.kills < self.most and not self.is_over:
            time.sleep(random.uniform(0.05, 0.25))
            if workers := children(self.server):
                os.kill(random.choice(workers), signal.SIGKILL)
                self.kills += 1


def test_workers_killed_while_citizens_send_lose_no_letter(place, tmp_path, kill, record_property):
    """Whoever got no answer sends the same form again and gets the number it has."""
    before = set(children(os.getpid()))
    env = place | {"DJANGO_SETTINGS_MODULE": "config.settings_public"}
    options = {"workers": 3, "log": tmp_path / "open", "crowded": True}
    with serving(env, "config.public_wsgi", **options) as port:
        (server,) = set(children(os.getpid())) - before
        killer = Killer(server, figure(6, 200))
        killer.start()
        try:
            outcome = kill("send_letters", figure(4, 8), open=port, letters=figure(8, 100))
        finally:
            killer.is_over = True
            killer.join()
    note(record_property, **outcome | {"kills": killer.kills})
    assert is_whole(outcome) and outcome["acknowledged"] == outcome["letters"], outcome
    assert outcome["unacknowledged"] == 0 and killer.kills >= figure(3, 150)
