"""What of the records was disposed of, and the proof that an act names it."""

from collections import defaultdict
from collections.abc import Iterator

from office.files.models import StoredFile
from office.retention.actions import rows_digest
from office.retention.models.disposal import Disposal, DisposalUnit


def disposed_words(organisations) -> Iterator[str]:
    """A line an act: «dostuk: disposed of under act № 1/2032 of 2032-03-02: records 34, files 12»."""
    for organisation in organisations:
        rows = Disposal.objects.of(organisation).filter(state=Disposal.State.DISPOSED).order_by("pk")
        for row in rows.prefetch_related("units"):
            units = list(row.units.all())
            records, files = sum(unit.count for unit in units), sum(unit.files for unit in units)
            yield (
                f"{organisation.code}: disposed of under act № {row.number}/{row.year} of {row.disposed_on}: "
                f"records {records}, files {files}; numbers, days and digests stay, the content is gone"
            )


def disposal_faults(organisation) -> Iterator[tuple[str, str, str, str]]:
    """(table, number, column, words) of content that is gone and that no carried-out act names, and of acts
    whose lines are not what they were.
    """
    named = defaultdict(set)
    units = DisposalUnit.objects.of(organisation).select_related("disposal")
    for unit in units:
        if rows_digest(unit.rows) != unit.digest:
            yield DisposalUnit._meta.db_table, str(unit.pk), "digest", "is not the digest of its rows"
        if unit.disposal.state == Disposal.State.DISPOSED:
            named[unit.disposal_id] |= unit.file_digests
    for row in StoredFile.objects.of(organisation).filter(disposal__isnull=False):
        if row.sha256 not in named[row.disposal_id]:
            yield StoredFile._meta.db_table, str(row.pk), "disposal_id", "no act of disposal names this file"


def named_rows(organisation, kind: str) -> set[tuple[int, int]]:
    """{(act, row)} of the rows of a kind that carried-out acts name."""
    units = DisposalUnit.objects.of(organisation).filter(kind=kind, disposal__state=Disposal.State.DISPOSED)
    return {(unit.disposal_id, pk) for unit in units for pk in unit.row_ids}
