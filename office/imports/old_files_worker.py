"""The room of LibreOffice: one start for one file, in a folder of its own that is gone afterwards.

`office/locked_room.py` starts it, `office/imports/old_files.py` asks it. Macros are off, links are not
followed, there is no network; a file that takes too long goes with its process.
"""

import os
import signal
import subprocess
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

from office import room_server

NEVER, HIGHEST = 2, 3
SETTINGS = {
    "Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
        "MacroSecurityLevel": HIGHEST,
    },
    "Common/Save/Graphic": {"AddReplacementImages": "false"},
    "Writer/Content/Update": {"Link": 0, "Field": "false", "Chart": "false"},
    "Calc/Content/Update": {"Link": NEVER},
    "Calc/Formula/Load": {"OOXMLRecalcMode": 1, "ODFRecalcMode": 1},
}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
ITEM = (
    '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)


def renew_or_reason(request: dict) -> dict:
    """The file in its new kind, or why there is none: "unopened" when LibreOffice made nothing of it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # of its own process a child wants to hear
    try:
        with TemporaryDirectory(prefix="portal-office-") as folder:
            made = renew_file(Path(folder), request)
    except subprocess.TimeoutExpired:
        return {"error": "time"}
    except Exception as error:
        return {"error": "other", "detail": repr(type(error))}
    return {"payload": made} if made else {"error": "unopened"}


def renew_file(folder: Path, request: dict) -> bytes:
    """What one start of LibreOffice writes of the file, b"" when it writes nothing. TimeoutExpired."""
    before, profile = folder / "list", folder / "profile" / "user"
    profile.mkdir(parents=True)
    items = [ITEM.format(path, *pair) for path, pairs in SETTINGS.items() for pair in pairs.items()]
    (profile / "registrymodifications.xcu").write_text(HEAD.format("".join(items)))
    before.write_bytes(b64decode(request["data"]))
    reader, writer = request["filters"]
    process = subprocess.Popen(
        [
            request["program"],
            f"-env:UserInstallation={profile.parent.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", f"--infilter={reader}"),
            *("--convert-to", writer, "--outdir", str(folder / "made"), str(before)),
        ],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )
    try:
        process.wait(timeout=1.5 * request["seconds"])  # of the clock; the room ends its child at twice
    finally:
        end_session(process)
    return next((made.read_bytes() for made in (folder / "made").glob("*")), b"")


def end_session(process: subprocess.Popen):
    """LibreOffice is a program that starts a program: all of them go."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


if __name__ == "__main__":
    room_server.open_room(renew_or_reason)
