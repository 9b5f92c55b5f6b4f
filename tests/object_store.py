"""A real store of the S3 kind for the tests: OpenStack Swift on this machine, with its S3 door.

Four servers of Swift on ports of their own and one copy of each object, in a folder that goes with the test.
It checks the signature of each request, as any store does.
"""

import getpass
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

import obstore
from obstore.store import S3Store

SECONDS_TO_START = 90
PARTS = ("account", "container", "object")
KEY, SECRET = "achyk:drill", "parole-of-the-store"
COMMON = (
    "[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nuser = {user}\nworkers = 0\nswift_dir = {folder}\n"
)
STORING = COMMON + (
    "devices = {folder}/nodes\nmount_check = false\nfallocate_reserve = 0\ndisable_fallocate = true\n"
    "[pipeline:main]\npipeline = {part}-server\n[app:{part}-server]\nuse = egg:swift#{part}\n"
)
DOOR = COMMON + (
    "[pipeline:main]\npipeline = cache s3api tempauth copy slo versioned_writes proxy-server\n"
    "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\nnode_timeout = 60\n"
    "recoverable_node_timeout = 60\nconn_timeout = 10\n"
    "[filter:s3api]\nuse = egg:swift#s3api\ns3_acl = false\nlocation = us-east-1\nallow_no_owner = true\n"
    "[filter:tempauth]\nuse = egg:swift#tempauth\nuser_achyk_drill = {secret} .admin\n"
    "[filter:copy]\nuse = egg:swift#copy\n[filter:slo]\nuse = egg:swift#slo\n"
    "[filter:versioned_writes]\nuse = egg:swift#versioned_writes\n"
    "[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers =\n"
)


class Store(NamedTuple):
    """Where a running store answers, and who may come in."""

    endpoint: str
    key: str = KEY
    secret: str = SECRET

    def make_bucket(self, name: str):
        """By a signed address: a client of objects makes no bucket."""
        bucket = S3Store(
            name,
            endpoint=self.endpoint,
            region="us-east-1",
            access_key_id=self.key,
            secret_access_key=self.secret,
            virtual_hosted_style_request=False,
            client_options={"allow_http": True},
        )
        with urlopen(Request(obstore.sign(bucket, "PUT", "", timedelta(minutes=5)), method="PUT")):
            pass

    def environment(self, prefix: str, bucket: str) -> dict[str, str]:
        """The variables that name a bucket of it."""
        named = {"ENDPOINT": self.endpoint, "KEY": self.key, "SECRET": self.secret, "BUCKET": bucket}
        return {f"{prefix}_{name}": text for name, text in named.items()}


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def swift(name: str, *arguments) -> list[str]:
    """A program of Swift, beside the Python that runs the tests."""
    return [str(Path(sys.executable).with_name(f"swift-{name}")), *map(str, arguments)]


def make_rings(folder: Path, ports: dict[str, int]):
    """Say on which port the one node of each kind answers."""
    for part in PARTS:
        builder = folder / f"{part}.builder"
        for arguments in (
            ("create", 2, 1, 1),
            ("add", f"r1z1-127.0.0.1:{ports[part]}/disk", 1),
            ("rebalance",),
        ):
            command = swift("ring-builder", builder, *arguments)
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextmanager
def running(command: list[str], log: Path) -> Iterator[subprocess.Popen]:
    with log.open("wb") as said:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield server
    finally:
        server.kill()
        server.wait()


def wait_for(port: int, server: subprocess.Popen, log: Path):
    end = time.monotonic() + SECONDS_TO_START
    while True:
        with socket.socket() as line:
            if not line.connect_ex(("127.0.0.1", port)):
                return
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(log.read_text())
        time.sleep(0.1)


@contextmanager
def object_store(folder: Path) -> Iterator[Store]:
    """Run the store on the data in the folder; stop it at the end."""
    (folder / "nodes/disk").mkdir(parents=True, exist_ok=True)
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = drill\n")
    ports = {part: free_port() for part in (*PARTS, "proxy")}
    make_rings(folder, ports)
    with ExitStack() as servers:
        for part, port in ports.items():
            words = {
                "port": port,
                "user": getpass.getuser(),
                "folder": folder,
                "part": part,
                "secret": SECRET,
            }
            conf, log = folder / f"{part}.conf", folder / f"{part}.log"
            conf.write_text((DOOR if part == "proxy" else STORING).format(**words))
            server = servers.enter_context(running(swift(f"{part}-server", conf), log))
            wait_for(port, server, log)
        yield Store(f"http://127.0.0.1:{ports['proxy']}")
