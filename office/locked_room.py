"""A locked room: a server process with an almost empty environment that forks a fresh child for each request.

A worker runs in it (`office/papers/print_worker.py`, `office/imports/reading_worker.py`; what they share is
`office/room_server.py`), one end of a socket pair as its standard input. A message on that socket carries the
connection of one request; the child reads a JSON request from it, answers and is gone: no settings, no
secrets, no database, no network.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Where libraries may have to be looked for; nothing else of the portal's environment goes into a room.
PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class LockedRoom:
    """One room of this process: begun with its first request, begun again after a fork or a death."""

    process: subprocess.Popen
    control: socket.socket

    def __init__(self, worker: str):
        self.worker = worker  # the module that runs in it
        atexit.register(self.close)
        self.lock = threading.Lock()
        self.owner = 0  # the id of the process that began it: after a fork the child begins its own

    def answer(self, request: dict) -> bytes:
        """The reply of a child. A room that died is begun once again; without one: the error "room"."""
        return self.ask(request) or self.ask(request) or failure_reply("room")

    def read(self, request: dict) -> tuple[dict, bytes]:
        """What a child says of its work (`error`, `detail`, …), and the bytes it made."""
        return split_reply(self.answer(request))

    def ask(self, request: dict) -> bytes:
        """The reply of a child; empty when the room itself died over it."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                process = self.hand_over(theirs)
            return exchange_messages(ours, request) or (b"" if has_ended(process) else failure_reply("size"))

    def hand_over(self, connection: socket.socket) -> subprocess.Popen:
        with self.lock:
            if self.owner != os.getpid() or self.process.poll() is not None:
                self.begin()
            try:
                socket.send_fds(self.control, [b"p"], [connection.fileno()])
            except OSError:
                has_ended(self.process)
            return self.process

    def begin(self):
        self.control, theirs = socket.socketpair()
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-s", "-m", self.worker],
                cwd=ROOT,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **passed_on},
                start_new_session=True,
            )
        self.owner = os.getpid()

    def close(self):
        """Let the server go; it leaves by itself when its socket closes."""
        with self.lock:
            if self.owner == os.getpid():
                self.control.close()
                has_ended(self.process)
                self.owner = 0


def has_ended(process: subprocess.Popen) -> bool:
    """Whether the server process has exited, waiting up to one second."""
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        return False
    return True


def exchange_messages(connection: socket.socket, request: dict) -> bytes:
    """Send the request and return the whole reply; b"" when the server is gone."""
    connection.settimeout((request.get("clock", 2) + 1) * request["seconds"])
    try:
        connection.sendall(json.dumps(request).encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(1 << 20), b""))
    except OSError:
        return b""


def split_reply(reply: bytes) -> tuple[dict, bytes]:
    head, _newline, payload = reply.partition(b"\n")
    return json.loads(head), payload


def failure_reply(reason: str) -> bytes:
    return json.dumps({"error": reason, "detail": ""}).encode()
