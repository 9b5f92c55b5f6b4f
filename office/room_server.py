"""What the workers of locked rooms share: forks, limits, replies (`office/locked_room.py` starts them).

Nothing of Django is imported here.
"""

import contextlib
import gc
import json
import os
import re
import resource
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

STATUS = Path("/proc/self/status")
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
Reply = Callable[[dict], dict]  # a request → the arguments of `send_reply`


def leave_network():
    """A second belt under the fetcher: no network device at all, where the kernel lets an ordinary process
    ask for that.
    """
    if hasattr(os, "unshare"):
        with contextlib.suppress(OSError):
            os.unshare(NEW_USER | NEW_NETWORK)


def share_memory():
    """Keep the collector off what is loaded by now, so that children share these pages."""
    gc.collect()
    gc.freeze()
    gc.disable()


def open_room(reply: Reply):
    """Serve until the portal closes its end of the socket, which stands where the input would."""
    with socket.socket(fileno=os.dup(0)) as control:
        leave_network()
        share_memory()
        serve_requests(control, reply)


def serve_requests(control: socket.socket, reply: Reply):
    """Fork one child for each connection until the portal closes its end; the system reaps them."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        _, connections, *_ = socket.recv_fds(control, 1, 1)
        if not connections:
            return
        if os.fork() == 0:
            control.close()
            answer_request(socket.socket(fileno=connections[0]), reply)
        os.close(connections[0])


def answer_request(connection: socket.socket, reply: Reply):
    """Answer one request in the forked child and exit; never returns."""
    try:
        with connection.makefile("rb") as incoming:
            request = json.load(incoming)
        limit_resources(connection, request)
        send_reply(connection, **reply(request))
    finally:
        os._exit(0)


def is_out_of_memory() -> bool:
    """Whether this process has come within an eighth of its limit of addresses.

    Libraries in C answer a refused allocation with whatever they have at hand (SystemError, OSError, an error
    of their own), not always with MemoryError.
    """
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    peak = re.search(r"VmPeak:\s+(\d+) kB", STATUS.read_text()) if STATUS.exists() else None
    return limit != resource.RLIM_INFINITY and peak is not None and int(peak[1]) << 10 > limit * 7 // 8


def send_reply(connection: socket.socket, error="", detail="", log=(), payload=b""):
    """A JSON line `{"error", "detail", "log"}`, then the payload when there is no error.

    With the error "letters" `log` is the whole list of the characters; `detail` is cut.
    Nothing interrupts it.
    """
    for alarm in (signal.SIGXCPU, signal.SIGALRM):
        signal.signal(alarm, signal.SIG_IGN)
    head = json.dumps({"error": error, "detail": detail[:500], "log": list(log)})
    connection.sendall(head.encode() + b"\n" + payload)


def limit_resources(connection: socket.socket, request: dict):
    """Processor time (`seconds`), `clock` times as much of the clock (2 where it is not named), `megabytes`
    of memory; no file is written but in a room that may write so many megabytes (`written`).

    A Python handler says why; a second later the kernel ends it anyway.
    """
    seconds, megabytes, written = request["seconds"], request["megabytes"], request.get("written", 0)

    def out_of_time(*_):
        send_reply(connection, error="time")
        os._exit(1)

    signal.signal(signal.SIGXCPU, out_of_time)
    signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, request.get("clock", 2) * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if sys.platform != "darwin":  # macOS knows no limit of addresses
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written << 20, written << 20))
