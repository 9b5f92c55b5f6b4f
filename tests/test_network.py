"""The tests ask no other machine, and one that does is seen."""

import socket
from urllib.request import urlopen

import pytest

from tests import network


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "achyk.example"])
def test_control_another_machine_is_refused_and_noted(host):
    with pytest.raises(network.AskedTheNetwork, match=host):
        socket.create_connection((host, 9), timeout=1)
    with pytest.raises(OSError):
        urlopen("http://achyk.example/", timeout=1)
    assert network.attempts == [host, "achyk.example"]
    network.attempts.clear()


def test_this_machine_answers():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, port), timeout=5).close()
    assert network.attempts == []


@pytest.mark.parametrize("host", [None, "", "localhost", "127.0.0.1", "::1", b"localhost"])
def test_the_loopback_is_this_machine(host):
    network.refuse_others(host)
