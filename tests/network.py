"""No test leaves the machine: a connection to anything but the loopback is refused, and the test that asked
for it fails (SAFETY M-5).
"""

import ipaddress
import socket

NAMES = {"", "localhost", "localhost.localdomain"}
attempts: list[str] = []  # of the test that is running


class AskedTheNetwork(OSError):
    """A test asked for a machine that is not this one."""


def is_here(host) -> bool:
    if host is None or host in NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_others(host):
    """Raises AskedTheNetwork unless the host is this machine."""
    if not is_here(host.decode() if isinstance(host, bytes) else host):
        attempts.append(str(host))
        raise AskedTheNetwork(f"a test asked the network for {host}")


def install():
    """Refuse in this process, for as long as it lives."""
    connect, connect_ex, ask = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked(call):
        def guarded(self, address):
            if isinstance(address, tuple):  # a path is a socket of this machine
                refuse_others(address[0])
            return call(self, address)

        return guarded

    def checked_name(host, *words, **options):
        refuse_others(host)
        return ask(host, *words, **options)

    socket.socket.connect, socket.socket.connect_ex = checked(connect), checked(connect_ex)
    socket.getaddrinfo = checked_name
