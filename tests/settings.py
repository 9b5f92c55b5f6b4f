"""Settings of the tests: a folder of their own, deleted at the end, so that parallel runs never meet."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("PORTAL_MODE", "test")
if "PORTAL_VAR" not in os.environ:
    # Workers and child processes inherit the folder; only the process that made it takes it away.
    os.environ["PORTAL_VAR"] = tempfile.mkdtemp(prefix="achyk-test-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_VAR"], ignore_errors=True)

from config.settings import *  # noqa: E402, F403

if "init_command" in DATABASES["default"]["OPTIONS"]:  # noqa: F405
    # SQLite need not survive a power cut here; config/database.py keeps the durable profile for everything
    # else.
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"  # noqa: F405

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise looks for it at each start

# Looked for when asked: each client of a test would list every static file at its first request.
WHITENOISE_AUTOREFRESH = True

PASSPHRASE_COST = (1, 8192)  # a passphrase is slow on purpose: not here
