"""Kinds of record with a retention term: which rows are finished, from which year the term counts, what of
them an act of disposal removes. Apps enter theirs in `office.registries.RETENTION`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from office.database.owned import OwnedQuerySet
from office.registries import RETENTION
from office.roles import Act
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.wall import Exclusion, WalledQuerySet


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """One kind of record.

    `label` names it on the screen, `paper_name` in the printed act; `removed` says what an act removes.
    `ended`: the rows whose matter is finished; `year`: the year in which it was; `content`: the rows that
    still have what is removed; `files`: the ways from a row to its stored files; `number`: the field with the
    number people know it by, "" for none. `erase(organisation, pks, disposal)` removes words, where words go
    too.
    """

    label: str | Promise
    paper_name: str
    removed: str | Promise
    model: str
    ended: Q
    year: Combinable
    content: Q
    files: tuple[str, ...] = ()
    number: str = ""
    act: Act = Act.READ
    erase: Callable | None = None

    @property
    def manager(self):
        return apps.get_model(self.model).objects

    def numbered(self, number: str) -> Q:
        """The condition on rows with a number as people write it; it takes every row where the kind has no
        numbers or this cannot be one.
        """
        found = Q(**{self.number: number}) if number and self.number else Q()
        try:
            self.manager.none().filter(found)
        except ValueError:
            return Q()
        return found

    def finished(self, rows: OwnedQuerySet) -> OwnedQuerySet:
        """Of the rows those whose matter is over and whose content is still here, each with its
        `ended_year`.

        A matter that is hidden from somebody, or with a written request under way, is not over.
        """
        rows = rows.filter(self.ended).annotate(ended_year=self.year).filter(self.content)
        return settled(rows) if isinstance(rows, WalledQuerySet) else rows


def is_kept(path: str) -> Q:
    """Rows whose file at the end of `path` is there and has not been removed by an act."""
    return Q(**{f"{path}__isnull": False, f"{path}__disposal": None, f"{path}__erasure": None})


def settled(rows: WalledQuerySet) -> WalledQuerySet:
    """Of matters behind walls those that nobody is excluded from and nothing is asked of."""
    path = "" if rows.WALL == "pk" else f"{rows.WALL}__"
    here, wall = OuterRef("organisation"), OuterRef(rows.WALL)
    sorted_out = Exclusion.objects.of(here).filter(wall=wall)
    asked = (
        model.objects.of(here).filter(wall=wall, state__in=("entered", "confirmed"))
        for model in (Disclosure, Erasure)
    )
    rows = rows.exclude(Exists(sorted_out.in_force())).filter(Q(**{f"{path}about": ""}) | Exists(sorted_out))
    for requests in asked:
        rows = rows.exclude(Exists(requests))
    return rows


def kind_choices() -> list[tuple[str, str | Promise]]:
    """[(code, label)] of the kinds that can be disposed of."""
    return [(code, kind.label) for code, kind in RETENTION.items()]


def kind_label(code: str) -> str | Promise:
    return RETENTION[code].label if code in RETENTION else code


def file_digests(kind: RecordKind, rows: OwnedQuerySet) -> dict[int, set[str]]:
    """{pk of a row: digests of its files that are still here}"""
    found: dict[int, set[str]] = {}
    for path in kind.files:
        for pk, digest in rows.filter(is_kept(path)).values_list("pk", f"{path}__sha256"):
            found.setdefault(pk, set()).add(digest)
    return found


def file_ids(kind: RecordKind, rows: OwnedQuerySet) -> Iterable[int]:
    """Primary keys of the files of the rows."""
    for path in kind.files:
        yield from rows.filter(**{f"{path}__isnull": False}).values_list(path, flat=True)
