"""`./portal manage export_body`: one organisation as a folder that can be read, proved and imported without
this portal (docs/handover.md).

The open part holds what its person may see, as far as the audit keeps it. Whatever stands behind a wall, and
all that an import needs, is sealed to the key of the receiver. The chain key is in neither.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from office.database.actor import act_as
from office.database.chain import short_head
from office.database.snapshot import read_snapshot
from office.files.models import StoredFile
from office.files.store import sync_folder
from office.handover import tables, verifier
from office.handover.front_page import write_front_page
from office.handover.legal import LEGAL, legal_lines
from office.handover.models import BodyExport
from office.handover.package import CLOSED, HandoverError, Package
from office.models.organisation import Organisation
from office.models.person import Person
from office.papers.frozen import Paper
from office.recovery.archive import FILES, Packer, digest_of
from office.recovery.backup import key_check, read_recipient, trial_folder
from office.recovery.books import books_of
from office.recovery.programs import BackupError
from office.registries import OPEN_EXPORTS
from office.roles import Act, may
from office.seals.actions import seal_everything
from office.seals.commitments import HEAD_COLUMNS
from office.seals.models import SealBook
from office.seals.proofs import HEAD_WORD
from office.verification import organisation_faults
from office.wall.models.sealed_file import SealedFile

VERIFIER = Path(__file__).with_name("verifier.py")
ROWS, CHANGES = "rows/", "changes.jsonl"


def export_body(organisation: Organisation, folder: Path, *, by: Person, recipient: str) -> BodyExport:
    """Write the folder, which must not be there yet, and remember the export.

    HandoverError for a person without the right to read the registers, a folder or key that will not do.
    """
    if not may(by, Act.READ, organisation):
        raise HandoverError(
            f"{by.username} does not read the registers of {organisation.code}: an export shows what its "
            "person may see. Name its head or secretary."
        )
    if folder.exists():
        raise HandoverError(f"{folder} is there already: name a new folder.")
    try:
        recipient = read_recipient(recipient)
        check = key_check()
        seal_everything()
        partial = folder.with_name(f".{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700, parents=True)
        try:
            with read_snapshot():
                digest = write_package(Package(partial), organisation, by, recipient, check)
            os.replace(partial, folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    except (BackupError, LookupError) as trouble:
        raise HandoverError(str(trouble)) from trouble
    with act_as(by):
        return BodyExport.objects.create(
            organisation=organisation, exported_by=by, manifest_sha256=digest, recipient=recipient
        )


def write_package(package, organisation, by, recipient, check) -> str:
    """Every file, the manifest last; its SHA-256."""
    counts = write_open_tables(package, organisation, by)
    papers = list(write_papers(package, organisation, by))
    files = list(write_files(package, organisation, by))
    book = SealBook.objects.filter(organisation_id=organisation.pk).first()
    package.add_lines(verifier.SEALS, chain_links(book))
    heads = [*seal_head_lines(organisation, book), *(one.head for one in books_of(organisation) if one.head)]
    package.add_bytes("chain/heads.txt", "".join(f"{line}\n" for line in heads).encode())
    for source in OPEN_EXPORTS:
        for name, content in source(organisation, by):
            package.add_bytes(name, content)
    package.add_bytes("verify.py", VERIFIER.read_bytes())
    manifest = {
        "format": verifier.FORMAT,
        "at": datetime.now(UTC).replace(microsecond=0).isoformat(),
        "organisation": {"id": organisation.pk, "code": organisation.code, "name": organisation.name_ky},
        "tables": counts,
        "chain": {
            "length": book.length if book else 0,
            "head": book.head if book else verifier.BEGINNING,
            "begun_on": book.begun_on.isoformat() if book else None,
        },
        "books": [asdict(one) for one in books_of(organisation)],
        "key_check": check,
        "migrations": last_migrations(),
    }
    write_closed_part(package, organisation, recipient, manifest)
    write_front_page(package, organisation, manifest, papers, files)
    manifest["files"] = dict(sorted(package.files.items()))
    content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    package.add_bytes(verifier.MANIFEST, content)
    return hashlib.sha256(content).hexdigest()


def last_migrations() -> dict[str, list[str]]:
    """{app: names of its migrations}: rows are read back by tables of the same shape alone."""
    applied: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if app in {model._meta.app_label for model in tables.owned_tables().values()}:
            applied.setdefault(app, []).append(name)
    return applied


# --- The open part ----------------------------------------------------------------------------------------


def write_open_tables(package, organisation, by) -> dict[str, int]:
    """{table: rows of it in the open part}"""
    counts = {}
    for table, model in tables.owned_tables().items():
        names = tables.open_names(model)
        rows = tables.visible_rows(model, organisation, by)
        counts[table] = package.add_table(table, names, tables.read_values(rows, names))
    for table, names, rows in pointed_rows(organisation):
        counts[table] = package.add_table(table, names, rows)
    return counts


def pointed_rows(organisation) -> Iterator[tuple[str, list[str], Iterator[list]]]:
    """(table, columns, rows) of people, organisations and reference rows."""
    found = tables.pointed_at(organisation)
    for model in sorted(found, key=lambda model: model._meta.db_table):
        names = tables.travelling_names(model)
        rows = model.objects.filter(pk__in=found[model]).order_by("pk")
        yield model._meta.db_table, names, tables.read_values(rows, names)


def write_papers(package, organisation, by) -> Iterator[tuple[str, Paper]]:
    """Each frozen paper that the person may see, its very bytes."""
    keys = list(tables.visible_rows(Paper, organisation, by).values_list("pk", flat=True))
    for pk in keys:
        paper = Paper.objects.of(organisation).select_related("order", "annex").get(pk=pk)
        name = f"papers/{pk}.pdf"
        package.add_bytes(name, bytes(paper.pdf))
        paper.pdf = b""
        yield name, paper


def write_files(package, organisation, by) -> Iterator[tuple[str, StoredFile]]:
    """Each filed scan of an open matter."""
    for row in tables.visible_rows(StoredFile, organisation, by).iterator(tables.AT_ONCE):
        if not row.is_erased and default_storage.exists(row.path):
            name = f"files/{row.pk}{ENDINGS.get(row.kind, '')}"
            with package.open_file(name) as file, default_storage.open(row.path) as stored:
                shutil.copyfileobj(stored, file)
            yield name, row


ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


def seal_head_lines(organisation, book) -> Iterator[str]:
    if book and book.length:
        yield f"{organisation.code} {HEAD_WORD} {book.length} · {short_head(book.head)}"


def chain_links(book) -> Iterator[dict]:
    """The links of the chain: commitments alone, which nobody can read anything from."""
    if book is None:
        return
    names = (*HEAD_COLUMNS, "head")
    for values in tables.read_values(book.seals.order_by("place"), names):
        yield dict(zip(names, values, strict=True))


# --- The closed part --------------------------------------------------------------------------------------


def write_closed_part(package, organisation, recipient, manifest):
    """All that an import needs, sealed to the receiver: rows with every column, the audit, the files, and
    what the open manifest says of the whole.
    """
    place = package.folder / CLOSED
    with trial_folder() as folder:
        packer = Packer(recipient, place)
        try:
            counts = pack_rows(packer, folder, organisation)
            absent = pack_files(packer, organisation)
            packer.finish(
                {
                    "digests": dict(sorted(packer.digests.items())),
                    "counts": counts,
                    "absent": absent,
                    "manifest": manifest,
                    "faults": [str(fault) for fault in organisation_faults(organisation)],
                }
            )
        except BaseException:
            packer.abandon()
            raise
    os.chmod(place, 0o600)
    package.files[CLOSED] = digest_of(place)


def pack_rows(packer, folder, organisation) -> dict[str, int]:
    """A file of JSON lines a table, its columns in the first one; {table: rows}."""
    counts = {}
    rows_of = Package(folder)

    def add(name, lines) -> int:
        count = rows_of.add_lines(name, lines)
        packer.add_file(folder / name, name)
        (folder / name).unlink()
        return count

    for table, names, rows in (*owned_lines(organisation), *pointed_rows(organisation)):
        counts[table] = add(f"{ROWS}{table}.jsonl", chain([names], rows)) - 1
    counts["office_change"] = add(CHANGES, change_lines(organisation))
    add(LEGAL, legal_lines(organisation))
    return counts


def owned_lines(organisation) -> Iterator[tuple[str, list[str], Iterator[list]]]:
    for table, model in tables.owned_tables().items():
        names = tables.stored_names(model)
        yield table, names, tables.read_values(tables.owned_rows(model, organisation), names)


def change_lines(organisation) -> Iterator[list]:
    """The audit of the organisation, each row with the place of the link it is sealed in."""
    book = SealBook.objects.filter(organisation_id=organisation.pk).first()
    places = dict(book.seals.filter(kind="audit").values_list("pk", "place")) if book else {}
    names = (*tables.CHANGE_NAMES, "seal_id")
    for *values, seal_id in tables.read_values(tables.change_rows(organisation), names):
        yield [*values, places.get(seal_id)]


def pack_files(packer, organisation) -> list[str]:
    """Every file that a row names, walled and sealed ones too; the paths of those that are not there."""
    absent = []
    for path in file_paths(organisation):
        try:
            with default_storage.open(path) as stored:
                packer.add_stream(stored, stored.size, FILES + path)
        except FileNotFoundError:
            absent.append(path)
    return absent


def file_paths(organisation) -> Iterator[str]:
    """Paths in the store, each once."""
    standing = StoredFile.objects.of(organisation).filter(erasure=None, disposal=None)
    sealed = SealedFile.objects.of(organisation).exclude(wall__erased__has_key="files")
    digests = {digest for rows in (standing, sealed) for digest in rows.values_list("sha256", flat=True)}
    for sha256 in sorted(digests):
        yield f"{organisation.pk}/{sha256[:2]}/{sha256}"
