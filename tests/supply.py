"""What the portal is made of: every locked package with its version, its licence and how many digests lock
it.

`python -m tests.supply` prints the list (`./portal net Q` does so beneath the score sheet), a line a package:
whose it is (run: the portal itself, test: its tests, screen: the browser), name, version, licence, digests.
"""

import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)\s*(?:;\s*(.+?))?\s*\\?$")
UNKNOWN = ""
# Packages whose own data name no licence, as their projects say it.
NAMED_ELSEWHERE: dict[str, str] = {}


class Package(NamedTuple):
    use: str
    name: str
    version: str
    licence: str
    digests: int
    marker: str = ""  # where alone it is installed


def pinned(text: str) -> Iterator[tuple[str, str, str, int]]:
    """(name, version, marker, digests) of the packages of a requirements file."""
    found: list = []
    for line in text.splitlines():
        if match := PINNED.match(line):
            found.append([match[1], match[2], match[3] or "", 0])
        elif "--hash=" in line and found:
            found[-1][3] += line.count("--hash=")
    return (tuple(one) for one in found)


def licence_of(name: str) -> str:
    """The licence that an installed package names; "" for one that names none or is not installed."""
    try:
        data = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return NAMED_ELSEWHERE.get(name, UNKNOWN)
    classes = [one.rpartition(" :: ")[2] for one in data.get_all("Classifier") or () if "License ::" in one]
    written = (data.get("License") or "").strip().partition("\n")[0]
    return (
        data.get("License-Expression") or ", ".join(classes) or written or NAMED_ELSEWHERE.get(name, UNKNOWN)
    )


def python_packages() -> list[Package]:
    """Packages of the portal, then those that its tests have beside them."""
    found: dict[str, Package] = {}
    for use in ("run", "test"):
        for name, version, marker, digests in pinned((ROOT / f"requirements/{use}.txt").read_text()):
            found.setdefault(name, Package(use, name, version, licence_of(name), digests, marker))
    return sorted(found.values())


def screen_packages() -> list[Package]:
    """Packages of the browser, by the lock file."""
    lock = json.loads((ROOT / "package-lock.json").read_text())
    return [
        Package(
            "test" if one.get("dev") else "screen",
            path.removeprefix("node_modules/"),
            one["version"],
            one.get("license", UNKNOWN),
            int("integrity" in one),
        )
        for path, one in sorted(lock["packages"].items())
        if path
    ]


def packages() -> list[Package]:
    return [*python_packages(), *screen_packages()]


def describe(package: Package) -> str:
    where = f" ({package.marker})" if package.marker else ""
    licence = package.licence or "not installed here" if package.marker else package.licence
    return f"{package.use:6} {package.name} {package.version} · {licence} · {package.digests} digests{where}"


def lines() -> list[str]:
    return [describe(package) for package in packages()]


if __name__ == "__main__":
    print("\n".join(lines()))
