"""Proofs that nothing stored was changed behind the portal's back: `./portal manage verify` runs them all.

An app enters its own proofs in `office.registries.PROOFS`; each yields what it found wrong, nothing when all
is whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from office.files.models import StoredFile
from office.models.organisation import Organisation
from office.papers.frozen import Paper
from office.registries import PROOFS
from office.retention.proofs import disposal_faults
from office.seals.actions import seal_everything
from office.seals.models import PORTAL
from office.seals.proofs import kept_head_fault, seal_faults
from office.wall.erased_files import is_left_over
from office.wall.models import identity_opening
from office.wall.models.sealed_file import SealedFile


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was stored.

    `where` is the book, order or folder it belongs to, `number` the row in it.
    """

    table: str
    body: str
    where: str
    number: str
    column: str
    words: str = "is not what was stored"

    def __str__(self):
        return f"{self.table} · {self.body} · {self.where} · {self.number} · {self.column}: {self.words}"


# How far a proof has come: what is being proved, how many of how many rows.
ReportProgress = Callable[[str, int, int], None]


def report_nothing(what: str, done: int, of: int):
    """No-op progress callback."""


OFFICIAL = "official"  # the chain that a fault of an official record belongs to
AT_ONCE = (
    500  # files read between two looks at the database: nobody who writes waits for the reading of files
)


def verify(report: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of every body, merged ones too. Others may go on writing meanwhile.

    What waits for its seal is sealed first.
    """
    seal_everything()
    yield from portal_seal_faults(report)
    for organisation in Organisation.objects.order_by("path"):
        yield from organisation_faults(organisation, report)


def organisation_faults(organisation, report: ReportProgress = report_nothing) -> Iterator[Fault]:
    """Every fault of one organisation; what waits for its seal is not sealed here."""
    for proof in (
        stored_file_faults,
        paper_faults,
        opening_faults,
        disposed_faults,
        official_faults,
        *PROOFS,
    ):
        yield from proof(organisation, report)


def in_steps(rows, what: str, report: ReportProgress, step=AT_ONCE) -> Iterator:
    """Iterate rows in batches by primary key and report (what, done, total) after each."""
    done, of, after = 0, rows.count(), 0
    while found := list(rows.filter(pk__gt=after).order_by("pk")[:step]):
        yield from found
        after, done = found[-1].pk, done + len(found)
        report(what, done, max(of, done))


def stored_file_faults(organisation, report: ReportProgress) -> Iterator[Fault]:
    """Each filed file, sealed ones too, still has the digest it was filed under."""
    for model in (StoredFile, SealedFile):
        table = model._meta.db_table
        for row in in_steps(model.objects.of(organisation), f"{organisation.code} · {table}", report):
            if words := file_fault(row):
                yield Fault(table, organisation.code, row.path, str(row.pk), "sha256", words)


def file_fault(row) -> str:
    """The fault of a stored file in words; "" when it is unchanged, or gone by an erasure or a disposal."""
    try:
        row.read()
    except FileNotFoundError:
        return "" if row.is_erased else "the file is gone"
    except ValueError:
        return Fault.words
    if not is_left_over(row):
        return ""
    way = "erased by law" if isinstance(row, SealedFile) or row.erasure_id else "disposed of"
    return f"was {way} and still lies in the store"


def paper_faults(organisation, report: ReportProgress) -> Iterator[Fault]:
    """Each frozen paper still has its two digests."""
    for paper in in_steps(
        Paper.objects.of(organisation), f"{organisation.code} · office_paper", report, step=50
    ):
        digests = {
            "pdf": (sha256(bytes(paper.pdf)).hexdigest(), paper.sha256),
            "data": (sha256(paper.data.encode()).hexdigest(), paper.data_sha256),
        }
        for column, (found, stored) in digests.items():
            if found != stored:
                yield Fault(
                    "office_paper", organisation.code, f"order {paper.order_id}", str(paper.pk), column
                )


def opening_faults(organisation, report: ReportProgress) -> Iterator[Fault]:
    """The chain of the openings of identities is whole."""
    for number, column in identity_opening.chain_faults(organisation):
        yield Fault("office_identityopening", organisation.code, "identity-openings", str(number), column)


def disposed_faults(organisation, report: ReportProgress) -> Iterator[Fault]:
    """What is gone is named by an act of disposal that was carried out."""
    for table, number, column, words in disposal_faults(organisation):
        yield Fault(table, organisation.code, "disposals", number, column, words)


def official_faults(organisation, report: ReportProgress) -> Iterator[Fault]:
    """The chain of the official records and of the audit of a body is whole."""
    for table, number, column, words in seal_faults(organisation.pk, organisation.code, report):
        yield Fault(table, organisation.code, OFFICIAL, number, column, words)


def portal_seal_faults(report: ReportProgress) -> Iterator[Fault]:
    """The chain of what belongs to no body is whole."""
    for table, number, column, words in seal_faults(PORTAL, "-", report):
        yield Fault(table, "-", OFFICIAL, number, column, words)


def seal_head_faults(line: str) -> Iterator[Fault] | None:
    """Faults of a head of the official chain that was kept elsewhere; None when the line is another's."""
    found = kept_head_fault(line)
    if found is None:
        return None
    body, place, words = found
    return iter([Fault("office_seal", body, OFFICIAL, place, "head", words)] if words else [])
