"""The changes between two editions of a list with their grounds, and the table of them on paper (our own
sheet, no act prescribes one).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from office.kyrgyz import genitive
from office.lists import diff
from office.lists.diff import ADDED, CHANGED, KINDS, REMOVED
from office.papers.layouts import form_layout
from office.papers.official import named_by_order
from office.papers.sheet import Column, Sheet

UNSIGNED = " (долбоор)"
CHANGE_WORDS = {ADDED: "Кошулган саптар", CHANGED: "Өзгөргөн саптар", REMOVED: "Алынган саптар"}
# The grounds of point 13 of the method, and our own «other», as a paper says them.
GROUND_WORDS = {
    "first": "Алгачкы тизмек",
    "yearly": "Жыл сайынкы кайра карап чыгуу",
    "structure": "Түзүмдүн өзгөрүшү",
    "functions": "Жаңы функциялар же ыйгарым укуктар",
    "other": "Башка негиз",
}


def sheet_of_changes(form, of_the_list) -> Sheet:
    """Sheet of the changes of one list; `of_the_list` names the list in the dative: «… тизмегине»."""
    return Sheet(
        form=form,
        title=f"{{organisation_genitive}} {of_the_list} киргизилген\nӨЗГӨРТҮҮЛӨР\n{{since}} – {{until}}",
        columns=(
            Column("number", "№", 10, numeric=True),
            Column("row", "Тизмектин сабы", 60),
            Column("what", "Эмне өзгөрдү", 36),
            Column("was", "Мурда", 50),
            Column("became", "Азыр", 50),
            Column("ground", "Өзгөртүүнүн негизи", 44),
        ),
    )


@dataclass(frozen=True)
class GroundedChange:
    """A change with its ground in words; `own` when the ground was given for this very row."""

    change: diff.RowChange
    ground: str
    own: bool

    @property
    def is_removed(self) -> bool:
        return self.change.kind == REMOVED

    @property
    def row(self) -> str:
        """Primary key of the row of the register, or "" for a row of a paper that did not keep it."""
        return self.change.key


def with_grounds(changes, own_grounds, edition_ground) -> list[GroundedChange]:
    """Pair each change with its ground: the row's own (primary key → words) or the edition's."""
    return [
        GroundedChange(one, own_grounds.get(one.key, edition_ground), one.key in own_grounds)
        for one in changes
    ]


def ground_of(edition, words=GROUND_WORDS) -> str:
    """«Жыл сайынкы кайра карап чыгуу: …»: the ground of the whole edition."""
    return ": ".join(filter(None, [str(words[edition.ground]), edition.ground_text.strip()]))


def count_by_kind(found) -> dict[str, int]:
    """How many rows were added, changed, removed."""
    kinds = [one.change.kind for one in found]
    return {kind: kinds.count(kind) for kind in KINDS}


@dataclass(frozen=True)
class Comparison:
    """How the editions of one list are compared, and how the changes are printed.

    `sheet` is the table of changes, `name` the column that names a row in it, `rest` those that say the rest
    of a row. `known_by` are the columns by which a row without a key is known again, `group` the heading
    under which a move to another group is told.
    """

    sheet: Sheet
    name: str
    rest: Iterable[str]
    known_by: tuple[str, ...]
    group: str = ""

    def changes(self, old, new, *, grounds, whole, skip=()) -> list[GroundedChange]:
        """What leads from one table to the other; `grounds` by key of a row, `whole` for rows without one of
        their own.
        """
        found = diff.compare_tables(old, new, known_by=self.known_by, group=self.group, skip=skip)
        return with_grounds(found, grounds, whole)

    def table(self, edition, since, found) -> dict:
        """The filled sheet of changes: a group for each kind, a line for each cell that changed."""
        groups = [
            (CHANGE_WORDS[kind], [line for one in rows for line in self.lines(one)])
            for kind, rows in groupby(sorted(found, key=kind_position), key=lambda one: one.change.kind)
        ]
        sheet = form_layout(self.sheet.form, edition.organisation)
        return sheet.table(
            groups, **title_words(edition.organisation, edition_name(since), edition_name(edition))
        )

    def lines(self, one) -> list[dict[str, str]]:
        """The lines of one row of the list: one, or one for each changed cell."""
        change = one.change
        row = ": ".join(filter(None, [change.group, change.cells[self.name]]))
        same = {"row": row, "ground": one.ground}
        if change.kind == ADDED:
            return [{**same, "what": "Сап кошулду", "was": "", "became": self.whole(change)}]
        if change.kind == REMOVED:
            return [{**same, "what": "Сап алынды", "was": self.whole(change), "became": ""}]
        return [
            {**same, "what": field.heading, "was": field.was, "became": field.became}
            for field in change.fields
        ]

    def whole(self, change) -> str:
        """The cells of a row that came or went, one under another."""
        return "\n".join(filter(None, (change.cells.get(key, "") for key in self.rest)))

    def nothing(self, organisation) -> dict:
        """The sheet without rows, while there is nothing to compare with."""
        sheet = form_layout(self.sheet.form, organisation)
        return sheet.table([], **title_words(organisation, "", ""))


def title_words(organisation, since, until) -> dict[str, str]:
    return {"organisation_genitive": genitive(organisation.name_ky), "since": since, "until": until}


def kind_position(one) -> int:
    return KINDS.index(one.change.kind)


def edition_name(edition) -> str:
    """«1-редакция (2026-жылдын 25-майы, № 114)»; «долбоор» before it is approved."""
    number = f"{edition.number}-редакция"
    return number + (named_by_order(edition.order) if edition.is_approved else UNSIGNED)


def name_for_order(table) -> dict:
    """The sheet of changes as an annex: the newer edition without «долбоор», the order itself names it."""
    until = table["until"].removesuffix(UNSIGNED)
    return {**table, "until": until, "title": table["title"].removesuffix(table["until"]) + until}
