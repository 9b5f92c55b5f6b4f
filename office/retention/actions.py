"""What has come of age, the proposal of an act, and the removal of what an approved act names."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from office import clock
from office.files.models import StoredFile
from office.papers.sheet import canonical_json
from office.registers.workflow import Refused
from office.registries import RETENTION
from office.retention.kinds import RecordKind, file_digests, file_ids
from office.retention.models.disposal import Disposal, DisposalUnit
from office.retention.models.terms import Hold, RetentionTerm
from office.wall.erased_files import sweep_after_commit


class Age(NamedTuple):
    """One year of one kind that has come of age, as the reader may count it."""

    code: str
    kind: RecordKind
    year: int
    records: int
    term: RetentionTerm

    @property
    def kept_until(self) -> date:
        return date(self.year + (self.term.years or 0), 12, 31)

    @property
    def url(self):
        return reverse("disposals:aged", args=[f"{self.code}-{self.year}"])


def aged_years(organisation, rows_of) -> list[Age]:
    """What has come of age by today, kind by kind and year by year; a query a kind.

    `rows_of(kind)` gives the rows to count: those a person may see, or all of the body.
    """
    today = clock.today()
    terms = RetentionTerm.objects.of(organisation).in_force_on(today)
    holds = list(Hold.objects.of(organisation).in_force())
    found = []
    for code, kind in RETENTION.items():
        term = terms.get(code)
        if term is None or not term.years:
            continue
        rows = aged_rows(code, kind, rows_of(kind), term, holds, today)
        counts = rows.order_by().values("ended_year").annotate(count=Count("pk", distinct=True))
        found += [Age(code, kind, row["ended_year"], row["count"], term) for row in counts]
    return sorted(found, key=lambda age: (age.code, age.year))


def aged_rows(code, kind: RecordKind, rows, term: RetentionTerm, holds, today):
    """Of the rows of a kind those whose term has run out and that nothing holds back."""
    rows = kind.finished(rows).filter(ended_year__lte=term.last_year_of_age(today))
    return rows.exclude(held_back(code, kind, holds)) if holds else rows


def held_back(code, kind: RecordKind, holds) -> Q:
    """The condition on rows of a kind under which a hold keeps them."""
    found = Q(pk__in=[])
    for hold in holds:
        if hold.kind == code:
            year = Q() if hold.year is None else Q(ended_year=hold.year)
            found |= (year & kind.numbered(hold.number)) or Q(pk__isnull=False)
    return found


def own_rows(organisation):
    """`rows_of` of all rows of a body."""
    return lambda kind: kind.manager.of(organisation)


def seen_rows(organisation, person):
    """`rows_of` of the rows of a body that a person may see."""
    return lambda kind: kind.manager.visible_to(person, kind.act).filter(organisation=organisation)


def aged_rows_of_year(organisation, code, year, rows_of):
    """The rows of one year of a kind that have come of age; none when the kind is kept for ever."""
    kind = RETENTION[code]
    today = clock.today()
    term = RetentionTerm.objects.of(organisation).in_force_on(today).get(code)
    if term is None or not term.years:
        return rows_of(kind).none()
    holds = list(Hold.objects.of(organisation).in_force())
    rows = aged_rows(code, kind, rows_of(kind), term, holds, today)
    return rows.filter(ended_year=year).order_by("pk").distinct()


def has_record(rows_of, code, year, number) -> bool:
    """Whether a kind has a finished record with this number in a year; never where it has no numbers."""
    kind = RETENTION[code]
    condition = kind.numbered(number)
    return bool(condition) and (
        rows_of(kind)
        .filter(kind.ended)
        .annotate(ended_year=kind.year)
        .filter(condition, ended_year=year)
        .exists()
    )


@transaction.atomic
def propose_disposal(organisation, chosen: Iterable[tuple[str, int]], *, by) -> Disposal:
    """An act over the chosen years of kinds, with what of them `by` may see."""
    ages = {(age.code, age.year): age for age in aged_years(organisation, seen_rows(organisation, by))}
    wanted = [ages[one] for one in chosen if one in ages]
    if not wanted:
        raise Refused(_("Nothing of what you chose has come of age."))
    disposal = Disposal.objects.of(organisation).create(organisation=organisation, proposed_by=by)
    for age in wanted:
        name_rows(disposal, age, seen_rows(organisation, by))
    return disposal


def name_rows(disposal, age: Age, rows_of):
    """The line of an act: each row with its number and the digests of its files."""
    kind = age.kind
    rows = aged_rows_of_year(disposal.organisation, age.code, age.year, rows_of)
    digests = file_digests(kind, rows)
    named = [
        [pk, str(*number), sorted(digests.get(pk, ()))]
        for pk, *number in rows.values_list(*filter(None, ["pk", kind.number]))
    ]
    DisposalUnit.objects.of(disposal.organisation).create(
        organisation=disposal.organisation,
        disposal=disposal,
        kind=age.code,
        year=age.year,
        term=age.term,
        kept_until=age.kept_until,
        count=len(named),
        files=sum(len(row[2]) for row in named),
        rows=named,
        digest=rows_digest(named),
    )


def rows_digest(rows) -> str:
    return sha256(canonical_json(rows)).hexdigest()


def refuse_what_must_stay(disposal):
    """Refused when anything the act names is held, open, hidden from somebody or not of age today."""
    for unit in disposal.units.all():
        organisation = disposal.organisation
        rows = aged_rows_of_year(organisation, unit.kind, unit.year, own_rows(organisation))
        if unit.row_ids - set(rows.values_list("pk", flat=True)):
            raise Refused(
                _(
                    "«%(unit)s»: something in it is held back, open again or no longer of age. Refuse this "
                    "act and propose a new one."
                )
                % {"unit": unit}
            )


def remove_content(disposal):
    """Words and names of files go now, the bytes once the transaction is through."""
    organisation = disposal.organisation
    for unit in disposal.units.all():
        kind = RETENTION[unit.kind]
        rows = kind.manager.of(organisation).filter(pk__in=unit.row_ids)
        files = set(file_ids(kind, rows))
        StoredFile.objects.of(organisation).filter(pk__in=files, disposal=None, erasure=None).update(
            name="", disposal=disposal
        )
        if kind.erase:
            kind.erase(organisation, unit.row_ids, disposal)
    sweep_after_commit(organisation)
