#!/usr/bin/env python3
"""Prove an exported organisation without the portal.

    python3 verify.py                      is every file what was exported, and the chain whole?
    python3 verify.py "HEAD" "HEAD" …      and does the chain agree with these heads, from the open page?
    python3 verify.py --help               these words

A head is a line such as
    dostuk мөөр 31 · 7F3A-09BC-11D2-88E0
The last line says the SHA-256 of `manifest.json`: it stands in the act of transfer, and in the memory of the
portal that exported. The end code is 0 for a whole folder, 1 for one that is not, 2 when the program was
called wrongly. Nothing but Python 3.9 or later is needed.
"""

import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
SEALS = "chain/seals.jsonl"
BEGINNING = "0" * 64
SEALED_HEAD = re.compile(r"([-\w]+) мөөр (\d+) · ([0-9A-F]{4}(?:-[0-9A-F]{4}){3})")
PIECE = 2**20


class NotAPackage(Exception):
    """The folder is no export of this format."""


def digest_file(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def read_manifest(folder):
    """The manifest of a package. NotAPackage when there is none, or it is of another format."""
    try:
        manifest = json.loads(Path(folder, MANIFEST).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise NotAPackage(f"{MANIFEST}: cannot be read ({error})") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotAPackage(f"{MANIFEST}: not an export of this format")
    kinds = {"organisation": dict, "files": dict, "tables": dict, "chain": dict, "at": str}
    for name, kind in kinds.items():
        if not isinstance(manifest.get(name), kind):
            raise NotAPackage(f"{MANIFEST}: {name} is missing or of a wrong kind")
    inner = [
        ("organisation", "id", int),
        ("organisation", "code", str),
        ("chain", "length", int),
        ("chain", "head", str),
    ]
    for name, key, wanted in inner:
        if not isinstance(manifest[name].get(key), wanted):
            raise NotAPackage(f"{MANIFEST}: {key} of {name} is missing or of a wrong kind")
    return manifest


def package_faults(folder, manifest, heads=()):
    """Every file that is not what was exported, then every break of the chain."""
    folder = Path(folder)
    found = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    for name in sorted(found - manifest["files"].keys() - {MANIFEST}):
        yield f"{name}: does not belong to the export"
    for name, digest in sorted(manifest["files"].items()):
        if name not in found:
            yield f"{name}: is gone"
        elif Path(folder, name).is_symlink() or digest_file(folder / name) != digest:
            yield f"{name}: is not what was exported"
    if SEALS in found:
        yield from chain_faults(folder / SEALS, manifest, heads)


def chain_faults(path, manifest, heads):
    """Breaks of the chain of official records: each link in its place, following the one before."""
    code, wanted = manifest["organisation"]["code"], {}
    for line in heads:
        match = SEALED_HEAD.fullmatch(" ".join(line.split()))
        if match is None or match[1] != code:
            yield f"head: is none of this organisation: {line}"
        else:
            wanted[int(match[2])] = (match[3], line)
    place, head = 0, BEGINNING
    with open(path, encoding="utf-8") as lines:
        for place, line in enumerate(lines, start=1):
            try:
                link = json.loads(line)
                stands, previous, following = link["place"], link["previous"], link["head"]
            except (ValueError, KeyError, TypeError):
                yield f"chain: link {place} cannot be read"
                return
            if stands != place:
                yield f"chain: link {stands} stands at place {place}"
            if previous != head:
                yield f"chain: link {place} does not follow the link before it"
            head = following
            if place in wanted and short_head(head) != wanted.pop(place)[0]:
                yield f"chain: link {place} is not the head that was given out"
    if (place, head) != (manifest["chain"]["length"], manifest["chain"]["head"]):
        yield f"chain: ends at {place}, the manifest says {manifest['chain']['length']}"
    for _head, line in wanted.values():
        yield f"head: the chain has no such link: {line}"


def short_head(head):
    text = head[:16].upper()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def book_faults(folder, manifest):
    """Faults of the books, by the verifier of books that lies beside this one."""
    books = sorted(name for name in manifest["files"] if name.startswith("books/"))
    place = Path(folder, "verify_book.py")
    if not books or not place.is_file():
        return
    spec = importlib.util.spec_from_file_location("verify_book", place)
    verify_book = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(verify_book)
    for name in books:
        book = verify_book.parse_book(Path(folder, name).read_bytes())
        for fault in verify_book.book_faults(book):
            yield f"{name}: {fault}"


def verify_package(folder, arguments):
    if arguments in (["--help"], ["-h"]):
        print(__doc__)
        return 0
    if any(word.startswith("-") for word in arguments):
        print(f"There is no option {arguments[0]}. How to call it: python3 verify.py --help", file=sys.stderr)
        return 2
    sys.dont_write_bytecode = True
    try:
        manifest = read_manifest(folder)
        found = list(package_faults(folder, manifest, arguments)) or list(book_faults(folder, manifest))
    except NotAPackage as error:
        found = [str(error)]
    if found:
        print("\n".join(found))
        return 1
    chain = manifest["chain"]
    print(
        f"WHOLE: {manifest['organisation']['code']} of {manifest['at']}, files: {len(manifest['files'])}, "
        f"chain: {chain['length']} · {short_head(chain['head'])}; heads that agree: {len(arguments)}"
    )
    print("Not proved here: what is sealed in the closed part (whoever has its key proves it by the import)")
    print(f"SHA-256 of {MANIFEST}: {digest_file(Path(folder, MANIFEST))}")
    return 0


if __name__ == "__main__":
    sys.exit(verify_package(Path(__file__).resolve().parent, sys.argv[1:]))
