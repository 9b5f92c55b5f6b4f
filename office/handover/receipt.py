"""`./portal manage import_body`: an export read into this portal, all of it or nothing.

Everything is proved before a row is written, and once more by the proofs of `verify` before the transaction
ends. Restored in the place of what is damaged (`replace`), no row of another organisation is touched.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import DatabaseError, IntegrityError, connection, transaction

from office import clock
from office.database.actor import act_as
from office.database.grants import connected_as_owner
from office.database.triggers import drop_triggers, install_triggers
from office.files.models import save_bytes
from office.handover import clashes, tables, verifier
from office.handover.export import last_migrations
from office.handover.legal import take_legal
from office.handover.models import BodyTransfer
from office.handover.package import CLOSED, HandoverError
from office.handover.rows import Folder, active_logins, delete_rows, insert_folder, reset_sequences
from office.models.counter import Counter
from office.models.organisation import Organisation
from office.recovery.archive import FILES, unpack_archive
from office.recovery.backup import key_check, trial_folder
from office.recovery.programs import BackupError
from office.recovery.restore import close_books_of
from office.registries import COUNTERSIGNERS
from office.seals.actions import seal_everything
from office.seals.transfer import begin_key_epoch
from office.verification import organisation_faults


@dataclass(frozen=True)
class Receipt:
    """What came. `act` is the act of transfer; None of a restore, which closes the books instead. `added` are
    the forms, values and days that were not here.
    """

    organisation: Organisation
    rows: int
    files: int
    act: BodyTransfer | None
    added: list[str]


def import_body(
    place: Path,
    identity: Path,
    *,
    giver: str = "",
    receiver: str = "",
    sha256: str = "",
    administrator: str = "",
    replace: bool = False,
) -> Receipt:
    """Read an export into this portal. `replace`: in the place of the rows the organisation has here, which
    must be of the same portal; else as an organisation that is not here yet, with an act of transfer.
    `sha256`: of the manifest, as the paper says that came with the folder. `administrator`: the login of the
    person who is to be appointed next, who must be in the folder.

    HandoverError, and nothing is changed, for a folder or an install that will not do.
    """
    if not replace and not (giver and receiver):
        raise HandoverError("An act of transfer names both sides: say --giver and --receiver.")
    try:
        if sha256 not in ("", digest := verifier.digest_file(place / verifier.MANIFEST)):
            raise HandoverError(f"The SHA-256 of {verifier.MANIFEST} is {digest}, not that of the paper.")
        with trial_folder() as trial:
            folder = open_folder(place, identity, trial)
            if administrator and administrator not in active_logins(folder):
                raise HandoverError(f"Nobody of the folder who works signs in as {administrator}.")
            return write_folder(folder, giver, receiver, replace)
    except (BackupError, LookupError, OSError, verifier.NotAPackage) as trouble:
        raise HandoverError(str(trouble)) from trouble


def open_folder(place: Path, identity: Path, trial: Path) -> Folder:
    """The folder, proved file by file and link by link, its closed part opened into `trial`."""
    manifest = verifier.read_manifest(place)
    if faults := list(verifier.package_faults(place, manifest)):
        raise HandoverError(f"The folder is not what was exported: {faults[0]} (faults: {len(faults)})")
    if (ours := last_migrations()) != manifest["migrations"]:
        apart = [
            app
            for app in {*ours, *manifest["migrations"]}
            if ours.get(app) != manifest["migrations"].get(app)
        ]
        raise HandoverError(
            f"The folder comes from another version of the portal (tables of {', '.join(sorted(apart))}): "
            "bring both to one version and export anew."
        )
    within = unpack_archive(place / CLOSED, identity, trial)
    if within.get("manifest") != {name: value for name, value in manifest.items() if name != "files"}:
        raise HandoverError(f"{verifier.MANIFEST} is not the one that was sealed into {CLOSED}.")
    return Folder(place, trial, manifest, within)


def write_folder(folder: Folder, giver: str, receiver: str, replace: bool) -> Receipt:
    own_key = folder.manifest["key_check"] == key_check()
    new_files: list[str] = []
    try:
        with connected_as_owner(), transaction.atomic():
            pause_triggers()
            make_room(folder, own_key, replace)
            rows = insert_folder(folder)
            files = store_files(folder, new_files)
            organisation = Organisation.objects.get(pk=folder.organisation_id)
            if not own_key:
                for countersign in COUNTERSIGNERS:
                    countersign(organisation)
                begin_key_epoch(organisation.pk, manifest_digest(folder))
            connection.check_constraints()
            reset_sequences()
            install_triggers()
            added: list[str] = []
            if not replace:
                with act_as(None):
                    added = take_legal(folder, organisation)
            require_same_faults(folder, organisation)
            act = None
            with act_as(None):
                if replace:
                    copied_on = datetime.fromisoformat(folder.manifest["at"]).astimezone().date()
                    close_books_of([organisation], copied_on)
                else:
                    act = write_act(folder, organisation, own_key, rows, files, giver, receiver)
            seal_everything()
    except BaseException as trouble:
        for path in new_files:
            default_storage.delete(path)
        if isinstance(trouble, IntegrityError | ValueError):
            raise HandoverError(f"The folder does not fit into this portal: {trouble}") from trouble
        if isinstance(trouble, DatabaseError):
            raise HandoverError(
                f"The database refused: {trouble}. On PostgreSQL name the owner of the tables in "
                "PORTAL_DATABASE_OWNER_URL, for this command alone."
            ) from trouble
        raise
    return Receipt(organisation, rows, files, act, added)


def pause_triggers():
    """No guard and no audit until all rows stand: what was signed elsewhere comes as it was signed. Others
    wait meanwhile, for the tables are locked.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()  # what waits for the end of the transaction locks its table
    drop_triggers()


def make_room(folder: Folder, own_key: bool, replace: bool):
    """Refuse what stands in the way; with `replace` take the rows of the organisation out."""
    clashes.refuse_another(folder.manifest["organisation"])
    here = dict(clashes.rows_here(list(tables.owned_tables().values()), folder.organisation_id))
    if not replace and here:
        raise HandoverError(
            f"The organisation is here already, with {sum(here.values())} rows. To put the folder in their "
            "place say --replace: what was written since the export is lost."
        )
    if replace:
        if not own_key:
            raise HandoverError(
                "The folder was sealed with another chain key: it is no export of this portal."
            )
        delete_rows(folder.organisation_id)


def store_files(folder: Folder, new_files: list[str]) -> int:
    """Put the files into the store where they are not there whole; how many came. HandoverError for a file
    that does not lie where the organisation keeps its own: none of another one is touched.
    """
    count = 0
    root = folder.closed / FILES
    for path in sorted(root.rglob("*")) if root.exists() else ():
        if not path.is_file():
            continue
        count += 1
        name = path.relative_to(root).as_posix()
        if name != f"{folder.organisation_id}/{path.name[:2]}/{path.name}":
            raise HandoverError(f"{name}: is no file of the organisation of the folder")
        if default_storage.exists(name):
            if is_whole(name):
                continue
            default_storage.delete(name)  # damaged: what its name is the digest of comes, and stays
        else:
            new_files.append(name)
        save_bytes(name, path.read_bytes())
    return count


def is_whole(name: str) -> bool:
    """Whether the stored bytes are those that the name says."""
    with default_storage.open(name) as stored:
        digest = hashlib.file_digest(stored, "sha256").hexdigest()
    return digest == name.rpartition("/")[2]


def manifest_digest(folder: Folder) -> str:
    return verifier.digest_file(folder.place / verifier.MANIFEST)


def require_same_faults(folder: Folder, organisation):
    """HandoverError unless `verify` finds here what it found there: nothing, as a rule."""
    found = {str(fault) for fault in organisation_faults(organisation)}
    if odd := sorted(found ^ set(folder.within["faults"])):
        raise HandoverError(f"What came is not what was sealed: {odd[0]} (faults: {len(odd)})")


def write_act(folder, organisation, own_key, rows, files, giver, receiver) -> BodyTransfer:
    chain = folder.manifest["chain"]
    return BodyTransfer.objects.of(organisation).create(
        organisation=organisation,
        number=Counter.take(organisation, BodyTransfer.BOOK, clock.today().year),
        exported=datetime.fromisoformat(folder.manifest["at"]),
        manifest_sha256=manifest_digest(folder),
        length=chain["length"],
        head=chain["head"],
        own_key=own_key,
        rows=rows,
        files=files,
        giver=giver,
        receiver=receiver,
    )
