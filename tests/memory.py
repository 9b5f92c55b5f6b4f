"""What is in the memory of processes that run, as a thief with the rights of the machine reads it."""

import time
from pathlib import Path


def children(pid):
    """The ids of the processes begun by this one."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def descendants(pid):
    """The ids of all processes begun by this one, and by those."""
    begun = children(pid)
    return begun + [below for child in begun for below in descendants(child)]


def of_program(pids, word):
    """Those of these processes whose command names the program; a server of a database has others."""
    return {pid for pid in pids if word in (Path(f"/proc/{pid}/cmdline").read_text().split("\0"))}


def contents(pids):
    """{id: everything that can be written to in the memory of the process}"""
    return {str(pid): b"".join(regions(pid)) for pid in pids}


def regions(pid):
    with open(f"/proc/{pid}/maps") as places, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for place in places:
            span, rights, *_others = place.split()
            if rights.startswith("rw"):
                begin, end = (int(word, 16) for word in span.split("-"))
                memory.seek(begin)
                yield memory.read(end - begin)


def wait_for_others(pids, seconds):
    """Whether all but one of these processes, the server itself, ended within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if sum(Path(f"/proc/{pid}").exists() for pid in pids) <= 1:
            return True
        time.sleep(0.2)
    return False
