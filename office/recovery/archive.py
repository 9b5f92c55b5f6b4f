"""The archive of a backup: a tar stream of the database, the stored files and, last, the manifest, sealed by
`age` to a key that is not on this machine.

A stream that was cut has no manifest; a changed one `age` refuses. Neither is ever restored.
"""

import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from office.recovery.programs import BackupError, finish_program, start_program

MANIFEST = "manifest.json"
FILES = "files/"
PIECE = 2**20
SEALING, UNPACKING = "The backup could not be sealed", "The trial could not be unpacked"


class SplitStream(io.RawIOBase):
    """One stream written into several pipes."""

    def __init__(self, *pipes):
        self.pipes, self.length = list(pipes), 0

    def write(self, piece) -> int:
        for pipe in self.pipes:
            pipe.write(piece)
        self.length += len(piece)
        return len(piece)

    def seek(self, offset, whence=io.SEEK_SET) -> int:
        """It never goes back: asked of only where it stands."""
        return self.length


def age_command(*arguments) -> list[str]:
    return ["age", *map(str, arguments)]


class Packer:
    """Writes an archive that is sealed to `recipient` and, with `trial`, unpacked there in the same breath.

    `digests` is {member: SHA-256 of the bytes that went into the stream}.
    """

    def __init__(self, recipient: str, sealed: Path, trial: Path | None = None):
        self.digests: dict[str, str] = {}
        self.age = start_program(
            age_command("--encrypt", "--recipient", recipient, "--output", sealed), stdin=subprocess.PIPE
        )
        self.programs, pipes = [self.age], [self.age.stdin]
        if trial is not None:
            self.unpacker = start_program(["tar", "-x", "-f", "-", "-C", str(trial)], stdin=subprocess.PIPE)
            self.programs.append(self.unpacker)
            pipes.append(self.unpacker.stdin)
        self.stream = SplitStream(*pipes)
        self.tar = tarfile.TarFile(fileobj=self.stream, mode="w", format=tarfile.PAX_FORMAT)

    def add_file(self, path: Path, name: str):
        """Add a file under this name. BackupError when the pipes are gone."""
        with path.open("rb") as content:
            self.add_stream(content, path.stat().st_size, name)

    def add_stream(self, content, size: int, name: str):
        """Add `size` bytes of a stream under this name. BackupError when the pipes are gone."""
        digest = hashlib.sha256()
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        try:
            self.tar.addfile(member, DigestReader(content, digest))
        except BrokenPipeError:
            for process, words in zip(self.programs, (SEALING, UNPACKING), strict=False):
                finish_program(process, words)
        self.digests[name] = digest.hexdigest()

    def finish_trial(self):
        """End the stream of the trial: what it has unpacked is all but the manifest."""
        self.stream.pipes.remove(self.unpacker.stdin)
        self.unpacker.stdin.write(b"\0" * 1024)
        self.unpacker.stdin.close()
        finish_program(self.unpacker, UNPACKING)

    def abandon(self):
        """Stop the programs: nothing of this archive is kept."""
        for process in self.programs:
            process.kill()
            process.wait()

    def finish(self, manifest: dict | None = None):
        """Write the manifest and close the sealed file."""
        if manifest is not None:
            content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
            member = tarfile.TarInfo(MANIFEST)
            member.size, member.mode = len(content), 0o600
            self.tar.addfile(member, io.BytesIO(content))
            self.tar.close()
        self.age.stdin.close()
        finish_program(self.age, SEALING)


class DigestReader:
    """A file that is digested while it is read."""

    def __init__(self, content, digest):
        self.content, self.digest = content, digest

    def read(self, size=-1) -> bytes:
        piece = self.content.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def opened_archive(sealed: Path, identity: Path) -> Iterator[tarfile.TarFile]:
    """The members of a sealed archive, one after another."""
    if not sealed.is_file():
        raise BackupError(f"{sealed} is not there")
    if sealed.suffix == ".sha256":
        raise BackupError(f"{sealed} is the digest of a backup: name {sealed.stem}, which lies beside it")
    age = start_program(
        age_command("--decrypt", "--identity", identity, sealed),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    try:
        try:
            with tarfile.open(fileobj=age.stdout, mode="r|") as tar:
                yield tar
            while age.stdout.read(PIECE):
                pass
        except (tarfile.TarError, EOFError) as trouble:
            finish_program(age, "The backup cannot be opened")
            raise BackupError(f"The backup is damaged or was cut: {trouble}") from trouble
        finish_program(age, "The backup cannot be opened")
    finally:
        age.kill()
        age.wait()


def unpack_archive(sealed: Path, identity: Path, to: Path) -> dict:
    """Unpack a sealed archive into the folder `to` and return its manifest.

    BackupError for one that was cut, changed, sealed to another key, or holds other bytes than its manifest
    says.
    """
    digests, manifest = {}, None
    with opened_archive(sealed, identity) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None or ".." in Path(member.name).parts or Path(member.name).is_absolute():
                raise BackupError(f"The backup holds what no backup holds: {member.name}")
            if member.name == MANIFEST:
                manifest = json.loads(content.read())
                continue
            place = to / member.name
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            digest = hashlib.sha256()
            with place.open("wb") as file:
                while piece := content.read(PIECE):
                    digest.update(piece)
                    file.write(piece)
            digests[member.name] = digest.hexdigest()
    if manifest is None:
        raise BackupError("The backup was cut: it has no manifest.")
    if digests != manifest["digests"]:
        odd = sorted(dict(set(digests.items()) ^ set(manifest["digests"].items())))
        raise BackupError(f"The backup is not what was sealed: {odd[0]} and {len(odd) - 1} more")
    return manifest


def digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
