"""The portal as it is really served: gunicorn with several workers on a port of its own.

gunicorn reads this very file as its configuration where a crowd comes at once: the bucket for floods is
opened, and a letter that says so breaks after its number was given, when it is sent for the first time.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BREAKS = "БУЗУЛАТ"


@contextmanager
def serving(env, application, *, workers, log, crowded=False):
    """Yield the port. What the server says goes to the file `log`; `env` names its settings."""
    with socket.socket() as door, log.open("wb") as said:
        door.bind(("127.0.0.1", 0))
        door.listen(256)
        options = [
            "--bind",
            f"fd://{door.fileno()}",
            "--workers",
            str(workers),
            "--timeout",
            "300",
            "--graceful-timeout",
            "5",
            "--no-control-socket",
            "--preload",
            "--log-level",
            "warning",
        ]
        options += ["--config", "python:tests.serving"] if crowded else []
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, f"{application}:application"],
            cwd=ROOT,
            env=env,
            pass_fds=[door.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        port = door.getsockname()[1]
        door.close()  # it is the server's now: when that dies nobody waits for it
        try:
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(120)


def run_script(place, script) -> str:
    """What a script prints that runs inside a served demo at `place`."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=ROOT,
        env=os.environ | place | {"DJANGO_SETTINGS_MODULE": "config.settings", "PORTAL_MODE": "demo"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def never_came(text) -> bool:
    """Whether a letter comes for the first time, whichever worker it comes to."""
    try:
        (Path(os.environ["PORTAL_VAR"]) / sha256(text.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def post_worker_init(worker):
    """gunicorn calls it when a worker has loaded the portal."""
    from trustbox.citizen import answer_pages, appeal_pages
    from trustbox.journal import actions

    keep_files = actions.attach_files

    def breaks(appeal, brought):
        keep_files(appeal, brought)
        if appeal.text.startswith(BREAKS) and never_came(appeal.text):
            raise InterruptedError

    actions.attach_files = breaks
    for desk in (appeal_pages.DESK, answer_pages.DESK):
        desk.a_minute = 10**6
